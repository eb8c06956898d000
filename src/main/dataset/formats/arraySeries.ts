// A series whose B-scans are plain arrays of numbers: its header from what the format knows, and its display over the whole volume.
import type { VolumeHeader } from '../../../shared/domain/volume.ts';
import { toGrey } from '../../imaging/grey.ts';
import type { Raster } from '../../imaging/raster.ts';
import { type GreyWindow, percentileWindow, windowGrey } from '../../imaging/windowGrey.ts';
import type { PatientIdentity, StoredBscan, VolumeSeries } from './volumeFormat.ts';

export const noPatient: PatientIdentity = { identifier: null, name: null, birthDate: null, sex: null };
/** B-scans and values that the display range is taken from, spread evenly over the volume. */
const rangeBscans = 16;
const rangeValues = 2 ** 20;

type Known = Pick<VolumeHeader, 'format' | 'series' | 'shape' | 'sampleType' | 'spacingUm'> & Partial<VolumeHeader>;

/** A header with everything that is not `known` unknown. */
export function arrayHeader(known: Known): VolumeHeader {
  return {
    scanPattern: null,
    laterality: null,
    modality: 'other',
    device: { manufacturer: null, model: null, software: null },
    acquiredAt: null,
    qualityUnit: null,
    bscans: Array.from({ length: known.shape.bscans }, () => ({ path: null, quality: null, averaged: null, acquiredAt: null })),
    localizer: null,
    surfaces: [],
    intensity: { stored: 'as stored', display: displayName(known.sampleType) },
    registration: 'none',
    identifiers: [],
    notes: [],
    ...known,
  };
}

/** Name of the display transform that `arraySeries` uses where the format names no window. */
export function displayName(sampleType: VolumeHeader['sampleType']): string {
  return sampleType === 'uint8' ? 'as stored' : 'linear, p0.5–p99.5 of the volume';
}

export interface ArraySource {
  readonly header: VolumeHeader;
  readonly patient?: PatientIdentity;
  /** The window that the file asks for; without one 8 bit is shown as stored, everything else between percentiles of the volume. */
  readonly window?: GreyWindow | null;
  /** Large values are dark. */
  readonly isInverted?: boolean;
  /** Values of the header's sample type. */
  readStored(index: number): Promise<StoredBscan>;
  readLocalizer?(): Promise<Raster<Uint8Array | Uint16Array> | null>;
}

export function arraySeries({ header, patient = noPatient, window, isInverted, readStored, readLocalizer }: ArraySource): VolumeSeries {
  let range: Promise<GreyWindow> | null = null;
  const wholeRange = (): Promise<GreyWindow> => {
    range ??= rangeOf(header, readStored);
    return range;
  };
  const windowOf = async (): Promise<GreyWindow> => {
    const limits = window ?? (header.sampleType === 'uint8' ? { low: 0, high: 255 } : await wholeRange());
    return isInverted === true ? { ...limits, inverted: true } : limits;
  };
  async function readBscan(index: number, intensity: 'stored'): Promise<StoredBscan>;
  async function readBscan(index: number, intensity: 'display'): Promise<Raster<Uint8Array>>;
  async function readBscan(index: number, intensity: 'stored' | 'display'): Promise<StoredBscan> {
    const stored = await readStored(index);
    if (intensity === 'stored') return stored;
    const shown = windowGrey(stored.data, await windowOf());
    return toGrey({ data: shown, rows: stored.rows, columns: stored.columns, channels: stored.channels });
  }
  return {
    header,
    patient,
    readBscan,
    readLocalizer: readLocalizer ?? (async () => null),
    readSurface: async () => new Float32Array(header.shape.bscans * header.shape.columns).fill(Number.NaN),
  };
}

async function rangeOf({ shape }: VolumeHeader, readStored: ArraySource['readStored']): Promise<GreyWindow> {
  const count = Math.min(rangeBscans, shape.bscans);
  const perBscan = Math.floor(rangeValues / count);
  const picked: number[] = [];
  for (let i = 0; i < count; i++) {
    const { data } = await readStored(Math.floor(((i + 0.5) * shape.bscans) / count));
    const step = Math.max(1, Math.ceil(data.length / perBscan));
    for (let at = 0; at < data.length; at += step) picked.push(data[at] as number);
  }
  return percentileWindow(Float32Array.from(picked));
}
