// A folder of DICOM files as series: files of one series UID belong together, single pictures of one size are a stack in the order of their
// place or number, and a tomogram finds the fundus picture that its frames refer to.

import type { VolumeHeader } from '../../../../shared/domain/volume.ts';
import type { AppErrorJson } from '../../../../shared/errors.ts';
import { toAppError } from '../../../../shared/errors.ts';
import type { Raster } from '../../../imaging/raster.ts';
import { lengthUm } from '../../geometry.ts';
import { arraySeries } from '../arraySeries.ts';
import type { ByteSource } from '../byteSource.ts';
import type { VolumeFile, VolumeSeries } from '../volumeFormat.ts';
import { decimals, patientOf } from './attributes.ts';
import { describeDicom, unplacedMessage, windowOf } from './describeDicom.ts';
import { frameLines, pathsOf, positionOf } from './dicomGeometry.ts';
import { type DicomPicture, readPicture } from './index.ts';

export interface DicomFolderFile {
  readonly name: string;
  open(): Promise<ByteSource>;
}

export interface DicomGroup {
  readonly seriesUid: string;
  readonly studyUid: string;
  /** Empty where there is none, and where it names no patient's space but a well-known one (PS3.6 table A-2). */
  readonly frameOfReferenceUid: string;
  readonly modality: string;
  /** Names in the order of their frames; one for a multi-frame object. */
  readonly names: readonly string[];
  readonly frames: number;
}

export interface DicomFolder extends VolumeFile {
  /** One for each of `series`. */
  readonly groups: readonly DicomGroup[];
  /** Files that are no pictures or cannot be read, each with its reason. */
  readonly refused: readonly { readonly name: string; readonly error: AppErrorJson }[];
}

interface Opened extends DicomPicture {
  readonly name: string;
  readonly source: ByteSource;
}

/** Errors: none for single files, which are told in `refused`. */
export async function groupDicomFolder(files: readonly DicomFolderFile[], signal?: AbortSignal): Promise<DicomFolder> {
  const opened: Opened[] = [];
  const refused: { name: string; error: AppErrorJson }[] = [];
  for (const { name, open } of files) {
    signal?.throwIfAborted();
    let source: ByteSource | null = null;
    try {
      source = await open();
      opened.push({ name, source, ...(await readPicture(source)) });
    } catch (error) {
      await source?.close();
      refused.push({ name, error: toAppError(error).toJSON() });
    }
  }
  const stacks = Map.groupBy(opened, stackKey);
  const byUid = new Map(opened.map(picture => [picture.set.data.string('x00080018') ?? '', picture]));
  const series = [...stacks.values()].map(stack => inOrder(stack)).map(stack => ({ stack, volume: seriesOf(stack, byUid) }));
  return {
    series: series.map(({ volume }) => volume),
    groups: series.map(({ stack, volume }) => groupOf(stack, volume)),
    refused,
    close: async () => {
      await Promise.all(opened.map(({ source }) => source.close()));
    },
  };
}

/** Files with one key are a stack: single pictures whose series, size and samples agree. A multi-frame object stands alone. */
export function stackKey({ set, layout, name }: Pick<Opened, 'set' | 'layout' | 'name'>): string {
  const uid = set.data.string('x0020000e') ?? '';
  if (uid === '' || layout.frames > 1 || isPhotograph(set.data.string('x00080060'))) return `alone ${name}`;
  return [uid, layout.rows, layout.columns, layout.channels, layout.sampleType].join(' ');
}

function isPhotograph(modality: string | undefined): boolean {
  return modality === 'OP';
}

/** By place along the stack where every picture has one and no two are equal, else by number, else by name. */
function inOrder(stack: readonly Opened[]): readonly Opened[] {
  const places = placesAlong(stack);
  const numbers = stack.map(({ set }) => set.data.intString('x00200013') ?? Number.NaN);
  const keys = places ?? (numbers.every(Number.isFinite) ? numbers : null);
  const byName = (a: Opened, b: Opened) => a.name.localeCompare(b.name, 'en', { numeric: true });
  if (keys === null) return stack.toSorted(byName);
  const keyOf = new Map(stack.map((picture, i) => [picture, keys[i] as number]));
  return stack.toSorted((a, b) => (keyOf.get(a) as number) - (keyOf.get(b) as number) || byName(a, b));
}

/** Millimetres along the normal of the first picture's plane; null where unknown or not distinct. */
function placesAlong(stack: readonly Opened[]): number[] | null {
  const [a, b, c, d, e, f] = decimals(stack[0]?.set.data as Opened['set']['data'], 'x00200037');
  if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined || f === undefined) return null;
  const normal = [b * f - c * e, c * d - a * f, a * e - b * d];
  const places = stack.map(
    ({ set }) => positionOf(set.data, 0)?.reduce((sum, value, i) => sum + value * (normal[i] as number), 0) ?? Number.NaN,
  );
  const isDistinct = places.every(Number.isFinite) && new Set(places.map(place => place.toFixed(4))).size === places.length;
  return isDistinct ? places : null;
}

function seriesOf(stack: readonly Opened[], byUid: ReadonlyMap<string, Opened>): VolumeSeries {
  const [first] = stack as readonly [Opened];
  const described = describeDicom(first.set, first.layout);
  const located = stack.length === 1 ? localizerOf(first, described, byUid) : null;
  const places = stack.length > 1 ? placesAlong(stack) : null;
  const header: VolumeHeader = {
    ...described,
    ...(stack.length === 1
      ? {}
      : {
          shape: { ...described.shape, bscans: stack.length },
          bscans: stack.map(picture => describeDicom(picture.set, picture.layout).bscans[0] as VolumeHeader['bscans'][number]),
          spacingUm: {
            ...described.spacingUm,
            bscan:
              places === null
                ? lengthUm(decimals(first.set.data, 'x00180088')[0])
                : lengthUm(((places.at(-1) as number) - (places[0] as number)) / (places.length - 1)),
          },
          scanPattern: null,
        }),
    ...located?.known,
  };
  return arraySeries({
    header,
    patient: patientOf(first.set.data),
    window: windowOf(first.set.data, first.layout),
    isInverted: first.layout.photometric === 'inverted',
    readStored: index => (stack.length === 1 ? first.read(index) : (stack[index] ?? first).read(stack[index] === undefined ? index : 0)),
    ...(located === null ? {} : { readLocalizer: located.read }),
  });
}

/** The fundus picture that a tomogram's frames refer to, when it lies in the folder and has a spacing. */
function localizerOf({ set, layout }: Opened, header: VolumeHeader, byUid: ReadonlyMap<string, Opened>) {
  const lines = frameLines(set.data, layout.frames);
  const picture = byUid.get(lines?.localizerUid ?? '');
  if (lines === null || picture === undefined) return null;
  const { rows, columns, channels } = picture.layout;
  const spacingUm = describeDicom(picture.set, picture.layout).spacingUm;
  const { row, column } = spacingUm;
  const paths = row === null || column === null ? null : pathsOf(lines.lines, { rows, columns, rowUm: row.value, columnUm: column.value });
  const known: Partial<VolumeHeader> = {
    localizer: { rows, columns, channels, spacingUm: { row, column } },
    bscans: header.bscans.map((bscan, i) => ({ ...bscan, path: paths?.[i] ?? null })),
    notes: header.notes.filter(({ message }) => message !== unplacedMessage),
  };
  const read = async (): Promise<Raster<Uint8Array | Uint16Array> | null> => {
    const { data } = await picture.read(0);
    return data instanceof Uint8Array || data instanceof Uint16Array ? { data, rows, columns, channels } : null;
  };
  return { known, read };
}

/** UIDs that DICOM itself gives out begin so. */
const registeredUids = '1.2.840.10008.';

function groupOf(stack: readonly Opened[], { header }: VolumeSeries): DicomGroup {
  const data = (stack[0] as Opened).set.data;
  const frameOfReference = data.string('x00200052') ?? '';
  return {
    seriesUid: data.string('x0020000e') ?? '',
    studyUid: data.string('x0020000d') ?? '',
    frameOfReferenceUid: frameOfReference.startsWith(registeredUids) ? '' : frameOfReference,
    modality: data.string('x00080060') ?? '',
    names: stack.map(({ name }) => name),
    frames: header.shape.bscans,
  };
}
