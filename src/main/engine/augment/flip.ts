import { z } from 'zod';
import { composeAffine } from '../../imaging/affine.ts';
import { augmentation } from './augmentation.ts';

export const flip = augmentation({
  name: 'flip',
  summary: 'Mirror the image. Left to right keeps the anatomy plausible (the other eye); upside down does not.',
  reference: 'torchvision RandomHorizontalFlip, RandomVerticalFlip',
  params: z.strictObject({
    probability: z.number().min(0).max(1).default(0.5),
    direction: z.enum(['horizontal', 'vertical']).default('horizontal'),
  }),
  draw: (plan, { probability, direction }, random) => {
    if (random.uniform() >= probability) return;
    plan.inverse = composeAffine(plan.inverse, direction === 'horizontal' ? [1, 0, 0, 0, -1, 0] : [-1, 0, 0, 0, 1, 0]);
  },
});
