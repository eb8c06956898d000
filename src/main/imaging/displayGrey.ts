// How an image is shown: 8-bit as stored; 16-bit between the 0.5th and 99.5th percentile of the pixels that are not border fill.
import { toGrey } from './grey.ts';
import { histogram, percentiles } from './histogram.ts';
import type { Raster } from './raster.ts';

/** Grey or RGB in, grey 8-bit out, same size. `fill` [row, column] is not 0 where a pixel is border fill. */
export function displayGrey(raster: Raster<Uint8Array | Uint16Array>, fill?: Uint8Array): Raster<Uint8Array> {
  const grey = toGrey(raster);
  const { data, rows, columns } = grey;
  if (data instanceof Uint8Array) return { data, rows, columns, channels: 1 };
  const tissue = fill === undefined ? data : data.filter((_, i) => fill[i] === 0);
  const counted = tissue.length > 0 ? tissue : data;
  const counts = histogram({ data: counted, rows: 1, columns: counted.length, channels: 1 });
  const [low, high] = percentiles(counts, [0.5, 99.5]) as [number, number];
  const scale = 255 / Math.max(high - low, 1);
  const shown = Uint8Array.from(data, value => Math.round(Math.min(Math.max((value - low) * scale, 0), 255)));
  return { data: shown, rows, columns, channels: 1 };
}
