// The pixels of a scan as the viewer draws them: the whole of it at a bounded size, or a part of it pixel by pixel.
import { encodePixels } from '../../../shared/domain/pixels.ts';
import { fillMask } from '../../imaging/fillMask.ts';
import { toGrey } from '../../imaging/grey.ts';
import { histogram, percentiles } from '../../imaging/histogram.ts';
import type { Raster } from '../../imaging/raster.ts';
import { cut, shrink, shrinkFactor } from '../../imaging/shrink.ts';
import { decodedScan } from './decodedScans.ts';
import type { ScanFile } from './readScanFile.ts';

/** Longest side of a whole image, and of a part. */
export const wholePx = 2048;
export const partPx = 1024;

export interface Part {
  row: number;
  column: number;
}

/** The whole scan, shrunk by a whole factor where it is larger than `wholePx`, with its border fill. Errors: those of `decodedScan`. */
export async function wholePixels(file: ScanFile): Promise<Uint8Array> {
  const raster = await decodedScan(file);
  const factor = shrinkFactor(raster, wholePx);
  const shown = shrink(raster, factor);
  const fill = fillMask(toGrey(shown));
  return encodePixels({
    ...header(raster, shown),
    row: 0,
    column: 0,
    factor,
    window: windowOf(shown, fill),
    hasFill: true,
    data: shown.data,
    fill,
  });
}

/** The square of `partPx` whose upper left corner is given, at full size. */
export async function partPixels(file: ScanFile, { row, column }: Part): Promise<Uint8Array> {
  const raster = await decodedScan(file);
  const piece = cut(raster, { row, column, rows: partPx, columns: partPx });
  const window = { low: 0, high: raster.data instanceof Uint8Array ? 255 : 65_535 };
  return encodePixels({ ...header(raster, piece), row, column, factor: 1, window, hasFill: false, data: piece.data, fill: null });
}

function header(image: Raster<Uint8Array | Uint16Array>, { data, rows, columns, channels }: Raster<Uint8Array | Uint16Array>) {
  return {
    version: 1 as const,
    image: { rows: image.rows, columns: image.columns },
    ...{ rows, columns, channels: channels as 1 | 3, bits: data instanceof Uint8Array ? (8 as const) : (16 as const) },
  };
}

/** 8 bit as stored; 16 bit between the 0.5th and 99.5th percentile of what is not border fill, as everywhere (imaging/displayGrey). */
function windowOf(raster: Raster<Uint8Array | Uint16Array>, fill: Uint8Array): { low: number; high: number } {
  if (raster.data instanceof Uint8Array) return { low: 0, high: 255 };
  const { data } = toGrey(raster) as Raster<Uint16Array>;
  const tissue = data.filter((_, i) => fill[i] === 0);
  const counted = tissue.length > 0 ? tissue : data;
  const [low, high] = percentiles(histogram({ data: counted, rows: 1, columns: counted.length, channels: 1 }), [0.5, 99.5]) as [
    number,
    number,
  ];
  return { low, high: Math.max(high, low + 1) };
}
