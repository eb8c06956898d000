// Reads every file of a folder in worker threads; can be cancelled at any moment and taken up again from its journal. Volumes are found by
// their content; DICOM files and slices are put together to series once all of them are known.
import { realpath } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';
import { programFile } from '../programFile.ts';
import { dicomTasks } from './dicomTasks.ts';
import type { FileAnswer, FileTask, InspectedFile } from './fileTask.ts';
import { type Progress, ProgressMeter } from './progress.ts';
import { openScanJournal, type ScanJournal, type ScanRecord } from './scanJournal.ts';
import { sliceTasks } from './sliceTasks.ts';
import { type FileEntry, type FolderScan, type ScanOutcomes, sortScan } from './sortScan.ts';
import type { InspectedSeries } from './volumeTask.ts';
import { type FolderEntry, listFiles, walkFolder } from './walkFolder.ts';
import { mapInWorkers } from './workerPool.ts';

export interface ScanOptions {
  workers?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Where progress is kept for a restart. The caller deletes the file once the result is safe. */
  journalPath?: string | undefined;
  /** Files that are listed as ignored without being read. */
  leavesOut?: ((path: string) => boolean) | undefined;
  /** Paths below the folder: these files and no others are looked at. */
  only?: readonly string[] | undefined;
  /** Images of one folder and size that are numbered in sequence are slices of one volume. */
  slices?: boolean | undefined;
}

const workerModule = programFile('scanWorker');

type SeriesTask = Extract<FileTask, { kind: 'dicom' | 'slices' }>;

/**
 * Every file ends in exactly one list, or is part of a volume. Files that an earlier session could not read are tried again.
 * Errors: those of `walkFolder` for the root and of `openScanJournal`; `interrupted` on abort.
 */
export async function* scanFolder(folder: string, options: ScanOptions = {}): AsyncGenerator<Progress, FolderScan> {
  const entries = yield* listFolder(folder, options);
  const root = await realpath(folder);
  const journal = options.journalPath === undefined ? null : await openScanJournal(options.journalPath, root);
  try {
    const files = entries.filter(isFile);
    const known = knownFiles(files, journal);
    const outcomes: ScanOutcomes = { files: new Map(), dicom: new Map(), slices: new Map() };
    for (const [path, record] of known) if ('file' in record) outcomes.files.set(path, record.file);
    yield* readFiles(root, files, known, outcomes, journal, options);
    yield* readSeries(root, files, outcomes, options);
    return { ...sortScan(entries, outcomes), root, files: entries.length, resumed: known.size };
  } finally {
    await journal?.close();
  }
}

async function* listFolder(folder: string, { signal, leavesOut, only }: ScanOptions): AsyncGenerator<Progress, FolderEntry[]> {
  const entries: FolderEntry[] = [];
  const meter = new ProgressMeter('list', 0);
  for await (const entry of only === undefined ? walkFolder(folder, signal) : listFiles(folder, only)) {
    const isLeftOut = entry.kind === 'file' && leavesOut?.(entry.path) === true;
    entries.push(isLeftOut ? { kind: 'ignored', path: entry.path, reason: 'not of the classes asked for' } : entry);
    const progress = meter.due(entries.length);
    if (progress !== null) yield progress;
  }
  return entries;
}

function knownFiles(files: readonly FileEntry[], journal: ScanJournal | null): Map<string, ScanRecord> {
  const known = new Map<string, ScanRecord>();
  for (const entry of files) {
    const record = journal?.find(entry);
    if (record !== undefined) known.set(entry.path, record);
  }
  return known;
}

async function* readFiles(
  root: string,
  files: readonly FileEntry[],
  known: ReadonlyMap<string, ScanRecord>,
  { files: outcomes }: ScanOutcomes,
  journal: ScanJournal | null,
  options: ScanOptions,
): AsyncGenerator<Progress, void> {
  const entryOf = new Map(files.map(file => [file.path, file]));
  const tasks = files
    .filter(({ path }) => !outcomes.has(path))
    .map(({ path }): FileTask => {
      const record = known.get(path);
      return { kind: 'inspect', root, path, sha256: record !== undefined && 'volume' in record ? record.volume : undefined };
    });
  const meter = new ProgressMeter('read', files.length, outcomes.size);
  for await (const batch of mapInWorkers<FileTask, FileAnswer>(workerModule, tasks, options)) {
    const records: ScanRecord[] = [];
    for (const { task, result } of batch) {
      const outcome = result as InspectedFile | AppError;
      outcomes.set(task.path, outcome);
      if (outcome instanceof AppError || known.has(task.path)) continue;
      const { path, sizeBytes, mtimeMs } = entryOf.get(task.path) as FileEntry;
      records.push({ path, sizeBytes, mtimeMs, ...('kind' in outcome ? { volume: outcome.sha256 } : { file: outcome }) });
    }
    await journal?.append(records);
    const progress = meter.due(outcomes.size);
    if (progress !== null) yield progress;
  }
  yield meter.at(files.length);
}

/** What is a volume only together with other files. */
async function* readSeries(
  root: string,
  files: readonly FileEntry[],
  { files: outcomes, dicom, slices }: ScanOutcomes,
  options: ScanOptions,
): AsyncGenerator<Progress, void> {
  const tasks = [...dicomTasks(root, files, outcomes), ...(await sliceTasks(root, files, outcomes, options.slices === true))];
  if (tasks.length === 0) return;
  const meter = new ProgressMeter('series', tasks.length);
  let done = 0;
  for await (const batch of mapInWorkers<SeriesTask, FileAnswer>(workerModule, tasks, options)) {
    for (const { task, result } of batch) {
      const outcome = result as InspectedSeries | AppError;
      if (task.kind === 'dicom') dicom.set(task.path, outcome);
      else for (const path of [...task.paths.map(slice => slice.path), task.note ?? task.path]) slices.set(path, { task, outcome });
    }
    done += batch.length;
    const progress = meter.due(done);
    if (progress !== null) yield progress;
  }
  yield meter.at(tasks.length);
}

function isFile(entry: FolderEntry): entry is FileEntry {
  return entry.kind === 'file';
}
