import { z } from 'zod';
import { augmentation, between } from './augmentation.ts';

export const noise = augmentation({
  name: 'noise',
  summary: 'Add speckle (grows with the signal) and sensor noise (the same everywhere).',
  reference: 'nnU-Net v2 GaussianNoiseTransform; speckle as multiplicative noise',
  params: z.strictObject({
    probability: z.number().min(0).max(1).default(0.1),
    speckle: z.number().min(0).max(1).default(0.2).describe('Largest standard deviation relative to the value'),
    gauss: z.number().min(0).max(1).default(0.05).describe('Largest standard deviation on the 0..1 scale'),
  }),
  draw: (plan, { probability, speckle, gauss }, random) => {
    if (random.uniform() >= probability) return;
    plan.noises.push({ speckle: between(random, 0, speckle), gauss: between(random, 0, gauss), seed: random.integer(2 ** 32) });
  },
});
