// The family of classification losses. A spec is light; its operations are loaded when it is built.
import { z } from 'zod';
import type { Spec } from '../../../shared/domain/choice.ts';
import type { Tensor } from '../tensorflow/tfjs.ts';
import { classWeightRules } from './classWeights.ts';

/** logits and one-hot targets [row, class] → loss [row], before class weights. */
export type RowLoss = (logits: Tensor, targets: Tensor) => Tensor;

/** Every loss knows how classes are weighted; the weighting itself happens outside, so that it means the same for all. */
const classWeights = {
  classWeights: z
    .enum(classWeightRules)
    .default('balanced')
    .meta({ title: 'Class weights', description: 'Balanced: every class counts the same in total, whatever its number of images.' }),
};
type LossParams = z.ZodType<{ classWeights: (typeof classWeightRules)[number] }>;

export interface LossSpec<Params extends LossParams = LossParams> extends Spec<Params> {
  build(params: z.output<Params>): Promise<RowLoss>;
}

function define<Params extends LossParams>(spec: LossSpec<Params>): LossSpec<Params> {
  return spec;
}

export const losses = {
  crossEntropy: define({
    name: 'crossEntropy',
    title: 'Cross-entropy',
    summary: 'Softmax cross-entropy, optionally with smoothed labels.',
    reference: 'Szegedy et al. 2016, arXiv 1512.00567 (smoothing); torch.nn.CrossEntropyLoss',
    params: z.strictObject({
      labelSmoothing: z
        .number()
        .min(0)
        .max(0.5)
        .default(0)
        .meta({ title: 'Label smoothing', description: 'Share of each label that is spread over all classes.' }),
      ...classWeights,
    }),
    build: async params => (await import('./crossEntropy.build.ts')).crossEntropy(params),
  }),
  focal: define({
    name: 'focal',
    title: 'Focal',
    summary: 'Cross-entropy that counts items less the better they are already predicted.',
    reference: 'Lin et al. 2017, arXiv 1708.02002',
    params: z.strictObject({
      gamma: z
        .number()
        .min(0)
        .max(10)
        .default(2)
        .meta({ title: 'Focus', description: 'Gamma: how much less well-predicted images count. 0 is plain cross-entropy.' }),
      ...classWeights,
    }),
    build: async params => (await import('./focal.build.ts')).focal(params),
  }),
} as const satisfies Record<string, LossSpec>;
