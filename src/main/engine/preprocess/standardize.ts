import { z } from 'zod';
import type { ScaleStep } from './step.ts';

const perChannel = (number: z.ZodNumber) => z.union([number, z.tuple([number, number, number])]);

const params = z.strictObject({
  mean: perChannel(z.number()).default(0.5).describe('Subtracted; one number or one per channel, on the 0..1 scale'),
  std: perChannel(z.number().positive()).default(0.25).describe('Divided by; one number or one per channel, on the 0..1 scale'),
});

export const standardize = {
  name: 'standardize',
  summary: 'Bring values from 0..1 to about zero mean and unit spread.',
  reference: 'torchvision Normalize',
  params,
  kind: 'scale',
  scale: ({ mean, std }, channels) => {
    const spread = (value: number | number[]): number[] => (typeof value === 'number' ? new Array<number>(channels).fill(value) : value);
    return { mean: spread(mean).slice(0, channels), std: spread(std).slice(0, channels) };
  },
} satisfies ScaleStep<typeof params> as ScaleStep<typeof params>;
