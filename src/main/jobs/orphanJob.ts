// A run whose engine outlived the Fovea that started it: followed again until its lock is free. Its channel is gone, so it is on its
// way to `interrupted`, unless it was started by hand or by a cluster.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunLocked } from '../engine/host/runLock.ts';
import { type JobContext, runFolderOf } from './context.ts';
import { settleRun } from './endState.ts';
import { followRun } from './followRun.ts';
import { type RunJob, sendCommand } from './runJob.ts';

const lockPollMs = 250;

/** Follows a run whose lock is held. `pid`: its engine as the queue recorded it, killed only while it still is that engine. */
export function followOrphan(context: JobContext, run: string, pid: number | null): RunJob {
  const folder = runFolderOf(context, run);
  const follower = followRun(context, run);
  const closing = new AbortController();
  const exited = (async () => {
    while (!closing.signal.aborted && isRunLocked(folder)) await delay(lockPollMs);
  })();
  const done = exited.then(async () => {
    await follower.stop();
    return closing.signal.aborted && isRunLocked(folder) ? context.workspace.store.runs.get(run).state : settleRun(context, run);
  });
  const kill = (): void => {
    if (pid !== null && isEngineOf(pid, folder)) process.kill(pid, 'SIGKILL');
  };
  return {
    run,
    done,
    command: command => sendCommand({ folder, command, graceMs: context.graceMs, exited, kill }),
    close: async () => {
      closing.abort();
      await done;
    },
  };
}

/** Process numbers are used again; the command line tells whether this one still works on the folder. */
function isEngineOf(pid: number, folder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(folder);
  } catch {
    return false;
  }
}
