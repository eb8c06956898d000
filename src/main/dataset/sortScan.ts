// What was read of a folder, sorted: images, volumes, what cannot be read, and what is neither; each file in one list.
import { extname } from 'node:path';
import { imageExtensionsOf } from '../../shared/domain/importProposal.ts';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import { formatCount } from '../../shared/units.ts';
import type { InspectedFile } from './fileTask.ts';
import { imageFormats } from './formats/index.ts';
import type { ImageRecord } from './scanJournal.ts';
import type { SliceTask } from './sliceTasks.ts';
import type { InspectedSeries } from './volumeTask.ts';
import type { FolderEntry } from './walkFolder.ts';

export type FileEntry = Extract<FolderEntry, { kind: 'file' }>;

/** A series with the file that it is named by. */
export interface ScannedVolume extends InspectedSeries {
  path: string;
  mtimeMs: number;
}

export interface FolderScan {
  /** The folder with links resolved. */
  root: string;
  /** Every file seen. */
  files: number;
  /** Readable images, in the order of the walk. */
  records: ImageRecord[];
  /** In the order of the walk, then of the series in their file. */
  volumes: ScannedVolume[];
  unreadable: { name: string; code: ErrorCode; reason: string }[];
  ignored: { name: string; reason: string }[];
  /** How many files' content was known from the journal. */
  resumed: number;
}

export interface ScanOutcomes {
  /** By path. */
  files: Map<string, InspectedFile | AppError>;
  /** Series of DICOM files, by the path of the first of each. */
  dicom: Map<string, InspectedSeries | AppError>;
  /** By the path of every slice, and of the note beside them. */
  slices: Map<string, { task: SliceTask; outcome: InspectedSeries | AppError }>;
}

type Sorted = Pick<FolderScan, 'records' | 'volumes' | 'unreadable' | 'ignored'>;

const imageExtensions = imageExtensionsOf(Object.values(imageFormats).flatMap(format => format.extensions));

export function sortScan(entries: readonly FolderEntry[], outcomes: ScanOutcomes): Sorted {
  const scan: Sorted = { records: [], volumes: [], unreadable: [], ignored: [] };
  const claimed = new Set([...outcomes.files.values()].flatMap(claimedBy));
  for (const entry of entries) {
    const name = entry.path;
    if (entry.kind === 'ignored') scan.ignored.push({ name, reason: entry.reason });
    else if (entry.kind === 'unreadable') scan.unreadable.push({ name, code: entry.code, reason: entry.reason });
    else if (!claimed.has(name)) placeFile(scan, entry, outcomes);
  }
  return scan;
}

function placeFile(scan: Sorted, { path, sizeBytes, mtimeMs }: FileEntry, { files, dicom, slices }: ScanOutcomes): void {
  const stack = slices.get(path);
  const outcome = files.get(path) as InspectedFile | AppError;
  if (stack !== undefined) {
    placeStack(scan, { path, mtimeMs }, stack.task, stack.outcome);
  } else if (outcome instanceof AppError) {
    if (isOtherFile(path, outcome)) scan.ignored.push({ name: path, reason: 'neither named nor made like an image or a volume' });
    else scan.unreadable.push({ name: path, code: outcome.code, reason: outcome.message });
  } else if (!('kind' in outcome)) {
    scan.records.push({ path, sizeBytes, mtimeMs, file: outcome });
  } else if (outcome.kind === 'dicom') {
    const series = dicom.get(path);
    if (series instanceof AppError) scan.unreadable.push({ name: path, code: series.code, reason: series.message });
    else if (series !== undefined) scan.volumes.push({ ...series, path: series.volume.files[0]?.path ?? path, mtimeMs });
  } else {
    scan.volumes.push(...outcome.series.map(series => ({ ...series, path, mtimeMs })));
    for (const { series, error } of outcome.refused) {
      scan.unreadable.push({ name: `${path}, series ${series + 1}`, code: error.code, reason: error.message });
    }
  }
}

/** Where its first slice is. */
function placeStack(
  scan: Sorted,
  { path, mtimeMs }: Pick<FileEntry, 'path' | 'mtimeMs'>,
  task: SliceTask,
  outcome: InspectedSeries | AppError,
): void {
  if (path !== task.path) return;
  if (!(outcome instanceof AppError)) scan.volumes.push({ ...outcome, path, mtimeMs });
  else scan.unreadable.push({ name: `${path}, ${formatCount(task.paths.length, 'slice')}`, code: outcome.code, reason: outcome.message });
}

function claimedBy(outcome: InspectedFile | AppError): string[] {
  return outcome instanceof AppError || !('kind' in outcome) || outcome.kind !== 'volume' ? [] : outcome.claimed;
}

/** A table, a text, an archive: neither its name nor its first bytes promise an image. */
function isOtherFile(path: string, error: AppError): boolean {
  return !imageExtensions.has(extname(path).toLowerCase()) && error.code === 'unsupportedFormat' && error.details.known !== undefined;
}
