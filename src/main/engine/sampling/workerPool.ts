// Worker threads that carry out units of work; each has at most two at hand, so that none waits for the main thread.
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/errors.ts';

export type PoolMessage<Unit> = { id: number; unit: Unit };
export type PoolReply<Reply> = { id: number; reply: Reply } | { id: number; error: unknown };

export interface WorkerPool<Unit, Reply> {
  /** Units start in the order of the calls. Rejects with the worker's AppError, or `internal` when a worker died. */
  run(unit: Unit): Promise<Reply>;
  /** Ends the workers; what is still open rejects with `reason`. */
  close(reason?: AppError): Promise<void>;
}

interface Task<Unit, Reply> {
  readonly unit: Unit;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: AppError) => void;
}

const unitsPerWorker = 2;

/**
 * `workerData` goes to every worker together with `workerIndex`. `blame` says in words what a dead worker was at.
 * A worker answers each message `{id, unit}` with `{id, reply}` or `{id, error}`, in order.
 */
export function createWorkerPool<Unit, Reply>(options: {
  url: URL;
  count: number;
  workerData: object;
  blame: (workerIndex: number) => { text: string; details: Record<string, unknown> };
}): WorkerPool<Unit, Reply> {
  const waiting: Task<Unit, Reply>[] = [];
  let failure: AppError | null = null;
  let nextId = 0;

  const members = Array.from({ length: options.count }, (_, workerIndex) => {
    const worker = new Worker(options.url, { workerData: { ...options.workerData, workerIndex } });
    const open = new Map<number, Task<Unit, Reply>>();
    worker.on('message', (message: PoolReply<Reply>) => {
      const task = open.get(message.id);
      open.delete(message.id);
      if (open.size === 0) worker.unref();
      if ('error' in message) task?.reject(AppError.fromJSON(message.error));
      else task?.resolve(message.reply);
      dispatch();
    });
    worker.on('error', error => fail(workerIndex, error));
    worker.on('exit', code => fail(workerIndex, new Error(`exit code ${code}`)));
    worker.unref();
    return { worker, open };
  });

  function dispatch(): void {
    for (let round = 1; round <= unitsPerWorker; round++) {
      for (const { worker, open } of members) {
        if (open.size >= round) continue;
        const task = waiting.shift();
        if (task === undefined) return;
        worker.ref(); // the process lives while work is open, and not for idle workers
        open.set(nextId, task);
        worker.postMessage({ id: nextId++, unit: task.unit } satisfies PoolMessage<Unit>);
      }
    }
  }

  function fail(workerIndex: number, cause: Error): void {
    if (failure !== null) return;
    const { text, details } = options.blame(workerIndex);
    const advice = 'The run can be resumed; if it happens again, look at that file.';
    void close(new AppError('internal', `A worker thread ended ${text}: ${cause.message}. ${advice}`, { details, cause }));
  }

  async function close(reason = new AppError('interrupted', 'Loading images was cancelled.')): Promise<void> {
    failure ??= reason;
    const tasks = [...members.flatMap(({ open }) => [...open.values()]), ...waiting];
    waiting.length = 0;
    for (const { open } of members) open.clear();
    for (const task of tasks) task.reject(failure);
    await Promise.all(members.map(({ worker }) => worker.terminate()));
  }

  return {
    run: unit =>
      new Promise((resolve, reject) => {
        if (failure !== null) return reject(failure);
        waiting.push({ unit, resolve, reject });
        dispatch();
      }),
    close,
  };
}
