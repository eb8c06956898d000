// Takes a deleted run back out of the trash: its folder is followed again from the start, and what was noted about it returns.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runStateSchema } from '../../shared/domain/runEvent.ts';
import { rerunModes } from '../../shared/domain/runList.ts';
import { AppError, toAppError } from '../../shared/errors.ts';
import { readJsonFile } from '../engine/host/runFolder.ts';
import { type Run, terminalRunStates } from '../store/run.ts';
import { type JobContext, runFolderOf } from './context.ts';
import { takeIn } from './importRun.ts';
import { listTrash } from './trash.ts';

const trashedRunSchema = z.object({
  id: z.string(),
  name: z.string(),
  parent: z.string().nullable(),
  createdMs: z.int(),
  state: runStateSchema,
  finishedMs: z.int().nullable(),
  error: z.looseObject({ code: z.string(), message: z.string() }).nullable(),
  note: z.string().default(''),
  tags: z.array(z.string()).default([]),
  rerun: z.enum(rerunModes).nullable().default(null),
});

/** `entry`: its id in the trash. Errors: `notFound` once the trash was emptied; `conflict` when the run is back already. */
export async function restoreRun(context: JobContext, entry: string): Promise<Run> {
  const { store, paths } = context.workspace;
  const place = join(paths.trash, entry);
  if (!listTrash(context).some(({ id, kind }) => id === entry && kind === 'run') || !existsSync(join(place, 'folder'))) {
    throw new AppError('notFound', `Expected a deleted run in the trash, received '${entry}'. The trash may have been emptied since.`);
  }
  const { id, name, parent, note, tags, state, finishedMs, error, ...origin } = readJsonFile(join(place, 'run.json'), trashedRunSchema);
  const folder = runFolderOf(context, id);
  if (existsSync(folder)) throw new AppError('conflict', `Expected no run ${id} in the workspace, but it is back already.`);
  try {
    renameSync(join(place, 'folder'), folder);
  } catch (thrown) {
    throw toAppError(thrown);
  }
  await takeIn(context, id, name);
  store.transaction(() => {
    store.runs.annotate(id, { name, note, tags });
    // How it ended may stand in no event: its engine was killed, or never started.
    if (terminalRunStates.includes(state)) store.runs.setState(id, state, finishedMs ?? Date.now());
    if (error !== null) store.runs.setError(id, error);
    store.runs.setOrigin(id, { ...origin, parent: parent !== null && store.runs.find(parent)?.id === parent ? parent : null });
  });
  rmSync(place, { recursive: true });
  context.notifications.publish({ topic: 'runs' });
  return store.runs.get(id);
}
