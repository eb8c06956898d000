// Runs an interactive engine in this process for the parent that asks over the channel, until it is not needed any more.
import { AppError } from '../../../shared/errors.ts';
import { tensorflowBackend } from '../tensorflow/backend.ts';
import { InteractiveEngine } from './interactive.ts';

export interface ServeOptions {
  /** How long the process waits for another request. */
  idleMs: number;
  /** Aborted when the parent is gone or the process is told to end. */
  interrupted: AbortSignal;
}

/** Longer timers fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Answers until nothing was asked for `idleMs` after an answer, or the parent is gone.
 * Errors: `environment` without TensorFlow; `interrupted` when told to end while the parent lives.
 */
export async function serveInteractive({ idleMs, interrupted }: ServeOptions): Promise<void> {
  if (process.send === undefined) throw new AppError('usage', 'Expected a parent process that asks over a channel, received none.');
  tensorflowBackend();
  const engine = new InteractiveEngine(reply => new Promise(resolve => process.send?.(reply, () => resolve())));
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  process.on('message', async message => {
    clearTimeout(timer);
    await engine.receive(message);
    if (engine.isIdle) timer = setTimeout(resolve, Math.min(idleMs, longestTimerMs));
  });
  const end = (): void => {
    if (process.connected) reject(new AppError('interrupted', 'The engine was told to end.'));
    else resolve();
  };
  interrupted.addEventListener('abort', end);
  if (interrupted.aborted) end();
  await ended;
}
