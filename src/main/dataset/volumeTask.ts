// What the scan workers do with a volume: open it, describe every series in it, and read the middle B-scan of each, which proves that its
// samples are there. Whose it is goes to the store alone and into no journal.
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path/posix';
import { z } from 'zod';
import type { DataVolume, ImageFacts } from '../../shared/domain/dataset.ts';
import type { Laterality } from '../../shared/domain/manifest.ts';
import type { VolumeHeader } from '../../shared/domain/volume.ts';
import { AppError, type AppErrorJson, toAppError } from '../../shared/errors.ts';
import { imageFacts } from './facts.ts';
import { type ByteSource, bytesOnDemand, openBytes } from './formats/byteSource.ts';
import { groupDicomFolder, stackKey } from './formats/dicom/dicomFolder.ts';
import { frameLines } from './formats/dicom/dicomGeometry.ts';
import { readPicture } from './formats/dicom/index.ts';
import { pictureStack } from './formats/pictureStack/index.ts';
import type { PatientIdentity, VolumeFile, VolumeFormat, VolumeSeries } from './formats/volumeFormat.ts';
import { siblingOf, sniffReader, switchesOf, type VolumeReaderName, volumeReaders } from './formats/volumes.ts';
import { hashFile } from './hashFile.ts';
import { openSlicesBelow } from './openVolumeItem.ts';

export interface InspectedSeries {
  sha256: string;
  format: string;
  facts: ImageFacts;
  volume: DataVolume;
  /** As the file itself says. */
  patient: string | null;
  eye: Laterality | null;
  /** ISO date of the examination. */
  date: string | null;
  /** What only files of one patient share, beside the files it is read from: for the import alone, kept nowhere. */
  ties: string[];
}

/** A file that holds volumes. */
export interface InspectedVolumeFile {
  kind: 'volume';
  sha256: string;
  format: string;
  series: InspectedSeries[];
  /** Series that cannot be read. */
  refused: { series: number; error: AppErrorJson }[];
  /** Files beside it that it is made of; they are no items of their own. */
  claimed: string[];
}

/** A DICOM file: only together with the others of its series it is a volume. */
export interface InspectedDicomFile {
  kind: 'dicom';
  sha256: string;
  format: string;
  /** Files of one stack have the same. */
  stack: string;
  instance: string | null;
  /** UID of the fundus picture that its frames refer to. */
  localizer: string | null;
}

interface Place {
  root: string;
  /** Below the root. */
  path: string;
  /** Known from an earlier session. */
  sha256?: string | undefined;
}

/** Null for a file that is no volume. Errors: those of the volume readers. */
export async function inspectVolumeFile({ root, path, sha256 }: Place): Promise<InspectedVolumeFile | InspectedDicomFile | null> {
  const file = join(root, path);
  const source = await bytesOnDemand(file);
  const format = await sniffReader(source);
  if (format === null) return null;
  const hash = sha256 ?? (await hashFile({ root, path }));
  if (format === 'dicom') return { kind: 'dicom', sha256: hash, format, ...(await dicomPlace(file, path)) };
  const claimed = new Set<string>();
  const { file: volumeFile, options } = await openOrGuess(file, format, async name => {
    const sibling = await siblingOf(file, name);
    if (sibling !== null) claimed.add(join(dirname(path), name));
    return sibling;
  });
  try {
    if (pictureFormats.has(format)) await readPictures(volumeFile);
    const others = [...claimed].filter(other => other !== path);
    const files = [await fileRow(root, path, hash), ...(await Promise.all(others.map(other => fileRow(root, other))))];
    const isAlone = files.length === 1 && volumeFile.series.length === 1;
    const series: InspectedSeries[] = [];
    const refused: InspectedVolumeFile['refused'] = [];
    for (const [number, volume] of volumeFile.series.entries()) {
      try {
        const content = isAlone ? hash : hashOf(files, number);
        series.push(await describeSeries(volume, { format, series: number, options: options as DataVolume['options'], files, content }));
      } catch (error) {
        refused.push({ series: number, error: toAppError(error).toJSON() });
      }
    }
    return { kind: 'volume', sha256: hash, format, series, refused, claimed: others };
  } finally {
    await volumeFile.close();
  }
}

/** What a headerless file's reader offers where neither name nor size tell how it is cut. */
const guessesSchema = z.object({ layouts: z.array(z.object({ columns: z.int() })).min(1) });

/** The file as its reader takes it; one that is only to be guessed at in the likeliest cut, which a person then sees and corrects. */
async function openOrGuess(
  path: string,
  format: VolumeReaderName,
  sibling: (name: string) => Promise<ByteSource | null>,
): Promise<{ file: VolumeFile; options: unknown }> {
  const { open }: VolumeFormat = volumeReaders[format];
  const opened = async (given: unknown): Promise<{ file: VolumeFile; options: unknown }> => {
    const options = switchesOf(format, given);
    const source = await openBytes(path);
    try {
      return { file: await open(source, options, { sibling }), options };
    } catch (error) {
      await source.close();
      throw error;
    }
  };
  try {
    return await opened({});
  } catch (error) {
    const guesses = guessesSchema.safeParse(error instanceof AppError ? error.details : null);
    if (!guesses.success) throw error;
    return opened({ columns: guesses.data.layouts[0]?.columns });
  }
}

/** Formats with a picture for each B-scan beside them: which ones they are shows when they are read. */
const pictureFormats: ReadonlySet<VolumeReaderName> = new Set(['heyexXml']);

/** What cannot be read is told when its series is described. */
async function readPictures({ series }: VolumeFile): Promise<void> {
  for (const volume of series) {
    await volume.readLocalizer().catch(() => null);
    for (let index = 0; index < volume.header.shape.bscans; index++) await volume.readBscan(index, 'stored').catch(() => null);
  }
}

async function dicomPlace(file: string, path: string): Promise<Pick<InspectedDicomFile, 'stack' | 'instance' | 'localizer'>> {
  const source = await bytesOnDemand(file);
  const picture = await readPicture(source);
  return {
    stack: stackKey({ ...picture, name: path }),
    instance: picture.set.data.string('x00080018') ?? null,
    localizer: frameLines(picture.set.data, picture.layout.frames)?.localizerUid ?? null,
  };
}

/**
 * A DICOM series from its files, and the fundus picture that it lies on where that is there. Errors: those of the reader, and of the first
 * file that does not fit.
 */
export async function inspectDicomSeries(task: {
  root: string;
  /** Of one stack, with their hashes. */
  paths: readonly { path: string; sha256: string }[];
  localizer: { path: string; sha256: string } | null;
}): Promise<InspectedSeries> {
  const { root, paths, localizer } = task;
  const known = [...paths, ...(localizer === null ? [] : [localizer])];
  const folder = await groupDicomFolder(known.map(({ path }) => ({ name: path, open: () => bytesOnDemand(join(root, path)) })));
  try {
    const at = folder.groups.findIndex(({ names }) => paths.some(({ path }) => names.includes(path)));
    const [volume, group] = [folder.series[at], folder.groups[at]];
    if (volume === undefined || group === undefined) throw refusal(folder.refused[0]?.error);
    const hashes = new Map(known.map(({ path, sha256 }) => [path, sha256]));
    const names = [...group.names, ...(localizer === null ? [] : [localizer.path])];
    const files = await Promise.all(names.map(name => fileRow(root, name, hashes.get(name))));
    const content = files.length === 1 ? (files[0]?.sha256 ?? '') : hashOf(files, 0);
    const { studyUid, frameOfReferenceUid } = group;
    const ties = [studyUid, frameOfReferenceUid].filter(uid => uid !== '');
    return { ...(await describeSeries(volume, { format: 'dicom', series: 0, options: {}, files, content })), ties };
  } finally {
    await folder.close();
  }
}

/** Pictures of one folder as one volume, in their order. Errors: those of the reader. */
export async function inspectSlices(task: {
  root: string;
  /** With their hashes. */
  paths: readonly { path: string; sha256: string }[];
  /** The `volume.json` beside them. */
  note: string | null;
}): Promise<InspectedSeries> {
  const { root, paths, note } = task;
  const names = paths.map(({ path }) => path);
  const volume = await openSlicesBelow(root, note === null ? names : [...names, note]);
  const slices = await Promise.all(paths.map(({ path, sha256 }) => fileRow(root, path, sha256)));
  const files = note === null ? slices : [...slices, await fileRow(root, note)];
  return describeSeries(volume, { format: pictureStack.name, series: 0, options: {}, files, content: hashOf(files, 0) });
}

function refusal(error: AppErrorJson | undefined): AppError {
  return error === undefined
    ? new AppError('internal', 'Expected a series of these DICOM files, received none.')
    : AppError.fromJSON(error);
}

async function describeSeries(
  volume: VolumeSeries,
  found: Pick<DataVolume, 'series' | 'options' | 'files'> & { format: VolumeReaderName; content: string },
): Promise<InspectedSeries> {
  const { header } = volume;
  const { format, content, ...place } = found;
  const middle = await volume.readBscan(header.shape.bscans >> 1, 'display');
  const sizeBytes = found.files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const facts = imageFacts({ raster: middle, bitDepth: bitsOf(header), frames: 1 }, sizeBytes);
  return {
    ...{ sha256: content, format, facts: { ...facts, channels: header.shape.channels } },
    volume: { ...place, header },
    patient: patientWords(volume.patient),
    eye: header.laterality,
    date: (header.acquiredAt ?? header.bscans[0]?.acquiredAt ?? null)?.slice(0, 10) ?? null,
    ties: [],
  };
}

const bits: Record<VolumeHeader['sampleType'], number> = { uint8: 8, uint16: 16, int16: 16, float32: 32 };

function bitsOf({ sampleType }: VolumeHeader): number {
  return bits[sampleType];
}

/** The identifier, else name and birth date together; null where the file tells nobody apart. */
export function patientWords({ identifier, name, birthDate }: PatientIdentity): string | null {
  const words = identifier?.trim() || [name?.trim(), birthDate].filter(Boolean).join(' ');
  return /^(|[0\W_]+|anon(ymous|ymized|ymised|)|unknown|none|n\/?a)$/i.test(words) ? null : words;
}

/** Stands for the content of a volume that is not a file by itself. */
function hashOf(files: DataVolume['files'], series: number): string {
  const text = [...files.map(({ sha256 }) => sha256), `series ${series}`].join('\n');
  return createHash('sha256').update(text).digest('hex');
}

async function fileRow(root: string, path: string, sha256?: string): Promise<DataVolume['files'][number]> {
  const { size, mtimeMs } = await stat(join(root, path));
  return { path, sha256: sha256 ?? (await hashFile({ root, path })), sizeBytes: size, mtimeMs };
}
