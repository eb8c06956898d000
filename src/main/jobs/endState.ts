// What became of a run whose engine is gone: what it wrote itself, else what its process's end tells.
import type { RunState } from '../../shared/domain/runEvent.ts';
import { AppError } from '../../shared/errors.ts';
import type { EngineExit } from '../engine/host/client.ts';
import { terminalRunStates } from '../store/run.ts';
import type { JobContext } from './context.ts';

/** Signals by which somebody ends a process that is not at fault; the run can simply go on. */
const outsideSignals: readonly (string | null)[] = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'];

/**
 * Settles the state of a run whose engine is gone and whose events have been followed to the end. Without an `exit` (the engine was
 * another process's child) a run that did not end by itself is interrupted.
 */
export function settleRun(context: JobContext, id: string, exit?: EngineExit): RunState {
  const { store } = context.workspace;
  const run = store.runs.get(id);
  if (terminalRunStates.includes(run.state)) {
    if (run.state === 'failed' && run.error !== null && exit !== undefined) {
      store.runs.setError(id, { ...run.error, details: { ...run.error.details, lastLines: exit.lastLines } });
    }
  } else {
    const { state, error } = judge(exit);
    store.transaction(() => {
      store.runs.setState(id, state, Date.now());
      store.runs.setError(id, error.toJSON());
    });
  }
  context.notifications.publish({ topic: 'runs' });
  return store.runs.get(id).state;
}

function judge(exit: EngineExit | undefined): { state: RunState; error: AppError } {
  if (exit === undefined) {
    const message = 'The engine ended without saying so: it, Fovea or the machine was stopped. Resume the run from its last checkpoint.';
    return { state: 'interrupted', error: new AppError('interrupted', message) };
  }
  const silent = 'Expected the engine to say how the run ended, but it exited without a word. Resume the run from its last checkpoint.';
  const error = exit.error ?? new AppError('engineCrashed', silent, { details: { lastLines: exit.lastLines } });
  const interrupted = error.code !== 'outOfMemory' && outsideSignals.includes(exit.signal);
  return { state: interrupted ? 'interrupted' : 'failed', error };
}
