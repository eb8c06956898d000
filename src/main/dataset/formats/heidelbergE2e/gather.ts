// Gathers what the elements of one series say: its B-scans in order, their lines and registration, its localizer, eye and names.
import type { Laterality } from '../../../../shared/domain/manifest.ts';
import type { E2eEntry } from './container.ts';
import type { ElementReader } from './elementReader.ts';
import {
  type BscanInfo,
  bscanInfoBytes,
  type E2eImage,
  type E2eLayer,
  type E2eRegistration,
  elementTypes,
  imageHeaderBytes,
  parseBscanInfo,
  parseImage,
  parseLaterality,
  parseLayer,
  parseRegistration,
  parseScanAngle,
  parseStrings,
} from './elements.ts';

export interface E2eBscan {
  readonly slice: number;
  readonly entry: E2eEntry;
  readonly image: E2eImage;
  readonly info: BscanInfo | null;
  readonly registration: E2eRegistration | null;
  /** By the layer's number. */
  readonly layers: ReadonlyMap<number, Float32Array>;
}

export interface E2eSeries {
  readonly patient: number;
  readonly study: number;
  readonly series: number;
  readonly bscans: readonly E2eBscan[];
  readonly localizer: { readonly entry: E2eEntry; readonly image: E2eImage } | null;
  /** Every eye that its elements name. */
  readonly lateralities: readonly Laterality[];
  readonly scanAngleDeg: number | null;
  readonly device: string | null;
  readonly structure: string | null;
  readonly scanName: string | null;
  readonly movesLocalizer: boolean;
  readonly hasAngiography: boolean;
  /** Codes of pictures that are not decoded. */
  readonly otherImages: readonly number[];
  readonly damagedElements: number;
}

/** `entries`: those of the series, and of its study for the device's name. */
export async function gatherSeries(reader: ElementReader, entries: readonly E2eEntry[], study: readonly E2eEntry[]): Promise<E2eSeries> {
  const first = entries[0] as E2eEntry;
  const images: { entry: E2eEntry; image: E2eImage }[] = [];
  const infos = new Map<number, BscanInfo>();
  const registrations = new Map<number, E2eRegistration>();
  const layers = new Map<number, Map<number, E2eLayer>>();
  const lateralities = new Set<Laterality>();
  let scanAngleDeg: number | null = null;
  let movesLocalizer = false;

  for (const entry of entries) {
    if (entry.type === elementTypes.image) {
      const header = await reader.read(entry, imageHeaderBytes);
      const image = header && parseImage(header);
      if (image) images.push({ entry, image });
    } else if (entry.type === elementTypes.bscanInfo) {
      const bytes = await reader.read(entry);
      if (bytes && bytes.length >= bscanInfoBytes) infos.set(entry.slice, parseBscanInfo(bytes));
    } else if (entry.type === elementTypes.registration || entry.type === elementTypes.starRegistration) {
      const bytes = await reader.read(entry);
      const registration = bytes && parseRegistration(bytes);
      if (registration) registrations.set(entry.slice, registration);
    } else if (entry.type === elementTypes.layer) {
      const bytes = await reader.read(entry);
      const layer = bytes && parseLayer(bytes);
      if (layer) keepHighest(layers, entry.slice, layer);
    } else if (isLaterality(entry.type)) {
      const bytes = await reader.read(entry);
      const eye = bytes && parseLaterality(entry.type, bytes);
      if (eye) lateralities.add(eye);
      if (bytes && entry.type === elementTypes.sliceLaterality) scanAngleDeg ??= parseScanAngle(bytes);
    } else if (entry.type === elementTypes.localizerInfo) {
      const bytes = await reader.read(entry);
      movesLocalizer ||= bytes !== null && isMoved(bytes);
    }
  }

  const inSeries = (type: number) => firstString(reader, entries, type);
  const bscanImages = new Map(images.filter(({ image }) => image.kind === 'bscan').map(found => [found.entry.slice, found]));
  const fundus = images.filter(({ image }) => image.kind === 'fundus');
  return {
    patient: first.patient,
    study: first.study,
    series: first.series,
    bscans: [...bscanImages.values()]
      .sort((a, b) => a.entry.slice - b.entry.slice)
      .map(({ entry, image }) => ({
        slice: entry.slice,
        entry,
        image,
        info: infos.get(entry.slice) ?? null,
        registration: registrations.get(entry.slice) ?? null,
        layers: new Map([...(layers.get(entry.slice) ?? [])].map(([id, { heights }]) => [id, heights])),
      })),
    localizer: fundus.find(({ entry }) => entry.slice === -1) ?? fundus[0] ?? null,
    lateralities: [...lateralities],
    scanAngleDeg,
    device: await firstString(reader, study, elementTypes.device),
    structure: await inSeries(elementTypes.structure),
    scanName: await inSeries(elementTypes.scanPattern),
    movesLocalizer,
    hasAngiography: entries.some(({ type }) => type === elementTypes.angiography),
    otherImages: [...new Set(images.filter(({ image }) => image.kind === 'other').map(({ image }) => image.code))],
    damagedElements: reader.takeDamaged(),
  };
}

function isLaterality(type: number): boolean {
  return type === elementTypes.laterality || type === elementTypes.sliceLaterality || type === elementTypes.oldLaterality;
}

function keepHighest(layers: Map<number, Map<number, E2eLayer>>, slice: number, layer: E2eLayer): void {
  const ofSlice = layers.get(slice) ?? new Map<number, E2eLayer>();
  layers.set(slice, ofSlice);
  if (layer.rank >= (ofSlice.get(layer.id)?.rank ?? -1)) ofSlice.set(layer.id, layer);
}

async function firstString(reader: ElementReader, entries: readonly E2eEntry[], type: number): Promise<string | null> {
  const entry = entries.find(other => other.type === type);
  const bytes = entry === undefined ? null : await reader.read(entry);
  return bytes === null ? null : (parseStrings(bytes)[0] ?? null);
}

/** An affine map of the localizer (six floats at 32) that is not the identity. */
function isMoved(bytes: Uint8Array): boolean {
  if (bytes.length < 56) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const identity = [1, 0, 0, 0, 1, 0];
  const limits = [0.01, 0.01, 1, 0.01, 0.01, 1];
  return identity.some((value, i) => Math.abs(view.getFloat32(32 + 4 * i, true) - value) > (limits[i] as number));
}
