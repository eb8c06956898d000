import { z } from 'zod';
import type { OptimizerSpec } from './optimizer.ts';
import { weightDecayParams } from './weightDecayParams.ts';

export const sgdParams = z.strictObject({
  learningRate: z.number().positive().default(0.01).describe('Largest step size; the schedule scales it.'),
  momentum: z.number().min(0).max(0.999).default(0.9),
  nesterov: z.boolean().default(false),
  ...weightDecayParams,
});

export const sgd: OptimizerSpec<typeof sgdParams> = {
  name: 'sgd',
  summary: 'Gradient descent with momentum; weight decay is added to the gradient.',
  reference: 'torch.optim.SGD; Sutskever et al. 2013',
  params: sgdParams,
  build: async params => (await import('./sgd.build.ts')).sgd(params),
};
