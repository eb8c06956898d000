// Antialiased bilinear resizing: two passes with a triangle filter, as Pillow's ImagingResample (Resample.c) and
// torchvision's resize(antialias=True). Bytes use Pillow's 22-bit fixed point; along rows first, then down columns.
import { AppError } from '../../shared/errors.ts';
import type { Raster, RasterData } from './raster.ts';

const fixedPointBits = 22;
const half = 1 << (fixedPointBits - 1);

/**
 * Which input pixels make an output pixel along one axis: `counts[i]` of them from `starts[i]` on, with the weights from
 * `i * width` on. The width is a multiple of four; weights past the count are 0.
 */
interface Taps {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Float64Array;
  readonly width: number;
}

/**
 * Resizes to `rows` × `columns`, pixel centres at half-integers, edges renormalised.
 * Each axis is averaged over its footprint when it shrinks, so no detail aliases. The element type is kept; integers round.
 * Errors: `badInput` for an empty source or target.
 */
export function resize<Data extends RasterData>(raster: Raster<Data>, rows: number, columns: number): Raster<Data> {
  if (!(rows >= 1 && columns >= 1 && raster.rows >= 1 && raster.columns >= 1)) {
    throw new AppError(
      'badInput',
      `Expected sizes of at least 1 × 1, received ${raster.rows} × ${raster.columns} to ${rows} × ${columns}.`,
    );
  }
  if (rows === raster.rows && columns === raster.columns) return { ...raster, data: raster.data.slice() as Data };
  const { data } = raster;
  const resized = data instanceof Uint8Array ? resizeBytes({ ...raster, data }, rows, columns) : resizeWide(raster, rows, columns);
  return { data: resized as Data, rows, columns, channels: raster.channels };
}

function resizeBytes({ data, rows: rowsIn, columns: columnsIn, channels }: Raster<Uint8Array>, rows: number, columns: number): Uint8Array {
  const narrowed = columns === columnsIn ? data : narrowBytes(data, rowsIn, columnsIn, channels, columns);
  return rows === rowsIn ? narrowed : shortenBytes(narrowed, rowsIn, columns * channels, rows);
}

/** The pass along rows. Four rows at a time share each weight: more than twice as fast as one by one. */
function narrowBytes(data: Uint8Array, rows: number, columnsIn: number, channels: number, columns: number): Uint8Array {
  const { starts, counts, weights, width } = fixedPointTaps(columnsIn, columns);
  const lineIn = columnsIn * channels;
  const line = columns * channels;
  const narrowed = new Uint8Array(rows * line);
  for (let row = 0; row < rows; row += 4) {
    // Past the last row the last one is computed again.
    const down1 = Math.min(1, rows - 1 - row);
    const down2 = Math.min(2, rows - 1 - row);
    const down3 = Math.min(3, rows - 1 - row);
    const from1 = down1 * lineIn;
    const from2 = down2 * lineIn;
    const from3 = down3 * lineIn;
    for (let column = 0; column < columns; column++) {
      const firstWeight = column * width;
      const lastWeight = firstWeight + (counts[column] as number);
      for (let channel = 0; channel < channels; channel++) {
        let sum0 = half;
        let sum1 = half;
        let sum2 = half;
        let sum3 = half;
        let at = row * lineIn + (starts[column] as number) * channels + channel;
        for (let tap = firstWeight; tap < lastWeight; tap++, at += channels) {
          const weight = weights[tap] as number;
          sum0 = (sum0 + Math.imul(data[at] as number, weight)) | 0;
          sum1 = (sum1 + Math.imul(data[at + from1] as number, weight)) | 0;
          sum2 = (sum2 + Math.imul(data[at + from2] as number, weight)) | 0;
          sum3 = (sum3 + Math.imul(data[at + from3] as number, weight)) | 0;
        }
        const to = row * line + column * channels + channel;
        narrowed[to] = sum0 >> fixedPointBits;
        narrowed[to + down1 * line] = sum1 >> fixedPointBits;
        narrowed[to + down2 * line] = sum2 >> fixedPointBits;
        narrowed[to + down3 * line] = sum3 >> fixedPointBits;
      }
    }
  }
  return narrowed;
}

/** The pass down columns, four taps at a time; those past the last weigh nothing. */
function shortenBytes(data: Uint8Array, rowsIn: number, line: number, rows: number): Uint8Array {
  const { starts, counts, weights, width } = fixedPointTaps(rowsIn, rows);
  const result = new Uint8Array(rows * line);
  const sums = new Int32Array(line);
  for (let row = 0; row < rows; row++) {
    sums.fill(half);
    const start = starts[row] as number;
    for (let tap = 0; tap < (counts[row] as number); tap += 4) {
      const weight0 = weights[row * width + tap] as number;
      const weight1 = weights[row * width + tap + 1] as number;
      const weight2 = weights[row * width + tap + 2] as number;
      const weight3 = weights[row * width + tap + 3] as number;
      const line0 = Math.min(start + tap, rowsIn - 1) * line;
      const line1 = Math.min(start + tap + 1, rowsIn - 1) * line;
      const line2 = Math.min(start + tap + 2, rowsIn - 1) * line;
      const line3 = Math.min(start + tap + 3, rowsIn - 1) * line;
      for (let i = 0; i < line; i++) {
        sums[i] =
          (sums[i] as number) +
          Math.imul(data[line0 + i] as number, weight0) +
          Math.imul(data[line1 + i] as number, weight1) +
          Math.imul(data[line2 + i] as number, weight2) +
          Math.imul(data[line3 + i] as number, weight3);
      }
    }
    for (let i = 0; i < line; i++) result[row * line + i] = (sums[i] as number) >> fixedPointBits;
  }
  return result;
}

function resizeWide(raster: Raster, rows: number, columns: number): Uint16Array | Float32Array {
  const { data, rows: rowsIn, columns: columnsIn, channels } = raster;
  const across = bilinearTaps(columnsIn, columns);
  const down = bilinearTaps(rowsIn, rows);
  const line = columns * channels;

  const narrowed = new Float32Array(rowsIn * line);
  for (let row = 0; row < rowsIn; row++) {
    for (let column = 0; column < columns; column++) {
      const count = across.counts[column] as number;
      const firstPixel = (row * columnsIn + (across.starts[column] as number)) * channels;
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let tap = 0, at = firstPixel + channel; tap < count; tap++, at += channels) {
          sum += (data[at] as number) * (across.weights[column * across.width + tap] as number);
        }
        narrowed[row * line + column * channels + channel] = sum;
      }
    }
  }

  const isInteger = data instanceof Uint16Array;
  const result = isInteger ? new Uint16Array(rows * line) : new Float32Array(rows * line);
  const sums = new Float64Array(line);
  for (let row = 0; row < rows; row++) {
    sums.fill(isInteger ? 0.5 : 0);
    const count = down.counts[row] as number;
    for (let tap = 0; tap < count; tap++) {
      const weight = down.weights[row * down.width + tap] as number;
      const from = ((down.starts[row] as number) + tap) * line;
      for (let i = 0; i < line; i++) sums[i] = (sums[i] as number) + (narrowed[from + i] as number) * weight;
    }
    result.set(sums, row * line);
  }
  return result;
}

function bilinearTaps(sizeIn: number, sizeOut: number): Taps {
  const scale = sizeIn / sizeOut;
  const support = Math.max(scale, 1);
  const width = Math.ceil((Math.ceil(support) * 2 + 1) / 4) * 4;
  const starts = new Int32Array(sizeOut);
  const counts = new Int32Array(sizeOut);
  const weights = new Float64Array(sizeOut * width);
  for (let out = 0; out < sizeOut; out++) {
    const center = (out + 0.5) * scale;
    const start = Math.max(Math.trunc(center - support + 0.5), 0);
    const count = Math.min(Math.trunc(center + support + 0.5), sizeIn) - start;
    let total = 0;
    for (let tap = 0; tap < count; tap++) {
      const weight = Math.max(1 - Math.abs((start + tap - center + 0.5) / support), 0);
      weights[out * width + tap] = weight;
      total += weight;
    }
    for (let tap = 0; tap < count; tap++) weights[out * width + tap] = (weights[out * width + tap] as number) / total;
    starts[out] = start;
    counts[out] = count;
  }
  return { starts, counts, weights, width };
}

function fixedPointTaps(sizeIn: number, sizeOut: number) {
  const taps = bilinearTaps(sizeIn, sizeOut);
  const weights = new Int32Array(taps.weights.length);
  for (let i = 0; i < weights.length; i++) weights[i] = (taps.weights[i] as number) * (1 << fixedPointBits) + 0.5;
  return { ...taps, weights };
}
