// One series of an E2E file as a volume, read B-scan by B-scan; and a series of nothing but a fundus picture.
import { heyexGrey, octConverterGrey } from '../../../imaging/octGrey.ts';
import type { Raster } from '../../../imaging/raster.ts';
import { shearShift, shearShiftLine } from '../../../imaging/shearShift.ts';
import { arrayHeader, arraySeries } from '../arraySeries.ts';
import type { ByteSource } from '../byteSource.ts';
import { checked } from '../heidelberg/checked.ts';
import { hasLine, markMissing } from '../heidelberg/layers.ts';
import { uint16s } from '../heidelberg/samples.ts';
import type { PatientIdentity, StoredBscan, VolumeSeries } from '../volumeFormat.ts';
import { type E2eEntry, readElement } from './container.ts';
import { describeE2e, seriesName } from './describe.ts';
import { type E2eImage, imageHeaderBytes } from './elements.ts';
import type { E2eBscan, E2eSeries } from './gather.ts';
import type { E2eParams } from './params.ts';
import { naturalIntensities, octConverterIntensities } from './ufloat16.ts';

interface Opened {
  readonly source: ByteSource;
  readonly params: E2eParams;
  readonly patient: PatientIdentity;
}

/** `bscans`: those of the series that have one size. */
export function bscanSeries({ source, params, patient }: Opened, series: E2eSeries, bscans: readonly E2eBscan[]): VolumeSeries {
  const found = new Set(bscans.flatMap(({ layers }) => [...layers].filter(([, heights]) => hasLine(heights)).map(([id]) => id)));
  const layerIds = [...found].sort((a, b) => a - b);
  const header = describeE2e(series, bscans, layerIds, params, identifiersOf(patient));
  const { rows, columns } = header.shape;
  let intensities: Float32Array | null = null;

  async function readStored(index: number): Promise<StoredBscan & { data: Float32Array }> {
    const { entry, registration } = checked(bscans[index], index, 'B-scan', bscans.length);
    intensities ??= params.intensity === 'natural' ? naturalIntensities() : octConverterIntensities();
    const codes = uint16s(await readElement(source, entry, imageHeaderBytes, 2 * rows * columns));
    const data = new Float32Array(codes.length);
    for (let i = 0; i < codes.length; i++) data[i] = intensities[codes[i] as number] as number;
    const raster = { data, rows, columns, channels: 1 };
    return registration !== null && params.isRegistered ? shearShift(raster, registration) : raster;
  }

  async function readBscan(index: number, intensity: 'stored'): Promise<StoredBscan>;
  async function readBscan(index: number, intensity: 'display'): Promise<Raster<Uint8Array>>;
  async function readBscan(index: number, intensity: 'stored' | 'display'): Promise<StoredBscan> {
    const stored = await readStored(index);
    if (intensity === 'stored') return stored;
    return { ...stored, data: params.intensity === 'natural' ? heyexGrey(stored.data) : octConverterGrey(stored.data) };
  }

  return {
    header,
    patient,
    readBscan,
    readLocalizer: async () => (series.localizer === null ? null : await readFundus(source, series.localizer)),
    readSurface: async index => {
      const id = checked(layerIds[index], index, 'layer line', layerIds.length);
      const heights = new Float32Array(bscans.length * columns).fill(Number.NaN);
      for (const [bscan, { layers, registration }] of bscans.entries()) {
        const line = layers.get(id);
        if (line === undefined || line.length !== columns) continue;
        const valid = markMissing(line.slice());
        heights.set(registration !== null && params.isRegistered ? shearShiftLine(valid, registration) : valid, bscan * columns);
      }
      return heights;
    },
  };
}

/** A series without B-scans: its fundus picture. */
export function fundusSeries({ source, patient }: Opened, series: E2eSeries, picture: { entry: E2eEntry; image: E2eImage }): VolumeSeries {
  const { rows, columns } = picture.image;
  const header = arrayHeader({
    format: 'heidelbergE2e',
    series: seriesName(series),
    shape: { bscans: 1, rows, columns, channels: 1 },
    sampleType: 'uint8',
    spacingUm: { bscan: null, row: null, column: null },
    modality: 'fundus',
    laterality: series.lateralities.length === 1 ? (series.lateralities[0] ?? null) : null,
    device: { manufacturer: 'Heidelberg Engineering', model: series.device, software: null },
    identifiers: identifiersOf(patient),
  });
  return arraySeries({ header, patient, readStored: async () => await readFundus(source, picture) });
}

async function readFundus(source: ByteSource, { entry, image }: { entry: E2eEntry; image: E2eImage }): Promise<Raster<Uint8Array>> {
  const { rows, columns } = image;
  const data = new Uint8Array(await readElement(source, entry, imageHeaderBytes, rows * columns));
  return { data, rows, columns, channels: 1 };
}

function identifiersOf({ identifier, name, birthDate, sex }: PatientIdentity): string[] {
  const kinds = { 'patient ID': identifier, name, 'birth date': birthDate, sex };
  return Object.entries(kinds).flatMap(([kind, value]) => (value === null ? [] : [kind]));
}
