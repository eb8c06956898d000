import { z } from 'zod';
import { placeCentred, resizeImage } from './fitting.ts';
import { imageStep } from './step.ts';

export const crop = imageStep({
  name: 'crop',
  title: 'Cut to fill',
  summary: "Resize so that the network's size is covered, aspect ratio kept; the centre is used, the rest is cut off.",
  reference: 'torchvision Resize and CenterCrop',
  params: z.strictObject({}),
  kind: 'fit',
  apply: (image, _, size) => {
    const { rows, columns } = image.raster;
    const scale = Math.max(size.rows / rows, size.columns / columns);
    const covering = resizeImage(image, Math.max(size.rows, Math.round(rows * scale)), Math.max(size.columns, Math.round(columns * scale)));
    return placeCentred(covering, size, 0);
  },
});
