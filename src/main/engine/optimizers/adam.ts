import { z } from 'zod';
import type { OptimizerSpec } from './optimizer.ts';
import { weightDecayParams } from './weightDecayParams.ts';

export const adamParams = z.strictObject({
  learningRate: z
    .number()
    .positive()
    .default(0.001)
    .meta({ title: 'Learning rate', description: 'Largest step size; the schedule scales it.' }),
  beta1: z.number().min(0).max(0.9999).default(0.9).meta({ title: 'Beta 1', description: 'Memory of the mean gradient.' }),
  beta2: z.number().min(0).max(0.99999).default(0.999).meta({ title: 'Beta 2', description: 'Memory of the squared gradient.' }),
  epsilon: z.number().positive().default(1e-8).meta({ title: 'Epsilon', description: 'Keeps the division by a small spread finite.' }),
  ...weightDecayParams,
});

export const adam: OptimizerSpec<typeof adamParams> = {
  name: 'adam',
  title: 'Adam',
  summary: 'Adam; weight decay is added to the gradient.',
  reference: 'Kingma & Ba 2015, arXiv 1412.6980; torch.optim.Adam',
  params: adamParams,
  build: async params => (await import('./adam.build.ts')).adam(params, 'coupled'),
};

export const adamw: OptimizerSpec<typeof adamParams> = {
  name: 'adamw',
  title: 'AdamW',
  summary: 'Adam with decoupled weight decay: a good default.',
  reference: 'Loshchilov & Hutter 2019, arXiv 1711.05101; torch.optim.AdamW',
  params: adamParams,
  build: async params => (await import('./adam.build.ts')).adam(params, 'decoupled'),
};
