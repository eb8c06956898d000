// Moves the columns of a B-scan, as devices do to lay B-scans on their neighbours. Linear interpolation; NaN where nothing was scanned.
import type { Raster } from './raster.ts';

export interface ShearShift {
  /** Where a pixel of the result comes from: so many columns to the right, and so many rows further down. */
  readonly columns: number;
  readonly rows: number;
  /** Rows further down for each column to the right of the middle. */
  readonly shear: number;
}

/** Same size; every sample taken from (row + rows + shear · (column' − columns/2), column' = column + shift). */
export function shearShift(raster: Raster<Float32Array>, shift: ShearShift): Raster<Float32Array> {
  const { data, rows, columns } = raster;
  const moved = new Float32Array(rows * columns);
  for (let column = 0; column < columns; column++) {
    const from = column + shift.columns;
    const down = shift.rows + shift.shear * (from - columns / 2);
    const left = Math.floor(from);
    const right = from - left;
    for (let row = 0; row < rows; row++) {
      const y = row + down;
      const top = Math.floor(y);
      const upper = between(at(top, left), at(top, left + 1), right);
      moved[row * columns + column] = y === top ? upper : between(upper, between(at(top + 1, left), at(top + 1, left + 1), right), y - top);
    }
  }
  return { ...raster, data: moved };

  function at(row: number, column: number): number {
    return row >= 0 && row < rows && column >= 0 && column < columns ? (data[row * columns + column] as number) : Number.NaN;
  }
}

/** The heights of a line after its B-scan was moved so. */
export function shearShiftLine(heights: Float32Array, shift: ShearShift): Float32Array {
  return heights.map((_, column) => {
    const from = column + shift.columns;
    const left = Math.floor(from);
    const height = between(heights[left] ?? Number.NaN, heights[left + 1] ?? Number.NaN, from - left);
    return height - shift.rows - shift.shear * (from - heights.length / 2);
  });
}

/** A missing neighbour that has no weight takes no part. */
function between(first: number, second: number, part: number): number {
  return part === 0 ? first : first + part * (second - first);
}
