import { z } from 'zod';
import { composeAffine, inverseSimilarity } from '../../imaging/affine.ts';
import { augmentation, between } from './augmentation.ts';

export const affine = augmentation({
  name: 'affine',
  title: 'Turn, shift, zoom',
  summary: 'Turn, shift and zoom a little, as another alignment of the scan would.',
  reference: 'torchvision RandomAffine',
  params: z.strictObject({
    rotateDeg: z.number().min(0).max(180).default(10).meta({ title: 'Turn', description: 'Largest angle either way.', unit: '°' }),
    shift: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .meta({ title: 'Shift', description: 'Largest shift either way, as a share of the size.' }),
    scale: z
      .tuple([z.number().positive(), z.number().positive()])
      .refine(([low, high]) => low <= high, 'the smaller scale comes first')
      .default([0.9, 1.1])
      .meta({ title: 'Zoom', description: 'Smallest and largest factor.' }),
    value: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .meta({ title: 'Outside', description: 'Grey level outside the image, 0 black to 1 white; as in the border fill.' }),
  }),
  draw: (plan, { rotateDeg, shift, scale, value }, random, { rows, columns }) => {
    const angle = between(random, -rotateDeg, rotateDeg);
    const zoom = between(random, scale[0], scale[1]);
    const down = between(random, -shift, shift) * rows;
    const right = between(random, -shift, shift) * columns;
    plan.inverse = composeAffine(plan.inverse, inverseSimilarity(angle, zoom, down, right));
    plan.outside = value;
  },
});
