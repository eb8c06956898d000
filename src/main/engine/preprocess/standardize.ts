import { z } from 'zod';
import type { ScaleStep } from './step.ts';

const perChannel = (number: z.ZodNumber) => z.union([number, z.tuple([number, number, number])]);

const params = z.strictObject({
  mean: perChannel(z.number())
    .default(0.5)
    .meta({ title: 'Mean', description: 'Subtracted: one number, or one per channel, on the scale from 0 to 1.' }),
  std: perChannel(z.number().positive())
    .default(0.25)
    .meta({ title: 'Spread', description: 'Divided by: one number, or one per channel, on the scale from 0 to 1.' }),
});

export const standardize = {
  name: 'standardize',
  title: 'Scale the values',
  summary: 'Bring values from 0..1 to about zero mean and unit spread.',
  reference: 'torchvision Normalize',
  params,
  kind: 'scale',
  scale: ({ mean, std }, channels) => {
    const spread = (value: number | number[]): number[] => (typeof value === 'number' ? new Array<number>(channels).fill(value) : value);
    return { mean: spread(mean).slice(0, channels), std: spread(std).slice(0, channels) };
  },
} satisfies ScaleStep<typeof params> as ScaleStep<typeof params>;
