// Affine maps between pixel grids, and warping by inverse mapping with bilinear interpolation.
// Same grid and border rule as torch's grid_sample(bilinear, zeros, align_corners=False).
import { emptyLike } from './grey.ts';
import type { Raster, RasterData } from './raster.ts';

/**
 * From output to input, in pixels from the image's centre: row = a·row' + b·column' + c, column = d·row' + e·column' + f.
 * `[a, b, c, d, e, f]`.
 */
export type Affine = readonly [number, number, number, number, number, number];

export const identityAffine: Affine = [1, 0, 0, 0, 1, 0];

/** The map that applies `second` to a point first and `first` to the result: in forward terms, `first` happens first. */
export function composeAffine(first: Affine, second: Affine): Affine {
  const [a, b, c, d, e, f] = first;
  const [p, q, r, s, t, u] = second;
  return [a * p + b * s, a * q + b * t, a * r + b * u + c, d * p + e * s, d * q + e * t, d * r + e * u + f];
}

/** The inverse map of: scale about the centre, rotate counterclockwise as seen on screen, then shift (pixels). */
export function inverseSimilarity(rotateDeg: number, scale: number, shiftRows: number, shiftColumns: number): Affine {
  const cos = Math.cos((rotateDeg * Math.PI) / 180) / scale;
  const sin = Math.sin((rotateDeg * Math.PI) / 180) / scale;
  return [cos, sin, -cos * shiftRows - sin * shiftColumns, -sin, cos, sin * shiftRows - cos * shiftColumns];
}

/** A raster of the same size and type, sampled through `inverse`; `fill` stands outside the source. Integers round. */
export function affineWarp<Data extends RasterData>(raster: Raster<Data>, inverse: Affine, fill = 0): Raster<Data> {
  const { data } = raster;
  if (data instanceof Float32Array) {
    const warped = new Float32Array(data.length);
    warpInto({ ...raster, data }, inverse, fill, warped, 0);
    return { ...raster, data: warped as Data };
  }
  const warped = new Float32Array(data.length);
  warpInto({ ...raster, data: Float32Array.from(data) }, inverse, fill, warped, 0);
  const rounded = emptyLike(data, data.length);
  for (let i = 0; i < warped.length; i++) rounded[i] = Math.round(warped[i] as number);
  return { ...raster, data: rounded };
}

/** As `affineWarp`, written to `output` from `offset` on. `output` must not be the source. */
export function warpInto(source: Raster<Float32Array>, inverse: Affine, fill: number, output: Float32Array, offset: number): void {
  const { data, rows, columns, channels } = source;
  const [rowPerRow, rowPerColumn, rowShift, columnPerRow, columnPerColumn, columnShift] = inverse;
  const rowCentre = (rows - 1) / 2;
  const columnCentre = (columns - 1) / 2;
  const line = columns * channels;
  for (let row = 0; row < rows; row++) {
    // Source position of the row's first pixel; it moves by rowPerColumn and columnPerColumn a step.
    const y0 = rowPerRow * (row - rowCentre) - rowPerColumn * columnCentre + rowShift + rowCentre;
    const x0 = columnPerRow * (row - rowCentre) - columnPerColumn * columnCentre + columnShift + columnCentre;
    const yFrom = firstInside(y0, rowPerColumn, rows - 1);
    const yTo = firstOutside(y0, rowPerColumn, rows - 1);
    const first = Math.min(columns, Math.max(0, yFrom, firstInside(x0, columnPerColumn, columns - 1)));
    const end = Math.max(first, Math.min(columns, yTo, firstOutside(x0, columnPerColumn, columns - 1)));
    const to = offset + row * line;

    for (let column = 0; column < first; column++)
      sampleRim(source, y0 + rowPerColumn * column, x0 + columnPerColumn * column, fill, output, to + column * channels);
    for (let column = first, at = to + first * channels; column < end; column++) {
      const y = y0 + rowPerColumn * column;
      const x = x0 + columnPerColumn * column;
      const top = y | 0;
      const left = x | 0;
      const down = y - top;
      const right = x - left;
      const from = top * line + left * channels;
      for (let tap = from; tap < from + channels; tap++) {
        const topLeft = data[tap] as number;
        const bottomLeft = data[tap + line] as number;
        const upper = topLeft + right * ((data[tap + channels] as number) - topLeft);
        const lower = bottomLeft + right * ((data[tap + line + channels] as number) - bottomLeft);
        output[at++] = upper + down * (lower - upper);
      }
    }
    for (let column = end; column < columns; column++)
      sampleRim(source, y0 + rowPerColumn * column, x0 + columnPerColumn * column, fill, output, to + column * channels);
  }
}

/** Keeps rounding from carrying a position onto the limit; what lies in between is sampled as rim, to the same value. */
const margin = 1e-6;

/** The first step from which start + step · slope lies in [0, limit): there all four taps are inside. */
function firstInside(start: number, slope: number, limit: number): number {
  if (slope > 0) return Math.ceil(-start / slope);
  if (slope < 0) return Math.floor((limit - margin - start) / slope) + 1;
  return start >= 0 && start < limit ? 0 : Number.POSITIVE_INFINITY;
}

/** The step after the last one that lies in [0, limit). */
function firstOutside(start: number, slope: number, limit: number): number {
  if (slope > 0) return Math.ceil((limit - margin - start) / slope);
  if (slope < 0) return Math.floor(-start / slope) + 1;
  return Number.POSITIVE_INFINITY;
}

/** One output pixel where taps may lie outside: those hold the fill. */
function sampleRim(source: Raster<Float32Array>, y: number, x: number, fill: number, output: Float32Array, at: number): void {
  const { data, rows, columns, channels } = source;
  const top = Math.floor(y);
  const left = Math.floor(x);
  const tap = (row: number, column: number, channel: number): number =>
    row >= 0 && row < rows && column >= 0 && column < columns ? (data[(row * columns + column) * channels + channel] as number) : fill;
  for (let channel = 0; channel < channels; channel++) {
    const upper = tap(top, left, channel) + (x - left) * (tap(top, left + 1, channel) - tap(top, left, channel));
    const lower = tap(top + 1, left, channel) + (x - left) * (tap(top + 1, left + 1, channel) - tap(top + 1, left, channel));
    output[at + channel] = upper + (y - top) * (lower - upper);
  }
}

/** Mirrored left to right. */
export function flipColumns<Data extends RasterData>(raster: Raster<Data>): Raster<Data> {
  const { data, rows, columns, channels } = raster;
  const flipped = emptyLike(data, data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = (row * columns + column) * channels;
      const to = (row * columns + columns - 1 - column) * channels;
      for (let c = 0; c < channels; c++) flipped[to + c] = data[from + c] as number;
    }
  }
  return { ...raster, data: flipped };
}

/** Mirrored top to bottom. */
export function flipRows<Data extends RasterData>(raster: Raster<Data>): Raster<Data> {
  const { data, rows, columns, channels } = raster;
  const flipped = emptyLike(data, data.length);
  const line = columns * channels;
  for (let row = 0; row < rows; row++) flipped.set(data.subarray(row * line, (row + 1) * line), (rows - 1 - row) * line);
  return { ...raster, data: flipped };
}
