// A NIfTI file as the window reads it: the volume that the server streams, and masks or maps that a person lays over it.
import { AppError } from '../../../shared/errors.ts';
import type { VoxelShape } from './displayNifti.ts';
import type { Samples } from './displayTransform.ts';

const sampleTypes = {
  2: Uint8Array,
  4: Int16Array,
  512: Uint16Array,
  16: Float32Array,
} as const;

export interface NiftiVolume {
  shape: VoxelShape;
  /** [bscan, row, column], stored values without slope and intercept. */
  data: Samples;
}

/** `name` for messages. Errors: `unreadableFile` for anything but a NIfTI-1 file of 8, 16 bit or float samples. */
export function readNifti(bytes: Uint8Array<ArrayBuffer>, name: string): NiftiVolume {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const refuse = (expected: string, received: string): AppError =>
    new AppError('unreadableFile', `${name}: expected ${expected}, received ${received}.`, { details: { name } });
  if (bytes.length < 352 || view.getInt32(0, true) !== 348) {
    throw refuse('a NIfTI-1 file (.nii or .nii.gz, little-endian)', 'another kind of file');
  }
  const [columns, rows, bscans] = [42, 44, 46].map(at => Math.max(1, view.getInt16(at, true))) as [number, number, number];
  const code = view.getInt16(70, true);
  const type = sampleTypes[code as keyof typeof sampleTypes];
  if (type === undefined) throw refuse('samples of 8 bit, 16 bit or 32-bit float', `NIfTI type ${code}`);
  const from = view.getFloat32(108, true);
  const count = columns * rows * bscans;
  if (bytes.length < from + count * type.BYTES_PER_ELEMENT) {
    throw refuse(`${count * type.BYTES_PER_ELEMENT} bytes of samples`, `${Math.max(0, bytes.length - from)}`);
  }
  const start = bytes.byteOffset + from;
  // Typed arrays lie at multiples of their size.
  const data =
    start % type.BYTES_PER_ELEMENT === 0
      ? new type(bytes.buffer, start, count)
      : new type(bytes.slice(from, from + count * type.BYTES_PER_ELEMENT).buffer);
  return { shape: { columns, rows, bscans }, data };
}

/** .gz or not. Errors: `unreadableFile`. */
export async function gunzipped(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (cause) {
    throw new AppError('unreadableFile', `${name}: expected a whole gzip file, received a damaged one.`, { cause, details: { name } });
  }
}
