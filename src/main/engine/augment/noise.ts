import { z } from 'zod';
import { augmentation, between } from './augmentation.ts';

export const noise = augmentation({
  name: 'noise',
  title: 'Noise',
  summary: 'Add speckle (grows with the signal) and sensor noise (the same everywhere).',
  reference: 'nnU-Net v2 GaussianNoiseTransform; speckle as multiplicative noise',
  params: z.strictObject({
    probability: z.number().min(0).max(1).default(0.1).meta({ title: 'Probability', description: 'Share of the images that are changed.' }),
    speckle: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .meta({ title: 'Speckle', description: 'Largest standard deviation, relative to the grey level.' }),
    gauss: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .meta({ title: 'Sensor noise', description: 'Largest standard deviation, on the scale from 0 to 1.' }),
  }),
  draw: (plan, { probability, speckle, gauss }, random) => {
    if (random.uniform() >= probability) return;
    plan.noises.push({ speckle: between(random, 0, speckle), gauss: between(random, 0, gauss), seed: random.integer(2 ** 32) });
  },
});
