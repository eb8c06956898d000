// Planes of a volume sample by sample, from [bscan, row, column].
import type { VoxelShape } from './displayNifti.ts';

/** [row, column] of one B-scan; no copy. */
export function pickBscan(data: Uint8Array, { rows, columns }: VoxelShape, bscan: number): Uint8Array {
  return data.subarray(bscan * rows * columns, (bscan + 1) * rows * columns);
}

/** [row, bscan] at one A-scan. */
export function pickAcross(data: Uint8Array, { bscans, rows, columns }: VoxelShape, column: number): Uint8Array {
  const plane = new Uint8Array(rows * bscans);
  for (let bscan = 0; bscan < bscans; bscan++) {
    for (let row = 0, at = bscan * rows * columns + column; row < rows; row++, at += columns)
      plane[row * bscans + bscan] = data[at] as number;
  }
  return plane;
}

/** [bscan, column] at one depth. */
export function pickDepth(data: Uint8Array, { bscans, rows, columns }: VoxelShape, row: number): Uint8Array {
  const plane = new Uint8Array(bscans * columns);
  for (let bscan = 0; bscan < bscans; bscan++) {
    const from = (bscan * rows + row) * columns;
    plane.set(data.subarray(from, from + columns), bscan * columns);
  }
  return plane;
}
