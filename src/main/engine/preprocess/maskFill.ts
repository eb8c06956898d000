import { z } from 'zod';
import { fillMask, forEachRun, growMask } from '../../imaging/fillMask.ts';
import { toGrey } from '../../imaging/grey.ts';
import { levelOf } from './fitting.ts';
import { imageStep } from './step.ts';

export const maskFill = imageStep({
  name: 'maskFill',
  title: 'Hide border fill',
  summary: 'Replace white and black border fill by one value, so that a network cannot tell classes by it.',
  reference: 'Border fill as imaging/fillMask finds it',
  params: z.strictObject({
    value: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .meta({ title: 'Value', description: 'Grey level written over the fill, 0 black to 1 white.' }),
    growPx: z
      .int()
      .min(0)
      .max(16)
      .default(2)
      .meta({ title: 'Grow', description: 'Pixels around the fill that go with it: its blurred edge.', unit: 'px' }),
  }),
  kind: 'clean',
  apply: (image, { value, growPx }) => {
    const { columns, channels } = image.raster;
    const found = image.fill ?? fillMask(toGrey(image.raster));
    if (!found.includes(1)) return image;
    const fill = growPx === 0 ? found : growMask(found, columns, growPx);
    const data = image.raster.data.slice();
    const level = levelOf(data, value);
    forEachRun(fill, columns, (start, end) => data.fill(level, start * channels, end * channels));
    return { ...image, raster: { ...image.raster, data }, fill: image.fill && fill };
  },
});
