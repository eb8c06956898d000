// Numbers as files hold them, in both byte orders, and as which of a volume's four sample types they are kept.
import type { VolumeHeader } from '../../../shared/domain/volume.ts';
import type { StoredBscan } from './volumeFormat.ts';

export type SampleType = VolumeHeader['sampleType'];
type NumberReader = readonly [bytes: number, kept: SampleType, read: (view: DataView, at: number, isLittleEndian: boolean) => number];

/** Integers of more than 16 bits and doubles are kept as float32: exact up to 2²⁴, to seven digits beyond. */
export const storedNumbers = {
  uint8: [1, 'uint8', (view, at) => view.getUint8(at)],
  int8: [1, 'int16', (view, at) => view.getInt8(at)],
  uint16: [2, 'uint16', (view, at, isLittle) => view.getUint16(at, isLittle)],
  int16: [2, 'int16', (view, at, isLittle) => view.getInt16(at, isLittle)],
  uint32: [4, 'float32', (view, at, isLittle) => view.getUint32(at, isLittle)],
  int32: [4, 'float32', (view, at, isLittle) => view.getInt32(at, isLittle)],
  uint64: [8, 'float32', (view, at, isLittle) => Number(view.getBigUint64(at, isLittle))],
  int64: [8, 'float32', (view, at, isLittle) => Number(view.getBigInt64(at, isLittle))],
  float32: [4, 'float32', (view, at, isLittle) => view.getFloat32(at, isLittle)],
  float64: [8, 'float32', (view, at, isLittle) => view.getFloat64(at, isLittle)],
} as const satisfies Record<string, NumberReader>;
export type StoredNumber = keyof typeof storedNumbers;

const arrays = { uint8: Uint8Array, uint16: Uint16Array, int16: Int16Array, float32: Float32Array } as const;

export function keptAs(number: StoredNumber): SampleType {
  return storedNumbers[number][1];
}

export function bytesOf(number: StoredNumber): number {
  return storedNumbers[number][0];
}

/** An empty array of `length` for one sample type. */
export function emptySamples(type: SampleType, length: number): StoredBscan['data'] {
  return new arrays[type](length);
}

/** `bytes` as numbers of the type they are kept as. Always a copy, so that nothing holds the file's buffer. */
export function decodeNumbers(bytes: Uint8Array, number: StoredNumber, isLittleEndian: boolean): StoredBscan['data'] {
  const [size, kept, read]: NumberReader = storedNumbers[number];
  const count = Math.floor(bytes.length / size);
  if (number === kept && (isLittleEndian || size === 1)) {
    // A Buffer's own slice would share its memory.
    const copy = new Uint8Array(bytes.subarray(0, count * size));
    return new arrays[kept](copy.buffer, 0, count);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = emptySamples(kept, count);
  for (let i = 0; i < count; i++) numbers[i] = read(view, i * size, isLittleEndian);
  return numbers;
}

/** Samples as little-endian bytes. */
export function encodeNumbers(data: StoredBscan['data']): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** What a header says about rounding, where a number does not fit the type it is kept as. */
export function roundingWords(number: StoredNumber): string | null {
  const [size, kept] = storedNumbers[number];
  return kept === 'float32' && (number !== 'float32' || size > 4) ? `${number} is kept as float32: exact up to 16 777 216.` : null;
}

/** How a stored number becomes a value, in words. */
export function rescaleWords(slope: number, intercept: number): string | null {
  if (slope === 1 && intercept === 0) return null;
  const offset = intercept === 0 ? '' : ` ${intercept < 0 ? '−' : '+'} ${Math.abs(intercept)}`;
  return `value = ${slope === 1 ? '' : `${slope} × `}stored${offset}`;
}
