// Stochastic gradient descent with momentum as torch.optim.SGD defines it (dampening 0).
import type { z } from 'zod';
import { boolAttribute, typeAttribute } from '../tensorflow/attributes.ts';
import { TF_FLOAT } from '../tensorflow/dtypes.ts';
import { type Tensor, tf } from '../tensorflow/tfjs.ts';
import { recordUpdate } from '../tensorflow/variables.ts';
import type { Optimizer } from './optimizer.ts';
import type { sgdParams } from './sgd.ts';
import { coupledDecay } from './weightDecay.build.ts';

export function sgd(params: z.output<typeof sgdParams>): Optimizer {
  return {
    slots: ['momentum'],
    learningRate: params.learningRate,
    scalars: () => ({}),
    update: update => {
      recordUpdate(
        'ResourceApplyMomentum',
        [update.parameter, update.slot('momentum')],
        [typeAttribute('T', TF_FLOAT), boolAttribute('use_nesterov', params.nesterov)],
        [update.scalars.learningRate as Tensor, coupledDecay(update, params), tf.scalar(params.momentum)],
      );
    },
  };
}
