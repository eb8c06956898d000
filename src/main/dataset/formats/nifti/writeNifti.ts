// A volume as NIfTI-1 (.nii): samples exactly as stored and in stored order, affine and unit from the geometry module, what NIfTI has no
// field for in a comment extension. Nothing about the patient is written unless told otherwise.
import type { VolumeHeader } from '../../../../shared/domain/volume.ts';
import { AppError } from '../../../../shared/errors.ts';
import { hasUnit, spacingMm, volumeAffine } from '../../geometry.ts';
import { noPatient } from '../arraySeries.ts';
import { foveaNote, type WriteOptions } from '../foveaNote.ts';
import { encodeNumbers, type SampleType } from '../samples.ts';
import type { VolumeSeries } from '../volumeFormat.ts';

const headerBytes = 348;
const codes: Record<SampleType, readonly [code: number, bits: number]> = {
  uint8: [2, 8],
  uint16: [512, 16],
  int16: [4, 16],
  float32: [16, 32],
};
const maxSide = 32_767;

/** The file in pieces, one a B-scan. Errors: those of `niftiHeader` and of the reader. */
export async function* writeNifti(series: VolumeSeries, options: WriteOptions = {}): AsyncGenerator<Uint8Array> {
  const { header, readBscan } = series;
  yield niftiHeader(header, foveaNote(series, options));
  for (let index = 0; index < header.shape.bscans; index++) yield encodeNumbers((await readBscan(index, 'stored')).data);
}

/** Everything before the samples; `noted`: the comment. Errors: `badInput` for RGB of more than 8 bits and for sizes beyond 32 767. */
export function niftiHeader(header: VolumeHeader, noted = foveaNote({ header, patient: noPatient })): Uint8Array {
  const { shape, sampleType, spacingUm } = header;
  if ((shape.channels === 3 && sampleType !== 'uint8') || Math.max(shape.bscans, shape.rows, shape.columns) > maxSide) {
    throw new AppError(
      'badInput',
      `Expected grey or 8-bit RGB of at most ${maxSide} a side for NIfTI-1, received ${shape.channels} × ${sampleType}, ${shape.bscans} × ${shape.rows} × ${shape.columns}. Write MetaImage instead.`,
    );
  }
  const note = Buffer.from(noted, 'latin1');
  // An extension's size is a multiple of 16, its own 8 bytes counted.
  const extensionBytes = Math.ceil((8 + note.length) / 16) * 16;
  const dataOffset = headerBytes + 4 + extensionBytes;
  const bytes = Buffer.alloc(dataOffset);
  const [code, bits] = shape.channels === 3 ? [128, 24] : codes[sampleType];
  const spacing = spacingMm(spacingUm);
  const affine = volumeAffine(shape, spacingUm);
  bytes.writeInt32LE(headerBytes, 0);
  const sizes = [3, shape.columns, shape.rows, shape.bscans, 1, 1, 1, 1];
  for (const [i, size] of sizes.entries()) bytes.writeInt16LE(size, 40 + 2 * i);
  bytes.writeInt16LE(code, 70);
  bytes.writeInt16LE(bits, 72);
  // qfac −1: column, row, B-scan to +x, −y, +z is a left-handed system. The quaternion turns y and z about x.
  for (const [i, value] of [-1, ...spacing, 0, 0, 0, 0].entries()) bytes.writeFloatLE(value, 76 + 4 * i);
  bytes.writeFloatLE(dataOffset, 108);
  bytes.writeFloatLE(1, 112);
  bytes.writeUInt8(hasUnit(spacingUm) ? 2 : 0, 123);
  bytes.write('Fovea', 148, 'latin1');
  bytes.writeInt16LE(1, 252);
  bytes.writeInt16LE(1, 254);
  bytes.writeFloatLE(1, 256);
  for (const [i, row] of affine.entries()) bytes.writeFloatLE(row[3], 268 + 4 * i);
  for (const [i, value] of affine.flat().entries()) bytes.writeFloatLE(value, 280 + 4 * i);
  bytes.write('n+1\0', 344, 'latin1');
  bytes.writeUInt8(1, 348);
  bytes.writeInt32LE(extensionBytes, 352);
  bytes.writeInt32LE(6, 356);
  note.copy(bytes, 360);
  return bytes;
}
