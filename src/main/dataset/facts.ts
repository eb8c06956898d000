// What can be said about images without looking at any retina. A classifier that gets far on these numbers alone shows
// that the classes of a data set differ in device, export or file handling (shortcut learning: Geirhos et al. 2020).
import type { DataItem, DatasetFacts, ImageFacts } from '../../shared/domain/dataset.ts';
import { fillMask } from '../imaging/fillMask.ts';
import { toGrey } from '../imaging/grey.ts';
import { compareText } from './compareText.ts';
import type { ReadResult } from './formats/readRaster.ts';

/** Facts of one decoded image of a file of `sizeBytes`. RGB counts as its BT.601 luma. */
export function imageFacts(
  { raster, bitDepth, frames }: Pick<ReadResult, 'raster' | 'bitDepth' | 'frames'>,
  sizeBytes: number,
): ImageFacts {
  const grey = toGrey(raster);
  const mask = fillMask(grey);
  const range = grey.data instanceof Uint16Array ? 65535 : 255;
  const { count, mean, sd } = momentsOutside(mask, grey.data);
  return {
    widthPx: raster.columns,
    heightPx: raster.rows,
    channels: raster.channels,
    bitDepth,
    frames,
    sizeBytes,
    density: sizeBytes / (raster.rows * raster.columns),
    fillShare: 1 - count / mask.length,
    greyMean: count === 0 ? null : mean / range,
    greySd: count === 0 ? null : sd / range,
  };
}

function momentsOutside(mask: Uint8Array, data: Uint8Array | Uint16Array): { count: number; mean: number; sd: number } {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let at = 0; at < mask.length; at++) {
    const kept = 1 - (mask[at] as number);
    const value = kept * (data[at] as number);
    count += kept;
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  return { count, mean, sd: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

const summarised = ['fillShare', 'widthPx', 'heightPx', 'sizeBytes', 'density', 'greyMean', 'greySd'] as const;

/** Median and 5th and 95th percentile of every fact, class by class; scans without a class are under ''. */
export function datasetFacts(items: readonly Pick<DataItem, 'facts' | 'label'>[]): DatasetFacts {
  const classes = [...Map.groupBy(items, item => item.label ?? '')].sort(([a], [b]) => compareText(a, b));
  return {
    classes: classes.map(([name, members]) => ({
      name,
      scans: members.length,
      facts: summarised.flatMap(fact => {
        const values = members.flatMap(({ facts }) => facts[fact] ?? []).sort((a, b) => a - b);
        return values.length === 0
          ? []
          : [{ name: fact, median: quantile(values, 0.5), p5: quantile(values, 0.05), p95: quantile(values, 0.95) }];
      }),
    })),
  };
}

/** Linear interpolation between order statistics: numpy's default, type 7 of Hyndman & Fan 1996. */
function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = sorted[below] as number;
  return low + ((sorted[below + 1] ?? low) - low) * (position - below);
}
