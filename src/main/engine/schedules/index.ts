// The family of learning-rate schedules: a factor on the optimizer's learning rate for every step, a pure function.
import { z } from 'zod';
import type { Spec } from '../../../shared/domain/choice.ts';

export interface ScheduleSpec<Params extends z.ZodType = z.ZodType> extends Spec<Params> {
  /** Factor for a step of 0 … totalSteps - 1. */
  factor(params: z.output<Params>, step: number, totalSteps: number): number;
}

function define<Params extends z.ZodType>(spec: ScheduleSpec<Params>): ScheduleSpec<Params> {
  return spec;
}

/** Half a cosine from `start` to `end` as `progress` goes from 0 to 1. */
const cosineBetween = (start: number, end: number, progress: number) => end + ((start - end) / 2) * (Math.cos(Math.PI * progress) + 1);

export const schedules = {
  constant: define({
    name: 'constant',
    title: 'Constant',
    summary: 'The same learning rate throughout.',
    reference: '–',
    params: z.strictObject({}),
    factor: () => 1,
  }),
  oneCycle: define({
    name: 'oneCycle',
    title: 'One cycle',
    summary: 'Rises from a small rate to the largest, then falls to almost nothing: few epochs, good results.',
    reference: 'Smith & Topin 2018, arXiv 1708.07120; torch.optim.lr_scheduler.OneCycleLR, two phases, cosine',
    params: z.strictObject({
      rise: z.number().min(0.01).max(0.99).default(0.3).meta({ title: 'Rise', description: 'Share of the steps in which the rate rises.' }),
      startDivisor: z
        .number()
        .min(1)
        .default(25)
        .meta({ title: 'Start divisor', description: 'The first rate is the largest divided by this.' }),
      endDivisor: z
        .number()
        .min(1)
        .default(10000)
        .meta({ title: 'End divisor', description: 'The last rate is the first divided by this.' }),
    }),
    factor: ({ rise, startDivisor, endDivisor }, step, totalSteps) => {
      const start = 1 / startDivisor;
      const peak = rise * totalSteps - 1;
      if (step <= peak) return cosineBetween(start, 1, peak === 0 ? 1 : step / peak);
      return cosineBetween(1, start / endDivisor, (step - peak) / (totalSteps - 1 - peak));
    },
  }),
  cosine: define({
    name: 'cosine',
    title: 'Cosine',
    summary: 'An optional linear warm-up, then half a cosine down to a share of the rate.',
    reference: 'Loshchilov & Hutter 2017, arXiv 1608.03983; torch.optim.lr_scheduler.CosineAnnealingLR',
    params: z.strictObject({
      warmup: z.number().min(0).max(0.9).default(0).meta({ title: 'Warm-up', description: 'Share of the steps spent warming up.' }),
      end: z
        .number()
        .min(0)
        .max(1)
        .default(0)
        .meta({ title: 'End', description: 'Share of the rate that would be reached one step after the last.' }),
    }),
    factor: ({ warmup, end }, step, totalSteps) => {
      const warmupSteps = Math.round(warmup * totalSteps);
      if (step < warmupSteps) return (step + 1) / warmupSteps;
      return cosineBetween(1, end, (step - warmupSteps) / (totalSteps - warmupSteps));
    },
  }),
  polynomial: define({
    name: 'polynomial',
    title: 'Polynomial',
    summary: 'Falls to zero along a power of the remaining share of steps.',
    reference: 'Isensee et al. 2021 (nnU-Net); torch.optim.lr_scheduler.PolynomialLR',
    params: z.strictObject({
      power: z
        .number()
        .positive()
        .max(10)
        .default(0.9)
        .meta({ title: 'Power', description: '1 falls in a straight line, less than 1 stays high for longer.' }),
    }),
    factor: ({ power }, step, totalSteps) => (1 - step / totalSteps) ** power,
  }),
} as const satisfies Record<string, ScheduleSpec>;
