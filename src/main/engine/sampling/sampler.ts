// What a sampler is: the order in which an epoch visits the items, a function of the labels, the seed and the epoch.
import type { z } from 'zod';
import type { Spec } from '../../../shared/domain/choice.ts';

export interface SamplerSpec<Params extends z.ZodType = z.ZodType> extends Spec<Params> {
  /** Indices into `labels`; an item may be absent or come more than once. */
  order(labels: Int32Array, seed: number, epoch: number, params: z.output<Params>): Int32Array;
}

/** Checks a spec's types where it is written; the registry then holds specs of any parameters. */
export function sampler<Params extends z.ZodType>(spec: SamplerSpec<Params>): SamplerSpec<Params> {
  return spec;
}
