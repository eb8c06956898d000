// Compares a manifest with the files on disk: a run must see what its manifest says.
import type { ManifestItem } from '../../shared/domain/manifest.ts';
import { AppError } from '../../shared/errors.ts';
import { programFile } from '../programFile.ts';
import type { FileTask } from './fileTask.ts';
import { manifestFile } from './manifest.ts';
import { type Progress, ProgressMeter } from './progress.ts';
import { mapInWorkers, type PoolOptions } from './workerPool.ts';

export interface Verification {
  ok: boolean;
  /** Files looked at; several frames may lie in one file. */
  files: number;
  /** Paths of files that are gone, whose content is another, and that cannot be read, in the order of the manifest. */
  missing: string[];
  changed: string[];
  unreadable: { name: string; reason: string }[];
}

/** What is compared: a manifest's items are such. */
export type VerifiedItem = Pick<ManifestItem, 'root' | 'path' | 'sha256'>;

const workerModule = programFile('scanWorker');

/** Hashes every file of a manifest in worker threads. Errors: `interrupted` on abort; `badInput` for a path out of its root. */
export async function* verifyManifest(items: readonly VerifiedItem[], options: PoolOptions = {}): AsyncGenerator<Progress, Verification> {
  const files = new Map(items.map(item => [manifestFile(item), item]));
  const tasks = [...files.values()].map(({ root, path }): FileTask => ({ kind: 'hash', root, path }));
  const found = new Map<string, string | AppError>();
  const meter = new ProgressMeter('verify', tasks.length);
  for await (const batch of mapInWorkers<FileTask, string>(workerModule, tasks, options)) {
    for (const { task, result } of batch) found.set(manifestFile(task), result);
    const progress = meter.due(found.size);
    if (progress !== null) yield progress;
  }
  yield meter.at(tasks.length);
  const verification: Verification = { ok: true, files: tasks.length, missing: [], changed: [], unreadable: [] };
  for (const item of items) {
    const file = manifestFile(item);
    const result = found.get(file);
    if (result === undefined || result === item.sha256) continue;
    found.delete(file); // one entry a file
    verification.ok = false;
    if (!(result instanceof AppError)) verification.changed.push(item.path);
    else if (result.code === 'notFound') verification.missing.push(item.path);
    else verification.unreadable.push({ name: item.path, reason: result.message });
  }
  return verification;
}
