// A folder and the folders in it as volume series: DICOM files by their UIDs, pictures as stacks, every other volume file for itself. A file
// that another one names as its own (samples beside a header, pictures beside an XML) is part of that one and no volume of its own.
import { basename, dirname, join, posix, relative, sep } from 'node:path';
import { AppError, type AppErrorJson, toAppError } from '../../../shared/errors.ts';
import { formatCount, formatNumber } from '../../../shared/units.ts';
import { compareText } from '../compareText.ts';
import { walkFolder } from '../walkFolder.ts';
import { bytesOnDemand } from './byteSource.ts';
import { groupDicomFolder } from './dicom/dicomFolder.ts';
import { dicom } from './dicom/index.ts';
import type { FoveaNote } from './foveaNote.ts';
import type { OpenedPath, OpenPathOptions, PathSeries } from './openVolumePath.ts';
import { isPicture, pictureStack, stackNoteName, stackSeries, stacksOf } from './pictureStack/index.ts';
import { naturalOrder } from './pictureStack/numbering.ts';
import { readStackNote } from './pictureStack/openSlices.ts';
import { type Slice, slicesOf } from './pictureStack/slices.ts';
import type { VolumeFormat } from './volumeFormat.ts';
import { siblingOf, sniffVolume, switchesOf, type VolumeFormatName, volumeFormats } from './volumes.ts';

/** More files than any examination has, and than can be looked at while someone waits. */
const maxFiles = 100_000;

type Refused = { name: string; error: AppErrorJson }[];
type Closable = { close(): Promise<void> };

/** Files by what they are, below the folder. */
interface FolderFiles {
  readonly volumes: readonly { name: string; format: VolumeFormatName }[];
  readonly pictures: readonly string[];
  readonly refused: Refused;
  readonly files: number;
}

/** Errors: those of `walkFolder`; `badInput` for too many files; `unsupportedFormat` without a volume; `interrupted`. */
export async function openVolumeFolder(root: string, options: OpenPathOptions): Promise<OpenedPath> {
  const { volumes, pictures, refused, files } = await sortFiles(root, options);
  const open: Closable[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(open.map(file => file.close()));
  };
  try {
    const claimed = new Set<string>();
    const series = [
      ...(await openDicom(root, volumes, refused, open, options)),
      ...(await openOthers(root, volumes, refused, open, claimed, options)),
    ];
    const free = pictures.filter(name => !claimed.has(name));
    series.push(...(await openPictures(root, free, refused, options)));
    if (series.length === 0) throw noVolume(root, files, refused);
    return { path: root, isFolder: true, series: series.toSorted(byFirstName), refused, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function sortFiles(root: string, { signal, onProgress }: OpenPathOptions): Promise<FolderFiles> {
  const names: string[] = [];
  const refused: Refused = [];
  for await (const entry of walkFolder(root, signal)) {
    if (entry.kind === 'file') names.push(entry.path);
    if (entry.kind === 'unreadable') refused.push({ name: entry.path, error: { code: entry.code, message: entry.reason } });
    if (names.length > maxFiles) {
      throw new AppError(
        'badInput',
        `Expected at most ${formatNumber(maxFiles)} files below ${root}, there are more. Name a folder inside it.`,
      );
    }
  }
  const volumes: { name: string; format: VolumeFormatName }[] = [];
  const pictures: string[] = [];
  for (const [i, name] of names.entries()) {
    throwIfAborted(root, signal);
    onProgress?.(i, names.length);
    try {
      const source = await bytesOnDemand(join(root, name));
      const format = await sniffVolume(source);
      if (format !== null) volumes.push({ name, format });
      else if (await isPicture(source)) pictures.push(name);
    } catch (error) {
      refused.push({ name, error: toAppError(error).toJSON() });
    }
  }
  onProgress?.(names.length, names.length);
  return { volumes, pictures, refused, files: names.length };
}

async function openDicom(
  root: string,
  volumes: FolderFiles['volumes'],
  refused: Refused,
  open: Closable[],
  { signal }: OpenPathOptions,
): Promise<PathSeries[]> {
  const names = volumes.filter(({ format }) => format === dicom.name).map(({ name }) => name);
  if (names.length === 0) return [];
  const folder = await groupDicomFolder(
    names.map(name => ({ name, open: () => bytesOnDemand(join(root, name)) })),
    signal,
  );
  open.push(folder);
  refused.push(...folder.refused);
  const { title, proof } = dicom;
  return folder.series.map((volume, i) => ({ volume, format: dicom.name, title, proof, names: folder.groups[i]?.names ?? [] }));
}

async function openOthers(
  root: string,
  volumes: FolderFiles['volumes'],
  refused: Refused,
  open: Closable[],
  claimed: Set<string>,
  { params = {}, signal }: OpenPathOptions,
): Promise<PathSeries[]> {
  const opened: PathSeries[] = [];
  const problems: Refused = [];
  for (const { name, format } of volumes.filter(other => other.format !== dicom.name)) {
    throwIfAborted(root, signal);
    const { title, proof, open: read }: VolumeFormat = volumeFormats[format];
    const path = join(root, name);
    try {
      const file = await read(await bytesOnDemand(path), switchesOf(format, params[format]), {
        sibling: async beside => {
          const source = await siblingOf(path, beside);
          if (source !== null)
            claimed.add(
              relative(root, join(dirname(path), beside))
                .split(sep)
                .join('/'),
            );
          return source;
        },
      });
      open.push(file);
      opened.push(...file.series.map(volume => ({ volume, format, title, proof, names: [name] })));
    } catch (error) {
      problems.push({ name, error: toAppError(error).toJSON() });
    }
  }
  refused.push(...problems.filter(({ name }) => !claimed.has(name)));
  return opened.filter(({ names }) => names.every(name => !claimed.has(name)));
}

/** Files of one picture stack by folder, size and kind of sample; one with pages is a volume by itself. */
async function openPictures(root: string, names: readonly string[], refused: Refused, { signal }: OpenPathOptions): Promise<PathSeries[]> {
  const folders = Map.groupBy(names.toSorted(naturalOrder), name => posix.dirname(name));
  const found: PathSeries[] = [];
  for (const [folder, files] of folders) {
    const singles: Slice[] = [];
    for (const name of files) {
      throwIfAborted(root, signal);
      try {
        const slices = await slicesOf(await bytesOnDemand(join(root, name)));
        if (slices.length === 1) singles.push(...slices);
        else found.push(...stacksOf(slices).map(stack => pictureSeries(stack, posix.basename(name), [name])));
      } catch (error) {
        refused.push({ name, error: toAppError(error).toJSON() });
      }
    }
    const title = folder === '.' ? basename(root) : folder;
    const stacks = stacksOf(singles);
    const note = stacks.length === 1 ? await noteBeside(join(root, folder)) : null;
    for (const stack of stacks) {
      const own = stack.map(({ name }) => (folder === '.' ? name : `${folder}/${name}`));
      found.push(pictureSeries(stack, stack.length === 1 && note === null ? stack[0].name : title, own, note));
    }
  }
  return found;
}

/** What a conversion wrote beside its pictures. */
async function noteBeside(folder: string): Promise<FoveaNote | null> {
  const source = await siblingOf(join(folder, stackNoteName), stackNoteName);
  if (source === null) return null;
  try {
    return await readStackNote(source);
  } finally {
    await source.close();
  }
}

function pictureSeries(
  stack: readonly [Slice, ...Slice[]],
  title: string,
  names: readonly string[],
  note: FoveaNote | null = null,
): PathSeries {
  const { name, title: formatTitle, proof } = pictureStack;
  return { volume: stackSeries(stack, title, note), format: name, title: formatTitle, proof, names };
}

function byFirstName(a: PathSeries, b: PathSeries): number {
  return compareText(a.names[0] ?? '', b.names[0] ?? '');
}

function noVolume(root: string, files: number, refused: Refused): AppError {
  const [first] = refused;
  return new AppError(
    'unsupportedFormat',
    first === undefined
      ? `${root}: expected a volume in this folder, received ${formatCount(files, 'file')} that are none. Name a folder of DICOM files, other volumes or pictures.`
      : `${root}: expected a volume in this folder, none can be read. ${first.error.message}`,
    { details: { path: root, files, refused: refused.slice(0, 20) } },
  );
}

function throwIfAborted(root: string, signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('interrupted', `Opening of ${root} was cancelled.`);
}
