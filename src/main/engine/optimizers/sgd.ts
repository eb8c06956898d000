import { z } from 'zod';
import type { OptimizerSpec } from './optimizer.ts';
import { weightDecayParams } from './weightDecayParams.ts';

export const sgdParams = z.strictObject({
  learningRate: z
    .number()
    .positive()
    .default(0.01)
    .meta({ title: 'Learning rate', description: 'Largest step size; the schedule scales it.' }),
  momentum: z.number().min(0).max(0.999).default(0.9).meta({ title: 'Momentum', description: 'Share of the last step that goes on.' }),
  nesterov: z.boolean().default(false).meta({ title: 'Nesterov', description: 'Look ahead along the momentum.' }),
  ...weightDecayParams,
});

export const sgd: OptimizerSpec<typeof sgdParams> = {
  name: 'sgd',
  title: 'SGD with momentum',
  summary: 'Gradient descent with momentum; weight decay is added to the gradient.',
  reference: 'torch.optim.SGD; Sutskever et al. 2013',
  params: sgdParams,
  build: async params => (await import('./sgd.build.ts')).sgd(params),
};
