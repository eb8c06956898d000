// Run folders from elsewhere (a cluster, another workspace, a backup): copied in, then followed like any other run.
import { existsSync, lstatSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError, toAppError } from '../../shared/errors.ts';
import { readConfig, readManifest, runFolderNames } from '../engine/host/runFolder.ts';
import { isRunLocked } from '../engine/host/runLock.ts';
import type { Run } from '../store/run.ts';
import { type JobContext, runFolderOf } from './context.ts';
import { newRunId } from './createRun.ts';
import { settleRun } from './endState.ts';
import { catchUp } from './followRun.ts';

/** Copies a run folder into the workspace. Errors: `notFound`, `damaged` for what is no run folder; `locked` while its engine works. */
export async function importRunFolder(context: JobContext, source: string): Promise<Run> {
  readConfig(source);
  readManifest(source);
  if (isRunLocked(source)) {
    throw new AppError('locked', `Expected a run folder at rest, but an engine is at work in ${source}. Import it once that has ended.`);
  }
  const name = basename(resolve(source));
  const id = /^\w[\w.-]*$/.test(name) && !existsSync(runFolderOf(context, name)) ? name : newRunId(Date.now());
  const partial = join(context.workspace.paths.incoming, id);
  try {
    await cp(source, partial, { recursive: true, filter: isOwnFile });
    renameSync(partial, runFolderOf(context, id));
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw toAppError(error);
  }
  return takeIn(context, id, name);
}

/** Takes in folders in runs/ that the store does not know, as after going back to a backup of the store. */
export async function adoptRunFolders(context: JobContext): Promise<void> {
  const { store, paths } = context.workspace;
  for (const entry of readdirSync(paths.runs, { withFileTypes: true })) {
    if (entry.name.endsWith('.partial')) rmSync(join(paths.runs, entry.name), { recursive: true, force: true });
    else if (
      entry.isDirectory() &&
      existsSync(join(paths.runs, entry.name, runFolderNames.config)) &&
      store.runs.find(entry.name) === null
    ) {
      await takeIn(context, entry.name, entry.name).catch(error => context.onProblem(toAppError(error)));
    }
  }
}

/** The lock file stays behind. Errors: `badInput` for a link, which could lead out of the folder. */
function isOwnFile(path: string): boolean {
  if (lstatSync(path).isSymbolicLink()) {
    throw new AppError('badInput', `Expected a run folder of plain files, received the link ${path}. Replace it by what it points to.`);
  }
  return basename(path) !== runFolderNames.lock;
}

/** Gives a run folder its row and follows its events to the end. */
export async function takeIn(context: JobContext, id: string, name: string): Promise<Run> {
  const { store } = context.workspace;
  const folder = runFolderOf(context, id);
  const config = readConfig(folder);
  const createdMs = Math.round(statSync(join(folder, runFolderNames.config)).mtimeMs);
  const dataset = store.datasets.find(config.data.dataset);
  const split = dataset === null ? undefined : store.splits.list(dataset.id).find(candidate => candidate.name === config.data.split);
  const links = { parent: null, dataset: dataset?.id ?? null, split: split?.id ?? null };
  store.runs.insert({ id, name, kind: config.kind, state: 'running', config, ...links, createdMs });
  await catchUp(context, id);
  if (!isRunLocked(folder)) settleRun(context, id);
  return store.runs.get(id);
}
