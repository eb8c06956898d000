// Follows events.jsonl of a run folder into the store: live view, crash recovery and import of foreign runs in one mechanism.
// How far it has come is written with the rows in one transaction, so that a kill at any moment repeats nothing and loses nothing.
import { type FSWatcher, watch } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { toAppError } from '../../shared/errors.ts';
import { readEventChunk } from '../engine/host/runEvents.ts';
import { applyEventLines } from './applyEvents.ts';
import { type JobContext, runFolderOf } from './context.ts';
import { loadArtifacts } from './loadArtifacts.ts';

export interface Follower {
  /** Ends after reading what is still there; rejects when that fails. */
  stop(): Promise<void>;
}

const pollMs = 250;
/** Events of this long are put into one transaction: one commit a write would keep the disk busy for nothing. */
const gatherMs = 30;

/** Brings the store up to the last whole line of the run's events and loads the files they announce. */
export async function catchUp(context: JobContext, run: string): Promise<void> {
  while (followChunk(context, run)) await nextTurn();
  await loadArtifacts(context, run);
}

/**
 * Catches up, then goes on as the engine writes. A failure (the disk is full, the store is busy) is tried again: what was not
 * followed is still in the run folder.
 */
export function followRun(context: JobContext, run: string): Follower {
  let stopped = false;
  let problem = '';
  let wake: () => void = () => undefined;
  const sleep = (): Promise<void> =>
    new Promise(resolve => {
      const timer = setTimeout(resolve, pollMs);
      wake = () => {
        clearTimeout(timer);
        setTimeout(resolve, gatherMs);
        wake = () => undefined;
      };
    });
  const watcher = watchFolder(runFolderOf(context, run), () => wake());
  const following = (async () => {
    while (!stopped) {
      try {
        await catchUp(context, run);
        problem = '';
      } catch (thrown) {
        const error = toAppError(thrown);
        if (error.message !== problem) context.onProblem(error);
        problem = error.message;
      }
      if (!stopped) await sleep();
    }
    watcher?.close();
  })();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await following;
      await catchUp(context, run);
    },
  };
}

/** Applies one piece of events.jsonl; true when there may be more. */
function followChunk(context: JobContext, run: string): boolean {
  const { store } = context.workspace;
  const folder = runFolderOf(context, run);
  const { eventByte, state, attempt } = store.runs.get(run);
  const chunk = readEventChunk(folder, eventByte);
  // Whole lines are never cut, so a shorter file is another file: it is read from the start, which repeats no row.
  if (chunk.sizeBytes < eventByte) {
    store.runs.setFollowed(run, 0, 0);
    return chunk.sizeBytes > 0;
  }
  if (chunk.lines.length === 0) return false;
  const events = store.transaction(() => {
    const applied = applyEventLines(store, run, folder, chunk.lines);
    store.runs.setFollowed(run, chunk.nextByte, Math.max(attempt, ...applied.map(event => event.attempt)));
    return applied;
  });
  context.notifications.publish({ topic: 'run', run, events });
  if (store.runs.get(run).state !== state) context.notifications.publish({ topic: 'runs' });
  return true;
}

/** Polling alone is enough; the watch only makes it prompt. Some file systems and full inotify tables refuse it. */
function watchFolder(folder: string, onChange: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => {
      if (name === 'events.jsonl') onChange();
    });
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch (error) {
    const { details } = toAppError(error);
    if (details.systemCode === undefined) throw error;
    return null;
  }
}
