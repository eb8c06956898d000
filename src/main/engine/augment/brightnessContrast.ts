import { z } from 'zod';
import { adjustBrightness, adjustContrast } from '../../imaging/tone.ts';
import { augmentation, between } from './augmentation.ts';

export const brightnessContrast = augmentation({
  name: 'brightnessContrast',
  title: 'Brightness and contrast',
  summary: 'Brighter or darker, flatter or harder, as another device setting would be.',
  reference: 'torchvision ColorJitter',
  params: z.strictObject({
    brightness: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .meta({ title: 'Brightness', description: 'b: the image is multiplied by 1 − b to 1 + b.' }),
    contrast: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .meta({ title: 'Contrast', description: 'c: spread about the mean of the image, times 1 − c to 1 + c.' }),
  }),
  draw: (plan, { brightness, contrast }, random) => {
    const gain = between(random, 1 - brightness, 1 + brightness);
    const hardness = between(random, 1 - contrast, 1 + contrast);
    plan.tones.push((values, counts) => {
      adjustBrightness(values, gain);
      adjustContrast(values, hardness, counts);
    });
  },
});
