import { z } from 'zod';
import { resizeImage } from './fitting.ts';
import { imageStep } from './step.ts';

export const squash = imageStep({
  name: 'squash',
  title: 'Stretch',
  summary: "Resize to the network's size; the aspect ratio is not kept, nothing is lost.",
  reference: 'torchvision resize(antialias=True)',
  params: z.strictObject({}),
  kind: 'fit',
  apply: (image, _, { rows, columns }) => resizeImage(image, rows, columns),
});
