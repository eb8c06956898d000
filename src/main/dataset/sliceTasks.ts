// Which pictures of a folder are slices of one volume: those that a conversion wrote beside a `volume.json`, and where a person says so all
// of one size that are numbered in sequence.
import { basename, dirname, join } from 'node:path/posix';
import { AppError, toAppError } from '../../shared/errors.ts';
import type { FileTask, InspectedFile, InspectedImage } from './fileTask.ts';
import { bytesOnDemand } from './formats/byteSource.ts';
import { stackNoteName } from './formats/pictureStack/index.ts';
import { naturalOrder, sequencesOf } from './formats/pictureStack/numbering.ts';
import { readStackNote } from './formats/pictureStack/openSlices.ts';

export type SliceTask = Extract<FileTask, { kind: 'slices' }>;
type Picture = InspectedImage & { path: string };

/** One for each volume, named by its first slice. `isAsked`: sequences without a note are volumes, too. */
export async function sliceTasks(
  root: string,
  files: readonly { path: string }[],
  outcomes: ReadonlyMap<string, InspectedFile | AppError>,
  isAsked: boolean,
): Promise<SliceTask[]> {
  const notes = await noteFolders(root, files);
  if (!isAsked && notes.size === 0) return [];
  const tasks: SliceTask[] = [];
  for (const [folder, pictures] of Map.groupBy(freePictures(files, outcomes), ({ path }) => dirname(path))) {
    const hashes = new Map(pictures.map(({ path, sha256 }) => [path, sha256]));
    const add = (paths: readonly string[], note: string | null): void => {
      const slices = paths.map(path => ({ path, sha256: hashes.get(path) as string }));
      tasks.push({ kind: 'slices', root, path: paths[0] as string, paths: slices, note });
    };
    const kinds = [...Map.groupBy(pictures, kindOf).values()].map(members => members.map(({ path }) => path));
    const [only, ...others] = kinds;
    if (only !== undefined && others.length === 0 && notes.has(folder)) add(only.toSorted(naturalOrder), join(folder, stackNoteName));
    else if (isAsked) for (const sequence of kinds.flatMap(sequencesOf)) add(sequence, null);
  }
  return tasks;
}

/** Folders with what a conversion wrote beside its pictures. A note that cannot be read is none. */
export async function noteFolders(root: string, files: readonly { path: string }[]): Promise<ReadonlySet<string>> {
  const folders = new Set<string>();
  for (const { path } of files) {
    if (basename(path) !== stackNoteName) continue;
    const note = await bytesOnDemand(join(root, path)).then(readStackNote).catch(toAppError);
    if (note !== null && !(note instanceof AppError)) folders.add(dirname(path));
  }
  return folders;
}

/** Single pictures that are not part of another volume. */
function freePictures(files: readonly { path: string }[], outcomes: ReadonlyMap<string, InspectedFile | AppError>): Picture[] {
  const claimed = new Set<string>();
  const pictures: Picture[] = [];
  for (const { path } of files) {
    const outcome = outcomes.get(path);
    if (outcome === undefined || outcome instanceof AppError) continue;
    if (!('kind' in outcome)) pictures.push({ ...outcome, path });
    else if (outcome.kind === 'volume') for (const other of outcome.claimed) claimed.add(other);
  }
  return pictures.filter(({ path, facts }) => facts.frames === 1 && !claimed.has(path));
}

/** Slices of one volume have one size and kind of sample. */
function kindOf({ facts: { widthPx, heightPx, channels, bitDepth } }: Picture): string {
  return [widthPx, heightPx, channels, bitDepth > 8].join(' ');
}
