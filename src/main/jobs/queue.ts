// The queue of runs: one at work at a time, the others waiting in an order that can be seen and changed; it survives a restart.
import type { Control, RunState } from '../../shared/domain/runEvent.ts';
import { AppError, toAppError } from '../../shared/errors.ts';
import { isRunLocked } from '../engine/host/runLock.ts';
import type { Job } from '../store/job.ts';
import { terminalRunStates } from '../store/run.ts';
import { type JobContext, runFolderOf } from './context.ts';
import { settleRun } from './endState.ts';
import { catchUp } from './followRun.ts';
import { adoptRunFolders } from './importRun.ts';
import { loadArtifacts } from './loadArtifacts.ts';
import { followOrphan } from './orphanJob.ts';
import { type RunJob, startRunJob } from './runJob.ts';

export interface Queue {
  /** Puts a new run, or one to be resumed, at the end. Errors: `notFound`; `conflict` when it is queued, at work or finished. */
  enqueue(run: string): void;
  /** The run at work first, then those that wait, in order. */
  list(): Job[];
  /** Moves a waiting run to a place among the waiting ones, 0 being next. Errors: `conflict` when it does not wait. */
  move(run: string, index: number): void;
  /** Pause, resume or stop the run at work; cancel also takes a waiting run out. Errors: `conflict` when the run is in no such state. */
  command(run: string, command: Control['command']): void;
  /** The state that a queued run ends in; at once for one that is not queued. */
  ended(run: string): Promise<RunState>;
  /** Starts no further run and ends the one at work as interrupted. Waiting runs go on waiting in the store. */
  close(): Promise<void>;
}

/**
 * Opens the queue: first settles what an earlier process left behind, then goes on with the runs that wait. A process that is there
 * for one errand gives `onlyOwn`: it starts what it enqueues itself and lets the others wait.
 */
export async function openQueue(context: JobContext, options: { onlyOwn?: boolean } = {}): Promise<Queue> {
  const { store } = context.workspace;
  const active = new Map<string, RunJob>();
  const waiters = new Map<string, ((state: RunState) => void)[]>();
  const own = new Set<string>();
  let closed = false;
  let starting: { run: string; done: Promise<void> } | null = null;

  const changed = (): void => context.notifications.publish({ topic: 'queue' });

  const finish = (run: string): void => {
    active.delete(run);
    store.jobs.delete(run);
    changed();
    for (const resolve of waiters.get(run) ?? []) resolve(store.runs.get(run).state);
    waiters.delete(run);
    pump();
  };

  const fail = (run: string, thrown: unknown): void => {
    store.runs.setState(run, 'failed', Date.now());
    store.runs.setError(run, toAppError(thrown).toJSON());
    context.notifications.publish({ topic: 'runs' });
  };

  const work = (job: RunJob): void => {
    active.set(job.run, job);
    void job.done
      .catch(error => fail(job.run, error))
      .then(() => {
        if (!closed) finish(job.run);
      })
      .catch(error => context.onProblem(toAppError(error)));
  };

  const pump = (): void => {
    const next = store.jobs.list().find(job => job.state === 'waiting' && (options.onlyOwn !== true || own.has(job.run)));
    if (closed || starting !== null || active.size > 0 || next === undefined) return;
    store.jobs.setRunning(next.run, null);
    const done = startRunJob(context, next.run).then(
      job => {
        starting = null;
        work(job);
        changed();
      },
      error => {
        starting = null;
        fail(next.run, error);
        finish(next.run);
      },
    );
    starting = { run: next.run, done };
    done.catch(error => context.onProblem(toAppError(error)));
  };

  const waiting = (run: string): boolean => store.jobs.list().some(job => job.run === run && job.state === 'waiting');

  await settleLeftovers(context, work);
  pump();

  return {
    list: () => store.jobs.list(),
    enqueue: name => {
      const run = store.runs.get(name);
      if (active.has(run.id) || store.jobs.list().some(job => job.run === run.id)) {
        throw new AppError('conflict', `Expected a run that is not in the queue, but ${run.name} is there already (${run.state}).`);
      }
      if (run.state === 'finished') {
        throw new AppError('conflict', `Expected a run that can go on, but ${run.name} is finished. Use rerun to compute it again.`);
      }
      store.transaction(() => {
        store.jobs.add(run.id, Date.now());
        store.runs.setState(run.id, 'queued', Date.now());
      });
      own.add(run.id);
      context.notifications.publish({ topic: 'runs' });
      changed();
      pump();
    },
    move: (run, index) => {
      if (!waiting(run)) throw new AppError('conflict', `Expected a run that waits in the queue, received '${run}'. See the queue's list.`);
      store.jobs.move(run, index);
      changed();
    },
    command: (run, command) => {
      const job = active.get(run);
      if (job !== undefined) return job.command(command);
      if (starting?.run === run) {
        void starting.done.then(() => active.get(run)?.command(command)).catch(error => context.onProblem(toAppError(error)));
        return;
      }
      if (command !== 'cancel' || !waiting(run)) {
        const { state } = store.runs.get(run);
        throw new AppError('conflict', `Expected a run at work to ${command}, but ${run} is ${state}.`, { details: { run, state } });
      }
      store.transaction(() => {
        // A run that was to be resumed falls back to what it was before.
        store.runs.setState(run, store.runs.get(run).attempt > 0 ? 'interrupted' : 'cancelled', Date.now());
        store.jobs.delete(run);
      });
      context.notifications.publish({ topic: 'runs' });
      finish(run);
    },
    ended: run =>
      store.jobs.list().some(job => job.run === run)
        ? new Promise(resolve => waiters.set(run, [...(waiters.get(run) ?? []), resolve]))
        : Promise.resolve(store.runs.get(run).state),
    close: async () => {
      closed = true;
      await starting?.done;
      await Promise.all([...active.values()].map(job => job.close()));
      for (const run of active.keys()) {
        // An engine of an earlier process that is still at work keeps its row, and with it its process number.
        if (terminalRunStates.includes(store.runs.get(run).state)) store.jobs.delete(run);
      }
      for (const [run, resolvers] of waiters) for (const resolve of resolvers) resolve(store.runs.get(run).state);
    },
  };
}

/**
 * The orphan rules: a run marked as running or paused whose lock is free becomes interrupted; one whose lock is held is followed again.
 * Folders in runs/ that the store does not know are taken in, and announced files that were not loaded are loaded.
 */
async function settleLeftovers(context: JobContext, work: (job: RunJob) => void): Promise<void> {
  const { store } = context.workspace;
  await adoptRunFolders(context);
  const jobs = store.jobs.list();
  for (const run of store.runs.list(['running', 'paused', 'queued'])) {
    const job = jobs.find(candidate => candidate.run === run.id);
    if (run.state === 'queued' && job?.state === 'waiting') continue;
    if (isRunLocked(runFolderOf(context, run.id))) {
      work(followOrphan(context, run.id, job?.pid ?? null));
      continue;
    }
    await catchUp(context, run.id);
    settleRun(context, run.id);
  }
  for (const job of store.jobs.list()) {
    const { state } = store.runs.get(job.run);
    if (job.state === 'running' && state !== 'running' && state !== 'paused') store.jobs.delete(job.run);
  }
  for (const run of store.artifacts.runsNotLoaded()) await loadArtifacts(context, run);
}
