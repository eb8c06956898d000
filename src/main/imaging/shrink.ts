// Makes a large image small at once: each pixel is the mean of a square block. For display, where `resize` would hold up the window.
import { emptyLike } from './grey.ts';
import type { Raster } from './raster.ts';

/** The smallest whole factor that brings the longer side to at most `longestPx`. */
export function shrinkFactor({ rows, columns }: Pick<Raster, 'rows' | 'columns'>, longestPx: number): number {
  return Math.max(1, Math.ceil(Math.max(rows, columns) / longestPx));
}

/** Blocks at the right and lower rim may be cut; they are the mean of what is there. Factor 1 gives the raster itself. */
export function shrink<Data extends Uint8Array | Uint16Array>(raster: Raster<Data>, factor: number): Raster<Data> {
  if (factor === 1) return raster;
  const { data, channels } = raster;
  const rows = Math.ceil(raster.rows / factor);
  const columns = Math.ceil(raster.columns / factor);
  const small = emptyLike(data, rows * columns * channels);
  const sums = new Float64Array(columns * channels);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    const last = Math.min(raster.rows, (row + 1) * factor);
    for (let from = row * factor; from < last; from++)
      addRow(data, from * raster.columns * channels, raster.columns, channels, factor, sums);
    const height = last - row * factor;
    for (let column = 0; column < columns; column++) {
      const width = Math.min(raster.columns, (column + 1) * factor) - column * factor;
      for (let c = 0; c < channels; c++) {
        small[(row * columns + column) * channels + c] = Math.round((sums[column * channels + c] as number) / (width * height));
      }
    }
  }
  return { data: small, rows, columns, channels };
}

function addRow(
  data: Uint8Array | Uint16Array,
  start: number,
  columns: number,
  channels: number,
  factor: number,
  sums: Float64Array,
): void {
  for (let column = 0, at = start; column < columns; column++) {
    const to = Math.floor(column / factor) * channels;
    for (let c = 0; c < channels; c++, at++) sums[to + c] = (sums[to + c] as number) + (data[at] as number);
  }
}

/** A part of a raster; what lies beyond it is cut off. */
export function cut<Data extends Uint8Array | Uint16Array>(
  raster: Raster<Data>,
  part: { row: number; column: number; rows: number; columns: number },
): Raster<Data> {
  const { data, channels } = raster;
  const rows = Math.max(0, Math.min(part.rows, raster.rows - part.row));
  const columns = Math.max(0, Math.min(part.columns, raster.columns - part.column));
  const piece = emptyLike(data, rows * columns * channels);
  for (let row = 0; row < rows; row++) {
    const from = ((part.row + row) * raster.columns + part.column) * channels;
    piece.set(data.subarray(from, from + columns * channels), row * columns * channels);
  }
  return { data: piece, rows, columns, channels };
}
