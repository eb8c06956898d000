// The header of NIfTI-1 (nifti1.h) and NIfTI-2 (nifti2.h), both byte orders: sizes, number type, affine, scaling, unit.
import type { Affine } from '../../geometry.ts';
import type { StoredNumber } from '../samples.ts';
import { unreadableVolume, unsupportedVolume } from '../volumeLimits.ts';

export interface NiftiHeader {
  readonly version: 1 | 2;
  readonly isLittleEndian: boolean;
  /** dim[1…7], 1 where unused. */
  readonly sizes: readonly number[];
  readonly number: StoredNumber;
  readonly channels: 1 | 3;
  /** pixdim[1…3], in `unit`. */
  readonly spacing: readonly number[];
  /** mm per stored unit; null = the file does not say. */
  readonly unitMm: number | null;
  /** sform, else qform, else null. */
  readonly affine: Affine | null;
  readonly slope: number;
  readonly intercept: number;
  /** calMin and calMax: the window that the file asks for. */
  readonly window: { readonly low: number; readonly high: number } | null;
  readonly dataOffset: number;
  /** Whether the samples lie in a file of their own (.hdr and .img). */
  readonly isPair: boolean;
  readonly headerBytes: number;
}

/** datatype code → number type and channels. 1 bit, complex and 16-byte types are not taken. */
const numberTypes: Readonly<Record<number, readonly [StoredNumber, 1 | 3]>> = {
  2: ['uint8', 1],
  4: ['int16', 1],
  8: ['int32', 1],
  16: ['float32', 1],
  64: ['float64', 1],
  128: ['uint8', 3],
  256: ['int8', 1],
  512: ['uint16', 1],
  768: ['uint32', 1],
  1024: ['int64', 1],
  1280: ['uint64', 1],
};
const refusedTypes: Readonly<Record<number, string>> = {
  1: '1-bit',
  32: 'complex',
  1536: '128-bit float',
  1792: 'complex',
  2048: 'complex',
  2304: 'RGBA',
};
const unitsMm: Readonly<Record<number, number>> = { 1: 1000, 2: 1, 3: 0.001 };

export const niftiHeaderBytes = 540;

/** Which NIfTI these first bytes are; null for anything else (ANALYZE 7.5 too, which lacks the mark). */
export function niftiVersion(head: Uint8Array): { version: 1 | 2; isLittleEndian: boolean; isPair: boolean } | null {
  if (head.length < 348) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (const isLittleEndian of [true, false]) {
    const size = view.getInt32(0, isLittleEndian);
    const magic = size === 348 ? textAt(head, 344) : size === 540 ? textAt(head, 4) : '';
    if (/^n[i+][12]$/.test(magic)) return { version: size === 348 ? 1 : 2, isLittleEndian, isPair: magic[1] === 'i' };
  }
  return null;
}

/** Errors: `unreadableFile` with `offset`, `unsupportedFormat`. */
export function readNiftiHeader(name: string, head: Uint8Array): NiftiHeader {
  const mark = niftiVersion(head);
  if (mark === null) throw unreadableVolume(name, 'expected a NIfTI header of 348 or 540 bytes with its mark n+1, ni1, n+2 or ni2', 0);
  const { version, isLittleEndian, isPair } = mark;
  const headerBytes = version === 1 ? 348 : 540;
  if (head.length < headerBytes) throw unreadableVolume(name, `expected a header of ${headerBytes} bytes, received ${head.length}`, 0);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const short = (at: number) => view.getInt16(at, isLittleEndian);
  const int = (at: number) => view.getInt32(at, isLittleEndian);
  const long = (at: number) => Number(view.getBigInt64(at, isLittleEndian));
  const real = (at1: number, at2: number, step = 0) =>
    version === 1 ? view.getFloat32(at1 + 4 * step, isLittleEndian) : view.getFloat64(at2 + 8 * step, isLittleEndian);

  const dimensions = version === 1 ? short(40) : long(16);
  if (dimensions < 1 || dimensions > 7) {
    throw unreadableVolume(name, `expected 1 to 7 dimensions, the header says ${dimensions}`, version === 1 ? 40 : 16);
  }
  const sizes = Array.from({ length: 7 }, (_, i) => (i < dimensions ? (version === 1 ? short(42 + 2 * i) : long(24 + 8 * i)) : 1));
  const code = version === 1 ? short(70) : short(12);
  const type = numberTypes[code];
  if (type === undefined) {
    const what = refusedTypes[code];
    if (what === undefined) throw unreadableVolume(name, `expected a known number type, the header says ${code}`, version === 1 ? 70 : 12);
    throw unsupportedVolume(name, `expected integers, floats or RGB, received ${what} samples`, 'Convert them to float32 first.', { code });
  }
  const unit = (version === 1 ? view.getUint8(123) : int(500)) & 7;
  const quaternion = [0, 1, 2].map(i => real(256, 352, i)) as [number, number, number];
  const offsets = [0, 1, 2].map(i => real(268, 376, i)) as [number, number, number];
  const spacing = [1, 2, 3].map(i => Math.abs(real(76, 104, i)));
  const sform = [0, 1, 2].map(row => [0, 1, 2, 3].map(i => real(280, 400, 4 * row + i))) as unknown as Affine;
  const isSform = (version === 1 ? short(254) : int(348)) > 0 && sform.flat().every(Number.isFinite);
  const isQform = (version === 1 ? short(252) : int(344)) > 0;
  const [low, high] = [real(128, 200), real(124, 192)];
  const slope = real(112, 176);
  const intercept = real(116, 184);
  const isScaled = Number.isFinite(slope) && slope !== 0 && Number.isFinite(intercept);
  const dataOffset = version === 1 ? view.getFloat32(108, isLittleEndian) : long(168);
  return {
    version,
    isLittleEndian,
    sizes,
    number: type[0],
    channels: type[1],
    spacing,
    unitMm: unitsMm[unit] ?? null,
    affine: isSform ? sform : isQform ? quaternionAffine(quaternion, offsets, spacing, real(76, 104) < 0) : null,
    slope: isScaled ? slope : 1,
    intercept: isScaled ? intercept : 0,
    window: Number.isFinite(low) && Number.isFinite(high) && high > low ? { low, high } : null,
    dataOffset: isPair ? Math.max(0, dataOffset) : dataOffset === 0 ? headerBytes + 4 : dataOffset,
    isPair,
    headerBytes,
  };
}

/** nifti1.h, method 2: rotation from a unit quaternion (b, c, d), the third axis turned where qfac is −1. */
function quaternionAffine([b, c, d]: readonly number[], offsets: readonly number[], spacing: readonly number[], isTurned: boolean): Affine {
  const [qb = 0, qc = 0, qd = 0] = [b, c, d];
  const a = Math.sqrt(Math.max(0, 1 - qb * qb - qc * qc - qd * qd));
  const rotation = [
    [a * a + qb * qb - qc * qc - qd * qd, 2 * (qb * qc - a * qd), 2 * (qb * qd + a * qc)],
    [2 * (qb * qc + a * qd), a * a + qc * qc - qb * qb - qd * qd, 2 * (qc * qd - a * qb)],
    [2 * (qb * qd - a * qc), 2 * (qc * qd + a * qb), a * a + qd * qd - qb * qb - qc * qc],
  ];
  return rotation.map((row, i) => [
    ...row.map((value, axis) => value * (spacing[axis] as number) * (axis === 2 && isTurned ? -1 : 1)),
    offsets[i] as number,
  ]) as unknown as Affine;
}

function textAt(bytes: Uint8Array, at: number): string {
  return Buffer.from(bytes.subarray(at, at + 3)).toString('latin1');
}
