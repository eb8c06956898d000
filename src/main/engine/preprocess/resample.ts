import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { placeCentred, resizeImage } from './fitting.ts';
import { imageStep } from './step.ts';

const maxSidePx = 32_767;

export const resample = imageStep({
  name: 'resample',
  title: 'Same scale in µm',
  summary: "Resize to a given pixel size in µm, then cut or pad about the centre to the network's size.",
  reference: 'MONAI Spacing and ResizeWithPadOrCrop',
  params: z.strictObject({
    rowUm: z.number().positive().default(7.8).meta({ title: 'Axial pixel', description: 'Height of a pixel.', unit: 'µm' }),
    columnUm: z.number().positive().default(46).meta({ title: 'Lateral pixel', description: 'Width of a pixel.', unit: 'µm' }),
    value: z.number().min(0).max(1).default(0).meta({ title: 'Value', description: 'Grey level of what is added, 0 black to 1 white.' }),
  }),
  kind: 'fit',
  apply: (image, { rowUm, columnUm, value }, size) => {
    const { raster, spacing } = image;
    if (spacing === null) {
      throw new AppError(
        'badInput',
        "Expected an image with a known pixel size for the step 'resample', received one without (plain JPEG, PNG, TIFF, BMP and WebP do not carry it). Choose squash, letterbox or crop, or import the vendor's file.",
      );
    }
    const rows = Math.max(1, Math.round((raster.rows * spacing.rowUm) / rowUm));
    const columns = Math.max(1, Math.round((raster.columns * spacing.columnUm) / columnUm));
    if (Math.max(rows, columns) > maxSidePx) {
      throw new AppError(
        'badInput',
        `Expected at most ${maxSidePx} pixels a side after 'resample', ${rowUm} × ${columnUm} µm gives ${rows} × ${columns}.`,
      );
    }
    return placeCentred(resizeImage(image, rows, columns), size, value);
  },
});
