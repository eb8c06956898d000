// RunConfig.sampler carried out for one epoch.
import { type Choice, resolveChoice } from '../../../shared/domain/choice.ts';
import { samplers } from './index.ts';
import type { SamplerSpec } from './sampler.ts';

/** Indices into `labels` in the order of training. Errors: `unknownName`, `usage`; `badInput` where the sampler needs labels. */
export function epochOrder(choice: Choice, labels: Int32Array, seed: number, epoch: number): Int32Array {
  const { spec, params } = resolveChoice<SamplerSpec>('sampler', samplers, choice);
  return spec.order(labels, seed, epoch, params);
}
