// Runs many small tasks in worker threads and hands the results back as they come; a worker that dies costs one task.
import { availableParallelism } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';
import { AppError, type AppErrorJson, toAppError } from '../../shared/errors.ts';

export interface Completed<Task, Result> {
  task: Task;
  /** An AppError where the task failed. */
  result: Result | AppError;
}

export interface PoolOptions {
  workers?: number | undefined;
  signal?: AbortSignal | undefined;
}

type Request<Task> = { task: Task } | 'close';
type Reply<Result> = { result: Result } | { error: AppErrorJson } | 'ready';

const patienceMs = 5000;

/**
 * Runs every task through workers whose module calls {@link serveTasks}, each with one task at a time; yields whatever
 * has been completed since, in order of completion. Default: a worker a core, at most eight, as more wait for the disk.
 * Errors: `interrupted` on abort (tasks in work are finished first, at most 5 s), `internal` when a worker does not start.
 */
export async function* mapInWorkers<Task, Result>(
  workerModule: URL,
  tasks: readonly Task[],
  { workers = Math.min(8, availableParallelism()), signal }: PoolOptions = {},
): AsyncGenerator<Completed<Task, Result>[], void> {
  const live = new Set<TaskWorker<Task, Result>>();
  let completed: Completed<Task, Result>[] = [];
  let failure: AppError | null = null;
  let next = 0;
  let isStopping = false;
  let running = Math.min(workers, tasks.length);
  let wake = (): void => {};

  const runLane = async (): Promise<void> => {
    let worker: TaskWorker<Task, Result> | null = null;
    while (next < tasks.length && !isStopping) {
      const task = tasks[next++] as Task;
      if (worker === null || worker.isGone) {
        if (worker !== null) live.delete(worker);
        worker = new TaskWorker(workerModule);
        live.add(worker);
        await worker.started;
      }
      const result = await worker.run(task); // `completed` is another array by then
      completed.push({ task, result });
      wake();
    }
    await worker?.close();
  };

  const stop = (): void => wake();
  signal?.addEventListener('abort', stop);
  const lanes = Array.from({ length: running }, async () => {
    await runLane().catch(error => {
      failure = toAppError(error);
    });
    running--;
    wake();
  });
  try {
    for (;;) {
      if (signal?.aborted) throw new AppError('interrupted', 'Reading of files was cancelled.');
      if (failure !== null) throw failure;
      if (completed.length > 0) {
        const batch = completed;
        completed = [];
        yield batch;
      } else if (running === 0) {
        return;
      } else {
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    isStopping = true;
    const timer = setTimeout(() => {
      for (const worker of live) worker.terminate();
    }, patienceMs);
    await Promise.all(lanes);
    clearTimeout(timer);
  }
}

/** One worker thread; its `run` never rejects. */
class TaskWorker<Task, Result> {
  /** Resolves when the worker's module is loaded; rejects with `internal` if it cannot be. */
  readonly started: Promise<void>;
  isGone = false;
  readonly #worker: Worker;
  readonly #gone: Promise<void>;
  #settle: (result: Result | AppError) => void = () => {};

  constructor(workerModule: URL) {
    this.#worker = new Worker(workerModule, { execArgv: [] });
    let lastError: unknown;
    this.#worker.on('error', error => {
      lastError = error;
    });
    const exited = new Promise<string>(resolve => {
      this.#worker.on('exit', exitCode => {
        this.isGone = true;
        resolve(lastError === undefined ? `exit code ${exitCode}` : toAppError(lastError).message);
      });
    });
    this.#gone = exited.then(reason => {
      this.#settle(new AppError('unreadableFile', `The thread that read this file died: ${reason}.`, { cause: lastError }));
    });
    const ready = new Promise<void>(resolve => {
      this.#worker.on('message', (reply: Reply<Result>) => {
        if (reply === 'ready') resolve();
        else this.#settle('error' in reply ? AppError.fromJSON(reply.error) : reply.result);
      });
    });
    const failed = exited.then((reason): never => {
      throw new AppError('internal', `Expected a worker thread to start, it ended: ${reason}.`, { cause: lastError });
    });
    this.started = Promise.race([ready, failed]);
  }

  run(task: Task): Promise<Result | AppError> {
    return new Promise(resolve => {
      this.#settle = resolve;
      this.#worker.postMessage({ task } satisfies Request<Task>);
    });
  }

  /** Lets the worker finish and waits for its end. */
  async close(): Promise<void> {
    this.#worker.postMessage('close' satisfies Request<Task>);
    await this.#gone;
  }

  terminate(): void {
    void this.#worker.terminate();
  }
}

/** A worker module's whole body: answers each task in turn until it is told to close. */
export function serveTasks<Task, Result>(work: (task: Task) => Promise<Result>): void {
  const port = parentPort;
  if (port === null) throw new AppError('internal', 'Expected to run inside a worker thread, received the main thread.');
  port.on('message', async (request: Request<Task>) => {
    if (request === 'close') return port.close();
    try {
      port.postMessage({ result: await work(request.task) });
    } catch (thrown) {
      port.postMessage({ error: toAppError(thrown).toJSON() });
    }
  });
  port.postMessage('ready');
}
