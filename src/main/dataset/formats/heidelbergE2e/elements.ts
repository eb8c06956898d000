// The elements of E2E files that this program reads: offsets as UOCTE, LibE2E and private_eye agree on them (docs/reference/formats.md).
import { oleDateToIso } from '../heidelberg/dates.ts';
import { float32s } from '../heidelberg/samples.ts';
import { textOf } from '../heidelberg/text.ts';
import { viewOf } from '../imageFormat.ts';
import type { PatientIdentity } from '../volumeFormat.ts';

export const elementTypes = {
  laterality: 0x0b,
  patient: 0x09,
  sliceLaterality: 0x05,
  oldLaterality: 0x03,
  device: 0x2329,
  structure: 0x232d,
  scanPattern: 0x232e,
  bscanInfo: 0x2714,
  registration: 0x271c,
  starRegistration: 0x2726,
  layer: 0x2723,
  localizerInfo: 0x2729,
  image: 0x4000_0000,
  angiography: 0x4000_275d,
} as const;

/** Before an image's samples: size, kind, count, rows, columns. */
export const imageHeaderBytes = 20;

export interface E2eImage {
  readonly kind: 'bscan' | 'fundus' | 'other';
  readonly code: number;
  readonly rows: number;
  readonly columns: number;
}

export function parseImage(bytes: Uint8Array): E2eImage {
  const view = viewOf(bytes);
  const code = view.getUint32(4, true);
  return { kind: imageKind(code), code, rows: view.getUint32(12, true), columns: view.getUint32(16, true) };
}

/** 0x02200201 is a B-scan of ufloat16, 0x02010201 a fundus picture of bytes; 0x…0101 are colour pictures in another order. */
function imageKind(code: number): E2eImage['kind'] {
  if ((code & 0xffff) !== 0x0201) return 'other';
  const what = (code >>> 16) & 0xff;
  return what === 0x20 ? 'bscan' : what === 0x01 ? 'fundus' : 'other';
}

export interface BscanInfo {
  /** Degrees from the localizer's centre: first and last A-scan; circles have `centreDeg` too. */
  readonly startDeg: readonly [x: number, y: number];
  readonly endDeg: readonly [x: number, y: number];
  readonly centreDeg: readonly [x: number, y: number];
  readonly isCircle: boolean;
  readonly rowSpacingMm: number;
  readonly acquiredAt: bigint;
  readonly averaged: number | null;
  readonly quality: number | null;
}

export const bscanInfoBytes = 96;
/** ART (120) and quality in dB (156) stand behind λ min and max, which OCT-Converter and eyepy take for them (96, 100). */
const averagedOffset = 120;
const qualityOffset = 156;

export function parseBscanInfo(bytes: Uint8Array): BscanInfo {
  const view = viewOf(bytes);
  const point = (at: number) => [view.getFloat32(at, true), view.getFloat32(at + 4, true)] as const;
  const has = (at: number) => bytes.length >= at + 4;
  const averaged = has(averagedOffset) ? view.getUint32(averagedOffset, true) : 0;
  const quality = has(qualityOffset) ? view.getFloat32(qualityOffset, true) : 0;
  return {
    startDeg: point(12),
    endDeg: point(20),
    centreDeg: point(76),
    isCircle: view.getUint32(72, true) === 2,
    rowSpacingMm: view.getFloat32(36, true),
    acquiredAt: view.getBigUint64(88, true),
    averaged: averaged > 0 && averaged < 100_000 ? averaged : null,
    quality: quality > 0 && quality < 1000 ? quality : null,
  };
}

export interface E2eLayer {
  readonly id: number;
  /** Of several lines for one layer the one with the highest rank counts. */
  readonly rank: number;
  readonly heights: Float32Array;
}

/** Rank, id, and width are followed by 20 zero bytes, which OCT-Converter and eyepy take for the first five heights. */
const layerHeaderBytes = 36;

export function parseLayer(bytes: Uint8Array): E2eLayer | null {
  if (bytes.length < layerHeaderBytes) return null;
  const view = viewOf(bytes);
  const width = view.getUint32(12, true);
  if (bytes.length < layerHeaderBytes + 4 * width) return null;
  const heights = float32s(bytes.subarray(layerHeaderBytes, layerHeaderBytes + 4 * width));
  return { rank: view.getUint32(0, true), id: view.getUint32(4, true), heights };
}

/** Where the device moved a B-scan to lie on its neighbours: columns, rows, and rows for each column from the middle. */
export interface E2eRegistration {
  readonly columns: number;
  readonly rows: number;
  readonly shear: number;
  readonly columnScale: number;
}

export function parseRegistration(bytes: Uint8Array): E2eRegistration | null {
  if (bytes.length < 52) return null;
  const view = viewOf(bytes);
  const value = (index: number) => view.getFloat32(4 + 4 * index, true);
  const registration = { columnScale: value(0), columns: value(2), shear: value(6), rows: value(8) };
  const isSensible = Object.values(registration).every(number => Math.abs(number) < 1e5);
  return isSensible ? registration : null;
}

/** UTF-16 strings of one length: what the device, the structure and the scan pattern are called. */
export function parseStrings(bytes: Uint8Array): (string | null)[] {
  if (bytes.length < 8) return [];
  const view = viewOf(bytes);
  const count = view.getUint32(0, true);
  const length = view.getUint32(4, true);
  if (length === 0 || bytes.length < 8 + count * length) return [];
  return Array.from({ length: count }, (_, i) => textOf(bytes.subarray(8 + i * length, 8 + (i + 1) * length), 'utf-16le'));
}

/** The birth date is a double at 93, of which OCT-Converter reads the upper half as an integer. */
export function parsePatient(bytes: Uint8Array): PatientIdentity | null {
  if (bytes.length < 123) return null;
  const text = (from: number, length: number) => textOf(bytes.subarray(from, from + length));
  const name = [text(31, 51), text(0, 31)].filter(part => part !== null).join(', ');
  const sex = text(101, 1);
  return {
    identifier: text(102, 25),
    name: name === '' ? null : name,
    birthDate: oleDateToIso(viewOf(bytes).getFloat64(93, true)),
    sex: sex === 'F' || sex === 'M' ? sex : null,
  };
}

const lateralityOffsets: Readonly<Record<number, number>> = {
  [elementTypes.laterality]: 14,
  [elementTypes.sliceLaterality]: 2,
  [elementTypes.oldLaterality]: 4,
};

/** OD or OS where the element says R or L. */
export function parseLaterality(type: number, bytes: Uint8Array): 'OD' | 'OS' | null {
  const letter = bytes[lateralityOffsets[type] ?? bytes.length];
  return letter === 0x52 ? 'OD' : letter === 0x4c ? 'OS' : null;
}

/** The localizer's field of view in degrees, stored with a slice; null where it is none that the device has. */
export function parseScanAngle(bytes: Uint8Array): number | null {
  const angle = bytes.length >= 26 ? viewOf(bytes).getUint16(24, true) : 0;
  return angle >= 5 && angle <= 110 ? angle : null;
}
