// Adam (Kingma & Ba 2015, arXiv 1412.6980) and AdamW (Loshchilov & Hutter 2019, arXiv 1711.05101) as torch.optim defines them.
import type { z } from 'zod';
import { typeAttribute } from '../tensorflow/attributes.ts';
import { TF_FLOAT } from '../tensorflow/dtypes.ts';
import { type Tensor, tf } from '../tensorflow/tfjs.ts';
import { recordUpdate } from '../tensorflow/variables.ts';
import type { adamParams } from './adam.ts';
import type { Optimizer } from './optimizer.ts';
import { coupledDecay, recordDecoupledDecay } from './weightDecay.build.ts';

export function adam(params: z.output<typeof adamParams>, decay: 'coupled' | 'decoupled'): Optimizer {
  const { beta1, beta2 } = params;
  return {
    slots: ['m', 'v'],
    learningRate: params.learningRate,
    scalars: step => ({
      beta1Power: beta1 ** step,
      beta2Power: beta2 ** step,
      // torch adds epsilon to √v̂, TensorFlow's kernel to √v; the bias correction moves it across.
      epsilon: params.epsilon * Math.sqrt(1 - beta2 ** step),
    }),
    update: update => {
      const { beta1Power, beta2Power, learningRate, epsilon } = update.scalars as Record<string, Tensor>;
      if (decay === 'decoupled') recordDecoupledDecay(update, params);
      const gradient = decay === 'decoupled' ? update.gradient : coupledDecay(update, params);
      recordUpdate('ResourceApplyAdam', [update.parameter, update.slot('m'), update.slot('v')], [typeAttribute('T', TF_FLOAT)], [
        beta1Power,
        beta2Power,
        learningRate,
        tf.scalar(beta1),
        tf.scalar(beta2),
        epsilon,
        gradient,
      ] as Tensor[]);
    },
  };
}
