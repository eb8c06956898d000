// Deleting moves to trash/, with its size; emptying the trash is a separate act.
import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { writeFileAtomic } from '../atomicFile.ts';
import { readJsonFile, toJsonText } from '../engine/host/runFolder.ts';
import { isRunLocked } from '../engine/host/runLock.ts';
import { type JobContext, runFolderOf } from './context.ts';

const trashEntrySchema = z.strictObject({
  /** Folder name inside trash/. */
  id: z.string(),
  kind: z.enum(['run', 'dataset']),
  name: z.string(),
  sizeBytes: z.int(),
  deletedMs: z.int(),
});
export type TrashEntry = z.infer<typeof trashEntrySchema>;

const descriptionName = 'trash.json';

/** Moves a run's folder to the trash and removes its rows. Errors: `notFound`; `conflict` while it is queued or at work. */
export async function deleteRun(context: JobContext, idOrName: string): Promise<TrashEntry> {
  const { store } = context.workspace;
  const run = store.runs.get(idOrName);
  const folder = runFolderOf(context, run.id);
  if (store.jobs.list().some(job => job.run === run.id) || isRunLocked(folder)) {
    throw new AppError('conflict', `Expected a run that is not queued or at work, but ${run.name} is ${run.state}. Cancel it first.`);
  }
  const sizeBytes = existsSync(folder) ? await folderSizeBytes(folder) : 0;
  const { entry, place } = newEntry(context, { id: run.id, kind: 'run', name: run.name, sizeBytes });
  writeFileAtomic(join(place, 'run.json'), toJsonText(run));
  if (existsSync(folder)) renameSync(folder, join(place, 'folder'));
  store.runs.delete(run.id);
  context.notifications.publish({ topic: 'runs' });
  return entry;
}

/** Writes a data set's rows (items, patients, volumes with what was stated of them, labels, splits) as files to the trash and removes them. The images lie elsewhere and stay. */
export async function deleteDataset(context: JobContext, idOrName: string): Promise<TrashEntry> {
  const { store } = context.workspace;
  const dataset = store.datasets.get(idOrName);
  const { entry, place } = newEntry(context, { id: dataset.id, kind: 'dataset', name: dataset.name, sizeBytes: 0 });
  const splits = store.splits.list(dataset.id).map(split => ({ ...split, items: store.splits.items(split.id) }));
  const items = store.items.list(dataset.id);
  writeFileAtomic(join(place, 'dataset.json'), toJsonText({ dataset, roots: store.importRoots.list() }));
  writeFileAtomic(join(place, 'patients.jsonl'), toLines(store.patients.ofDataset(dataset.id)), { mode: 0o600 });
  writeFileAtomic(join(place, 'items.jsonl'), toLines(items));
  writeFileAtomic(
    join(place, 'volumes.jsonl'),
    toLines(items.filter(({ series }) => series !== null).map(({ id }) => volumeOf(context, id))),
  );
  writeFileAtomic(join(place, 'labels.jsonl'), toLines(store.labels.eventsOfDataset(dataset.id)));
  writeFileAtomic(join(place, 'splits.jsonl'), toLines(splits));
  const sizeBytes = await folderSizeBytes(place);
  writeFileAtomic(join(place, descriptionName), toJsonText({ ...entry, sizeBytes }));
  store.datasets.delete(dataset.id);
  context.notifications.publish({ topic: 'datasets' });
  return { ...entry, sizeBytes };
}

function volumeOf({ workspace: { store } }: JobContext, item: string): object {
  return { ...store.volumes.find(item), statements: store.volumes.history(item) };
}

/** Newest first. */
export function listTrash(context: JobContext): TrashEntry[] {
  const { trash } = context.workspace.paths;
  return readdirSync(trash)
    .filter(name => existsSync(join(trash, name, descriptionName)))
    .map(name => readJsonFile(join(trash, name, descriptionName), trashEntrySchema))
    .sort((a, b) => b.deletedMs - a.deletedMs);
}

/** Deletes for good what is in the trash and returns the bytes freed. */
export async function emptyTrash(context: JobContext): Promise<number> {
  const { trash } = context.workspace.paths;
  const sizeBytes = await folderSizeBytes(trash);
  for (const name of readdirSync(trash)) await rm(join(trash, name), { recursive: true });
  return sizeBytes;
}

/** Bytes of all files below a folder; links are counted, not followed. */
export async function folderSizeBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  let sizeBytes = 0;
  for (const entry of entries) if (!entry.isDirectory()) sizeBytes += (await lstat(join(entry.parentPath, entry.name))).size;
  return sizeBytes;
}

function newEntry(context: JobContext, what: Omit<TrashEntry, 'deletedMs'>): { entry: TrashEntry; place: string } {
  const deletedMs = Date.now();
  const entry = { ...what, id: `${what.id}-${deletedMs}`, deletedMs };
  const place = join(context.workspace.paths.trash, entry.id);
  mkdirSync(place, { mode: 0o700 });
  writeFileAtomic(join(place, descriptionName), toJsonText(entry));
  return { entry, place };
}

function toLines(values: readonly unknown[]): string {
  return values.map(value => `${JSON.stringify(value)}\n`).join('');
}
