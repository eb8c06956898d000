// What a person does to a run that exists: pause, go on, stop, cancel, resume.
import type { Control } from '../../shared/domain/runEvent.ts';
import { writeControl } from '../engine/host/runFolderWriter.ts';
import { isRunLocked } from '../engine/host/runLock.ts';
import type { Run } from '../store/run.ts';
import { type JobContext, runFolderOf } from './context.ts';
import type { Queue } from './queue.ts';

/** Passes a command on to a run at work. Errors: `notFound`; `conflict` when the run is in no state for it. */
export function commandRun(context: JobContext, queue: Queue, idOrName: string, command: Control['command']): Run {
  const { store } = context.workspace;
  const { id } = store.runs.get(idOrName);
  queue.command(id, command);
  return store.runs.get(id);
}

/** Puts a run that was cut off, stopped by a failure or cancelled back into the queue. Errors: `notFound`; `conflict`. */
export function resumeRun(context: JobContext, queue: Queue, idOrName: string): Run {
  const { store } = context.workspace;
  const { id } = store.runs.get(idOrName);
  queue.enqueue(id);
  return store.runs.get(id);
}

/**
 * Asks an engine at work directly, through its run folder: works whoever has started it, and needs no right to write to the store.
 * Returns null when no engine is at work on the run. Errors: `notFound`.
 */
export function commandEngine(context: JobContext, idOrName: string, command: Control['command']): Run | null {
  const run = context.workspace.store.runs.get(idOrName);
  const folder = runFolderOf(context, run.id);
  if (!isRunLocked(folder)) return null;
  writeControl(folder, command);
  return run;
}
