import { z } from 'zod';
import { placeCentred, resizeImage } from './fitting.ts';
import { imageStep } from './step.ts';

export const letterbox = imageStep({
  name: 'letterbox',
  title: 'Fit with bars',
  summary: 'Resize so that the whole image fits, aspect ratio kept; bars fill the rest.',
  reference: 'MONAI Resize(size_mode="longest") and SpatialPad',
  params: z.strictObject({
    value: z.number().min(0).max(1).default(0).meta({ title: 'Bars', description: 'Grey level of the bars, 0 black to 1 white.' }),
  }),
  kind: 'fit',
  apply: (image, { value }, size) => {
    const { rows, columns } = image.raster;
    const scale = Math.min(size.rows / rows, size.columns / columns);
    const fitted = resizeImage(image, Math.max(1, Math.round(rows * scale)), Math.max(1, Math.round(columns * scale)));
    return placeCentred(fitted, size, value);
  },
});
