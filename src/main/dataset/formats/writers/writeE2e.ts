// Heidelberg .e2e files: container, directories, and the elements of one or more volumes as series.

import type { ShearShift } from '../../../imaging/shearShift.ts';
import { isoToFiletime, isoToOleDate } from '../heidelberg/dates.ts';
import { heidelbergNames } from '../heidelberg/layers.ts';
import { multipleBytes, multipleMark } from '../heidelbergE2e/container.ts';
import { elementTypes } from '../heidelbergE2e/elements.ts';
import { emptySample, ufloat16Of } from '../heidelbergE2e/ufloat16.ts';
import type { WritableVolume } from './writableVolume.ts';

const umPerDegree = 4400 / 15;
/** Linear intensities are this share of those in a .vol file. */
const intensityShare = 0.41;
const noLine = 3.4028234663852886e38;
const directoryEntries = 512;

export interface E2eOptions {
  /** How each B-scan lies before it is registered; index → shift. */
  readonly shifts?: readonly ShearShift[];
  readonly isMultiple?: boolean;
  /** Left out to test what is missing. */
  readonly without?: readonly number[];
  /** Elements to add. */
  readonly extra?: readonly E2eElement[];
  readonly scanAngleDeg?: number;
}

export interface E2eElement {
  readonly patient: number;
  readonly study: number;
  readonly series: number;
  readonly slice: number;
  /** 0 with fundus pictures, 1 with B-scans. */
  readonly index: number;
  readonly type: number;
  readonly payload: Uint8Array;
}

/** Linear intensity that HEYEX's curve shows as this grey. */
export function e2eIntensity(grey: number): number {
  return Math.expm1((grey / 255) * Math.log1p(9800 * intensityShare)) / 9800;
}

export function writeE2e(phantoms: readonly WritableVolume[], options: E2eOptions = {}): Uint8Array {
  const elements = phantoms.flatMap((phantom, i) => seriesElements(phantom, i, options));
  const kept = [...elements, ...(options.extra ?? [])].filter(({ type }) => !options.without?.includes(type));
  return container(kept, options.isMultiple ?? false);
}

function seriesElements(phantom: WritableVolume, number: number, options: E2eOptions): E2eElement[] {
  const { shape, surfaces, laterality, localizer, patient } = phantom;
  const ids = { patient: 11, study: 22, series: 33 + number };
  const eye = laterality === 'OD' ? 'R' : 'L';
  const elements: E2eElement[] = [
    { ...ids, study: -1, series: -1, slice: -1, index: 0xffff, type: elementTypes.patient, payload: patientPayload(patient) },
    {
      ...ids,
      series: -1,
      slice: -1,
      index: 0xffff,
      type: elementTypes.device,
      payload: strings(['Heidelberg Retina Angiograph', 'HRA', '']),
    },
    { ...ids, slice: -1, index: 0xffff, type: elementTypes.laterality, payload: bytesAt(27, 14, eye) },
    { ...ids, slice: -1, index: 0xffff, type: elementTypes.oldLaterality, payload: bytesAt(96, 4, eye) },
    { ...ids, slice: -1, index: 0xffff, type: elementTypes.structure, payload: strings(['Retina']) },
    { ...ids, slice: -1, index: 0xffff, type: elementTypes.scanPattern, payload: strings(['OCT ART Volume', 'VOL']) },
    {
      ...ids,
      slice: -1,
      index: 0,
      type: elementTypes.image,
      payload: imagePayload(0x0201_0201, localizer.rows, localizer.columns, localizer.data),
    },
  ];
  for (let bscan = 0; bscan < shape.bscans; bscan++) {
    const slice = { ...ids, slice: 2 * bscan };
    const shift = options.shifts?.[bscan] ?? null;
    elements.push({ ...slice, index: 1, type: elementTypes.bscanInfo, payload: infoPayload(phantom, bscan) });
    elements.push({ ...slice, index: 0xffff, type: elementTypes.sliceLaterality, payload: anglePayload(eye, options.scanAngleDeg ?? 30) });
    elements.push({ ...slice, index: 1, type: elementTypes.image, payload: bscanPayload(phantom, bscan, shift) });
    if (shift !== null) elements.push({ ...slice, index: 1, type: elementTypes.registration, payload: registrationPayload(shift) });
    for (const { name, heights } of surfaces) {
      const line = heights.subarray(bscan * shape.columns, (bscan + 1) * shape.columns);
      const id = heidelbergNames.indexOf(name);
      if (id >= 0) elements.push({ ...slice, index: 1, type: elementTypes.layer, payload: layerPayload(id, line, shift) });
    }
  }
  return elements;
}

function bscanPayload({ grey, power, shape: { rows, columns } }: WritableVolume, bscan: number, shift: ShearShift | null): Uint8Array {
  const codes = new Uint16Array(rows * columns);
  const intensity = (at: number) => (power === undefined ? e2eIntensity(grey[at] as number) : intensityShare * (power[at] as number));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const fromColumn = column - (shift?.columns ?? 0);
      const fromRow = Math.round(row - (shift === null ? 0 : shift.rows + shift.shear * (column - columns / 2)));
      const isInside = fromColumn >= 0 && fromColumn < columns && fromRow >= 0 && fromRow < rows;
      const at = (bscan * rows + fromRow) * columns + fromColumn;
      codes[row * columns + column] = isInside ? ufloat16Of(intensity(at)) : emptySample;
    }
  }
  return imagePayload(0x0220_0201, rows, columns, new Uint8Array(codes.buffer));
}

export function layerPayload(id: number, heights: Float32Array, shift: ShearShift | null, rank = 1): Uint8Array {
  const view = new DataView(new ArrayBuffer(36 + 4 * heights.length));
  view.setUint32(0, rank, true);
  view.setUint32(4, id, true);
  view.setUint32(12, heights.length, true);
  for (let column = 0; column < heights.length; column++) {
    const height = heights[column - (shift?.columns ?? 0)] ?? Number.NaN;
    const moved = shift === null ? height : height + shift.rows + shift.shear * (column - heights.length / 2);
    view.setFloat32(36 + 4 * column, Number.isNaN(moved) ? noLine : moved, true);
  }
  return new Uint8Array(view.buffer);
}

function infoPayload(phantom: WritableVolume, bscan: number): Uint8Array {
  const { shape, spacingUm, paths, acquiredAt, averaged, quality } = phantom;
  const view = new DataView(new ArrayBuffer(428));
  const path = paths[bscan];
  const first = path?.start ?? { xUm: 0, yUm: 0 };
  const last = path?.kind === 'line' ? path.end : first;
  const centre = path?.kind === 'circle' ? path.centre : { xUm: (first.xUm + last.xUm) / 2, yUm: (first.yUm + last.yUm) / 2 };
  view.setUint32(4, shape.rows, true);
  view.setUint32(8, shape.columns, true);
  for (const [at, { xUm, yUm }] of [
    [12, first],
    [20, last],
    [76, centre],
  ] as const) {
    view.setFloat32(at, xUm / umPerDegree, true);
    view.setFloat32(at + 4, yUm / umPerDegree, true);
  }
  view.setFloat32(36, spacingUm.row / 1000, true);
  view.setUint32(64, shape.bscans, true);
  view.setUint32(68, bscan, true);
  view.setUint32(72, path?.kind === 'circle' ? 2 : 1, true);
  view.setBigUint64(88, isoToFiletime(acquiredAt), true);
  view.setFloat32(100, 0.84, true);
  view.setFloat32(104, 0.92, true);
  view.setUint32(120, averaged[bscan] ?? 0, true);
  view.setFloat32(156, quality[bscan] ?? 0, true);
  return new Uint8Array(view.buffer);
}

function registrationPayload({ columns, rows, shear }: ShearShift): Uint8Array {
  const view = new DataView(new ArrayBuffer(100));
  for (const [index, value] of [
    [0, 1],
    [2, columns],
    [6, shear],
    [8, rows],
  ] as const)
    view.setFloat32(4 + 4 * index, value, true);
  return new Uint8Array(view.buffer);
}

function imagePayload(code: number, rows: number, columns: number, samples: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(20 + samples.length);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of [bytes.length, code, rows * columns, rows, columns].entries()) view.setUint32(4 * i, value, true);
  bytes.set(samples, 20);
  return bytes;
}

function patientPayload({ identifier, name, birthDate, sex }: WritableVolume['patient']): Uint8Array {
  const bytes = new Uint8Array(131);
  const [last = '', first = ''] = name.split(', ');
  for (const [at, text] of [
    [0, first],
    [31, last],
    [101, sex],
    [102, identifier],
  ] as const)
    bytes.set(new TextEncoder().encode(text), at);
  new DataView(bytes.buffer).setFloat64(93, isoToOleDate(birthDate), true);
  return bytes;
}

function anglePayload(eye: string, degrees: number): Uint8Array {
  const bytes = bytesAt(59, 2, eye);
  new DataView(bytes.buffer).setUint16(24, degrees, true);
  return bytes;
}

function bytesAt(length: number, at: number, text: string): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set(new TextEncoder().encode(text), at);
  return bytes;
}

function strings(texts: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(8 + 256 * texts.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, texts.length, true);
  view.setUint32(4, 256, true);
  for (const [i, text] of texts.entries()) bytes.set(Buffer.from(text, 'utf16le'), 8 + 256 * i);
  return bytes;
}

/** Directories of 512 entries, each before its elements, each naming the one before it. */
function container(elements: readonly E2eElement[], isMultiple: boolean): Uint8Array {
  const base = isMultiple ? multipleBytes : 0;
  const count = Math.max(1, Math.ceil(elements.length / directoryEntries));
  const payloadBytes = elements.reduce((sum, { payload }) => sum + 60 + payload.length, 0);
  const bytes = new Uint8Array(base + 88 + count * (52 + 44 * directoryEntries) + payloadBytes);
  const view = new DataView(bytes.buffer);
  if (isMultiple) bytes.set(new TextEncoder().encode(multipleMark), 0);
  const mark = (at: number, text: string, version: number) => {
    bytes.set(new TextEncoder().encode(text), base + at);
    view.setUint32(base + at + 12, version, true);
  };
  mark(0, 'CMDb', 100);
  mark(36, 'MDbMDir', 100);
  let directory = 88;
  let previous = 0;
  for (let part = 0; part < count; part++) {
    const own = elements.slice(part * directoryEntries, (part + 1) * directoryEntries);
    mark(directory, 'MDbDir', 100);
    for (const [i, value] of [directoryEntries, directory, previous].entries()) view.setUint32(base + directory + 36 + 4 * i, value, true);
    let start = directory + 52 + 44 * directoryEntries;
    for (const [i, element] of own.entries()) {
      const entry = directory + 52 + 44 * i;
      writeEntry(base + entry, element, entry, start);
      writeElement(base + start, element, start);
      start += 60 + element.payload.length;
    }
    previous = directory;
    directory = start;
  }
  for (const [i, value] of [directoryEntries, previous, 0].entries()) view.setUint32(base + 72 + 4 * i, value, true);
  return bytes;

  function writeEntry(
    at: number,
    { patient, study, series, slice, index, type, payload }: E2eElement,
    position: number,
    start: number,
  ): void {
    const numbers = [position, start, payload.length, 0, patient, study, series, slice, index, type];
    const sum = numbers.reduce((total, value) => (total + value) >>> 0, 0);
    for (const [i, value] of numbers.entries()) view.setUint32(at + 4 * i, value, true);
    view.setUint32(at + 40, (sum - 0x789a_bcdf) >>> 0, true);
  }

  function writeElement(at: number, { patient, study, series, slice, index, type, payload }: E2eElement, start: number): void {
    bytes.set(new TextEncoder().encode('MDbData'), at);
    const numbers = [100, 0, start, payload.length, 0, patient, study, series, slice, index, type, 0x8765_431c];
    for (const [i, value] of numbers.entries()) view.setUint32(at + 12 + 4 * i, value, true);
    bytes.set(payload, at + 60);
  }
}
