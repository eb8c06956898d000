// Grey samples as the NIfTI file in memory that NiiVue takes: for slices one millimetre a sample in every direction, because the picture is
// drawn a pixel a sample; in 3-D with the affine of the box on screen. This is no file of the volume: that one, with its true geometry, is
// served by /items/<id>/volume.

export interface VoxelShape {
  bscans: number;
  rows: number;
  columns: number;
}

export const headerBytes = 352;

/** Rows of the matrix from sample to mm, each with its shift. */
export type Affine = readonly [readonly number[], readonly number[], readonly number[]];

/** Usually columns run to +x, rows to −y, B-scans to +z, as in every file that Fovea writes. */
export function displayNifti(
  samples: Uint8Array,
  { bscans, rows, columns }: VoxelShape,
  affine: Affine = [
    [1, 0, 0, 0],
    [0, -1, 0, rows - 1],
    [0, 0, 1, 0],
  ],
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headerBytes + samples.length);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 348, true);
  for (const [i, size] of [3, columns, rows, bscans, 1, 1, 1, 1].entries()) view.setInt16(40 + 2 * i, size, true);
  view.setInt16(70, 2, true);
  view.setInt16(72, 8, true);
  view.setFloat32(76, 1, true);
  for (let axis = 0; axis < 3; axis++) view.setFloat32(80 + 4 * axis, Math.hypot(...affine.map(row => row[axis] as number)), true);
  view.setFloat32(108, headerBytes, true);
  view.setFloat32(112, 1, true);
  view.setUint8(123, 2);
  view.setInt16(254, 1, true);
  for (const [r, row] of affine.entries()) for (const [c, value] of row.entries()) view.setFloat32(280 + 16 * r + 4 * c, value, true);
  bytes.set([0x6e, 0x2b, 0x31, 0], 344);
  bytes.set(samples, headerBytes);
  return bytes;
}
