import { z } from 'zod';
import { adjustGamma } from '../../imaging/tone.ts';
import { augmentation, between } from './augmentation.ts';

export const gamma = augmentation({
  name: 'gamma',
  title: 'Gamma',
  summary: 'Bend the grey scale: darker or lighter middle tones with black and white kept.',
  reference: 'nnU-Net v2 GammaTransform',
  params: z.strictObject({
    probability: z.number().min(0).max(1).default(0.3).meta({ title: 'Probability', description: 'Share of the images that are changed.' }),
    range: z
      .tuple([z.number().positive(), z.number().positive()])
      .refine(([low, high]) => low <= high, 'the smaller exponent comes first')
      .default([0.7, 1.5])
      .meta({ title: 'Exponent', description: 'Smallest and largest, drawn evenly on a logarithmic scale.' }),
  }),
  draw: (plan, { probability, range }, random) => {
    if (random.uniform() >= probability) return;
    const exponent = Math.exp(between(random, Math.log(range[0]), Math.log(range[1])));
    plan.tones.push(values => adjustGamma(values, exponent));
  },
});
