// Stays with a run in the foreground: a live line of progress, a line an epoch, and the run's end as the command's end.
import { setTimeout as delay } from 'node:timers/promises';
import { decodeMetricValue, type RunEvent, type RunState } from '../../shared/domain/runEvent.ts';
import { AppError } from '../../shared/errors.ts';
import { formatDuration, formatNumber } from '../../shared/units.ts';
import type { Backend, JobContext, RunDetails } from '../backend.ts';
import type { CommandRun } from './command.ts';
import type { Output } from './output.ts';
import type { Operations } from './workspaces.ts';

const pollMs = 300;

/**
 * Waits for the run's end. Ctrl-C once: the engine finishes its step, writes a checkpoint and the run reads interrupted; twice: it is
 * killed. Errors: what the run failed of; `interrupted` for a run that did not finish.
 */
export async function watchRun(command: CommandRun, { context, queue, killEngines }: Backend, run: string): Promise<void> {
  const { output, interruption } = command;
  const view = new RunView(output);
  const unsubscribe = context.notifications.subscribe(({ change }) => {
    if (change.topic === 'run' && change.run === run) for (const event of change.events) view.show(event);
  });
  const interrupt = (): void => void queue.close();
  interruption.signal.addEventListener('abort', interrupt);
  interruption.kill.addEventListener('abort', killEngines);
  if (interruption.signal.aborted) interrupt();
  let state: RunState;
  try {
    state = await queue.ended(run);
  } finally {
    unsubscribe();
  }
  requireFinished(context.workspace.store.runs.get(run), state);
}

/**
 * The same for a run that another process is at work on: what it writes is followed, and Ctrl-C only ends the watching.
 * Errors: as above.
 */
export async function watchRemoteRun(
  { output, interruption }: CommandRun,
  context: JobContext,
  ops: Operations,
  run: string,
): Promise<void> {
  const view = new RunView(output);
  const follow = ops.followRunEvents(context, run);
  for (;;) {
    for (const event of follow()) view.show(event);
    const row = context.workspace.store.runs.get(run);
    const isLoaded = context.workspace.store.artifacts.notLoaded(run).length === 0;
    if (isLoaded && ['finished', 'failed', 'cancelled', 'interrupted'].includes(row.state)) return requireFinished(row, row.state);
    if (interruption.signal.aborted) {
      throw new AppError('interrupted', `Run ${row.name} goes on in the other process. End it with: fovea runs stop ${row.name}`);
    }
    await delay(pollMs);
  }
}

function requireFinished({ id, name, error }: Pick<RunDetails, 'id' | 'name' | 'error'>, state: RunState): void {
  if (state === 'finished') return;
  if (state === 'failed' && error !== null) throw AppError.fromJSON(error);
  throw new AppError('interrupted', `Run ${name} is ${state}. Go on with: fovea runs resume ${name}`, {
    details: { run: id, name, state },
  });
}

/** Turns a run's events into lines. */
export class RunView {
  private readonly output: Output;
  /** Of the phase in progress: where the estimate of the remaining time starts. */
  private start: { phase: string; done: number; atMs: number } | null = null;
  private epoch: { number: number; values: Map<string, number> } = { number: 0, values: new Map() };

  constructor(output: Output) {
    this.output = output;
  }

  show(event: RunEvent): void {
    if (event.type === 'progress') this.output.live(this.progressText(event));
    else if (event.type === 'metric') this.collect(event);
    else if (event.type === 'artifact' && event.kind === 'checkpoint') this.endEpoch();
    else if (event.type === 'log' && (event.level === 'warn' || event.level === 'error')) this.output.note(event.message);
    else if (event.type === 'state' && event.state === 'resumed') this.output.note(`Resumed from step ${event.fromStep}.`);
  }

  private progressText({ phase, done, total, timeMs, itemsPerSecond }: Extract<RunEvent, { type: 'progress' }>): string {
    if (this.start?.phase !== phase || this.start.done > done) this.start = { phase, done, atMs: timeMs };
    const { done: from, atMs } = this.start;
    const leftMs = done > from ? ((timeMs - atMs) / (done - from)) * (total - done) : null;
    const parts = [
      `${phase} ${formatNumber(done)} of ${formatNumber(total)}`,
      ...(itemsPerSecond === undefined ? [] : [`${formatNumber(itemsPerSecond)} scans/s`]),
      ...(leftMs === null || done >= total ? [] : [`${formatDuration(leftMs)} left`]),
    ];
    return parts.join(' · ');
  }

  private collect({ series, epoch, value }: Extract<RunEvent, { type: 'metric' }>): void {
    if (!Number.isInteger(epoch)) return;
    if (epoch !== this.epoch.number) this.epoch = { number: epoch, values: new Map() };
    this.epoch.values.set(series, decodeMetricValue(value));
  }

  /** The metrics of an epoch come one by one, with and without a validation; its checkpoint comes after them all. */
  private endEpoch(): void {
    const { number, values } = this.epoch;
    const shown = { 'train/epochLoss': 'training loss', 'val/loss': 'validation loss', 'val/balancedAccuracy': 'balanced accuracy' };
    const parts = Object.entries(shown).flatMap(([series, title]) => {
      const value = values.get(series);
      return value === undefined ? [] : [`${title} ${formatNumber(value, 3)}`];
    });
    if (parts.length > 0) this.output.note(`epoch ${number}: ${parts.join(', ')}`);
    values.clear();
  }
}
