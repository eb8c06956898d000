// Computes a run folder as it lies there, without a workspace: on a cluster node, or to repeat an archived run.
import { setTimeout as delay } from 'node:timers/promises';
import type { RunEvent, RunState } from '../../shared/domain/runEvent.ts';
import type { AppError } from '../../shared/errors.ts';
import { type EngineOptions, startEngine } from '../engine/host/client.ts';
import { readConfig } from '../engine/host/runFolder.ts';
import { newEvents } from './newEvents.ts';

export interface FitFolderOptions {
  /** Aborted to stop after the step, with a checkpoint: the run reads `interrupted`. */
  interrupt?: AbortSignal;
  /** Aborted to kill the engine at once. */
  kill?: AbortSignal;
  onEvent?: (event: RunEvent) => void;
  engine?: Pick<EngineOptions, 'nodePath' | 'entry' | 'env'>;
}

export interface FitFolderResult {
  state: RunState;
  error: AppError | null;
}

const pollMs = 200;

/** Starts an engine on the folder and waits for its end. Errors: `notFound`, `damaged` for what is no run folder. */
export async function fitFolder(folder: string, options: FitFolderOptions = {}): Promise<FitFolderResult> {
  readConfig(folder);
  const readNew = newEvents(folder);
  readNew(); // what earlier attempts have said
  const last: { state: RunState } = { state: 'interrupted' };
  const take = (event: RunEvent): void => {
    if (event.type === 'state') last.state = event.state === 'resumed' ? 'running' : event.state;
    options.onEvent?.(event);
  };
  const engine = startEngine({ ...options.engine, runFolder: folder });
  if (options.interrupt?.aborted) engine.disconnect();
  options.interrupt?.addEventListener('abort', engine.disconnect);
  options.kill?.addEventListener('abort', engine.kill);
  let isAlive = true;
  const exited = engine.exited.finally(() => {
    isAlive = false;
  });
  while (isAlive) {
    await Promise.race([exited, delay(pollMs)]);
    for (const event of readNew()) take(event);
  }
  const { error } = await exited;
  // An engine that was killed did not say how it ended.
  const hasEnded = last.state !== 'running' && last.state !== 'paused';
  return { state: hasEnded ? last.state : 'interrupted', error };
}
