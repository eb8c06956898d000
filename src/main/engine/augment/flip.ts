import { z } from 'zod';
import { composeAffine } from '../../imaging/affine.ts';
import { augmentation } from './augmentation.ts';

export const flip = augmentation({
  name: 'flip',
  title: 'Mirror',
  summary: 'Mirror the image. Left to right keeps the anatomy plausible (the other eye); upside down does not.',
  reference: 'torchvision RandomHorizontalFlip, RandomVerticalFlip',
  params: z.strictObject({
    probability: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .meta({ title: 'Probability', description: 'Share of the images that are mirrored.' }),
    direction: z
      .enum(['horizontal', 'vertical'])
      .default('horizontal')
      .meta({ title: 'Direction', description: 'Horizontal: left and right change places. Vertical: upside down.' }),
  }),
  draw: (plan, { probability, direction }, random) => {
    if (random.uniform() >= probability) return;
    plan.inverse = composeAffine(plan.inverse, direction === 'horizontal' ? [1, 0, 0, 0, -1, 0] : [-1, 0, 0, 0, 1, 0]);
  },
});
