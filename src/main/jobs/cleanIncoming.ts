// Uploads that nothing uses, and journals of imports that nobody took up again, go after a week.
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '../engine/host/runFolder.ts';
import { type JobContext, runFolderOf } from './context.ts';

const keptMs = 7 * 24 * 60 * 60 * 1000;

/** Returns the names of what was removed. A data set's images, and files that a run has predicted or explained, stay. */
export async function cleanIncoming(context: JobContext, nowMs = Date.now()): Promise<string[]> {
  const { incoming } = context.workspace.paths;
  const old: string[] = [];
  for (const name of await readdir(incoming)) {
    if (!name.startsWith('upload-') && !name.endsWith('.journal')) continue;
    if (nowMs - (await stat(join(incoming, name))).mtimeMs > keptMs) old.push(name);
  }
  if (old.length === 0) return [];
  const roots = usedRoots(context);
  const unused = old.filter(name => !roots.some(root => `${root}/`.startsWith(`${join(incoming, name)}/`)));
  for (const name of unused) await rm(join(incoming, name), { recursive: true, force: true });
  return unused;
}

/** Folders that items of data sets and of runs on files lie in. */
function usedRoots(context: JobContext): string[] {
  const { store } = context.workspace;
  const ofRuns = store.runs
    .list()
    .filter(({ kind }) => kind === 'predict' || kind === 'explain')
    .flatMap(({ id }) => manifestRoots(runFolderOf(context, id)));
  return [...store.importRoots.list().map(({ path }) => path), ...new Set(ofRuns)];
}

/** A folder that cannot be read uses nothing that could be shown. */
function manifestRoots(folder: string): string[] {
  try {
    return [...new Set(readManifest(folder).map(({ root }) => root))];
  } catch {
    return [];
  }
}
