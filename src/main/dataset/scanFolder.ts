// Reads every file of a folder in worker threads; can be cancelled at any moment and taken up again from its journal.
import { realpath } from 'node:fs/promises';
import { extname } from 'node:path';
import { imageExtensionsOf } from '../../shared/domain/importProposal.ts';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import { programFile } from '../programFile.ts';
import type { FileTask, InspectedFile } from './fileTask.ts';
import { imageFormats } from './formats/index.ts';
import { type Progress, ProgressMeter } from './progress.ts';
import { openScanJournal, type ScanJournal, type ScanRecord } from './scanJournal.ts';
import { type FolderEntry, walkFolder } from './walkFolder.ts';
import { mapInWorkers } from './workerPool.ts';

export interface ScanOptions {
  workers?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Where progress is kept for a restart. The caller deletes the file once the result is safe. */
  journalPath?: string | undefined;
  /** Files that are listed as ignored without being read. */
  leavesOut?: ((path: string) => boolean) | undefined;
}

export interface FolderScan {
  /** The folder with links resolved. */
  root: string;
  /** Readable images, in the order of the walk. */
  records: ScanRecord[];
  unreadable: { name: string; code: ErrorCode; reason: string }[];
  ignored: { name: string; reason: string }[];
  /** How many records came from the journal. */
  resumed: number;
}

type Outcome = { record: ScanRecord } | { error: AppError };
type FileEntry = Extract<FolderEntry, { kind: 'file' }>;

const imageExtensions = imageExtensionsOf(Object.values(imageFormats).flatMap(format => format.extensions));

const workerModule = programFile('scanWorker');

/**
 * Every file ends in exactly one list. Files that an earlier session could not read are tried again.
 * Errors: those of `walkFolder` for the root and of `openScanJournal`; `interrupted` on abort.
 */
export async function* scanFolder(folder: string, options: ScanOptions = {}): AsyncGenerator<Progress, FolderScan> {
  const entries = yield* listFolder(folder, options);
  const root = await realpath(folder);
  const journal = options.journalPath === undefined ? null : await openScanJournal(options.journalPath, root);
  try {
    const outcomes = new Map<string, Outcome>();
    for (const entry of entries) {
      const record = entry.kind === 'file' ? journal?.find(entry) : undefined;
      if (record !== undefined) outcomes.set(entry.path, { record });
    }
    const resumed = outcomes.size;
    yield* readFiles(root, entries.filter(isFile), outcomes, journal, options);
    return { ...sortOut(entries, outcomes), root, resumed };
  } finally {
    await journal?.close();
  }
}

async function* listFolder(folder: string, { signal, leavesOut }: ScanOptions): AsyncGenerator<Progress, FolderEntry[]> {
  const entries: FolderEntry[] = [];
  const meter = new ProgressMeter('list', 0);
  for await (const entry of walkFolder(folder, signal)) {
    const isLeftOut = entry.kind === 'file' && leavesOut?.(entry.path) === true;
    entries.push(isLeftOut ? { kind: 'ignored', path: entry.path, reason: 'not of the classes asked for' } : entry);
    const progress = meter.due(entries.length);
    if (progress !== null) yield progress;
  }
  return entries;
}

async function* readFiles(
  root: string,
  files: FileEntry[],
  outcomes: Map<string, Outcome>,
  journal: ScanJournal | null,
  options: ScanOptions,
): AsyncGenerator<Progress, void> {
  const entryOf = new Map(files.map(file => [file.path, file]));
  const tasks = files.filter(({ path }) => !outcomes.has(path)).map(({ path }): FileTask => ({ kind: 'inspect', root, path }));
  const meter = new ProgressMeter('read', files.length, outcomes.size);
  for await (const batch of mapInWorkers<FileTask, InspectedFile>(workerModule, tasks, options)) {
    const records: ScanRecord[] = [];
    for (const { task, result } of batch) {
      const { path, sizeBytes, mtimeMs } = entryOf.get(task.path) as FileEntry;
      const outcome = result instanceof AppError ? { error: result } : { record: { path, sizeBytes, mtimeMs, file: result } };
      outcomes.set(path, outcome);
      if ('record' in outcome) records.push(outcome.record);
    }
    await journal?.append(records);
    const progress = meter.due(outcomes.size);
    if (progress !== null) yield progress;
  }
  yield meter.at(files.length);
}

function sortOut(entries: FolderEntry[], outcomes: Map<string, Outcome>): Pick<FolderScan, 'records' | 'unreadable' | 'ignored'> {
  const scan: Pick<FolderScan, 'records' | 'unreadable' | 'ignored'> = { records: [], unreadable: [], ignored: [] };
  for (const entry of entries) {
    const name = entry.path;
    if (entry.kind === 'ignored') scan.ignored.push({ name, reason: entry.reason });
    else if (entry.kind === 'unreadable') scan.unreadable.push({ name, code: entry.code, reason: entry.reason });
    else {
      const outcome = outcomes.get(name) as Outcome;
      if ('record' in outcome) scan.records.push(outcome.record);
      else if (isOtherFile(name, outcome.error)) scan.ignored.push({ name, reason: 'neither named nor made like an image' });
      else scan.unreadable.push({ name, code: outcome.error.code, reason: outcome.error.message });
    }
  }
  return scan;
}

function isFile(entry: FolderEntry): entry is FileEntry {
  return entry.kind === 'file';
}

/** A table, a text, an archive: neither its name nor its first bytes promise an image. */
function isOtherFile(path: string, error: AppError): boolean {
  return !imageExtensions.has(extname(path).toLowerCase()) && error.code === 'unsupportedFormat' && error.details.known !== undefined;
}
