// Volumes are read in a thread of their own: decoding hundreds of megabytes must not hold up everything else. It starts with the first
// question and ends when nobody asked for a while; should it die, those who wait are told, and the next question starts another.
import { Worker } from 'node:worker_threads';
import { AppError, toAppError } from '../../../../shared/errors.ts';
import { programFile } from '../../../programFile.ts';
import type { Answers, FromThread, TaskInput, TaskKind, ToThread, VolumePlace, VolumeTask } from './volumeTasks.ts';

const idleMs = 120_000;

export interface VolumeReader {
  /** Errors: those of the readers; `notFound`, `permissionDenied`, `damaged` for a file that is not the one imported. */
  ask<Kind extends TaskKind>(kind: Kind, place: VolumePlace, input: TaskInput<Kind>): Promise<Answers[Kind]>;
  /** Starts the thread for a question that is likely to come, which then need not wait for that. */
  warm(): void;
  close(): Promise<void>;
}

interface Waiting {
  resolve(answer: Answers[TaskKind]): void;
  reject(error: AppError): void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
  readonly ended: Promise<unknown>;
}

export function openVolumeReader(): VolumeReader {
  let thread: Thread | null = null;
  let idle: NodeJS.Timeout | undefined;
  let count = 0;
  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = thread;
    thread = null;
    // Its end is waited for: a program that ends must not be gone before.
    ending?.worker.ref();
    ending?.worker.postMessage('close' satisfies ToThread);
    await ending?.ended;
  };
  const rest = (): void => {
    clearTimeout(idle);
    if (thread?.waiting.size === 0) idle = setTimeout(() => void end(), idleMs).unref();
  };
  const forget = (gone: Thread): void => {
    if (thread === gone) thread = null;
  };
  return {
    ask: <Kind extends TaskKind>(kind: Kind, place: VolumePlace, input: TaskInput<Kind>) =>
      new Promise<Answers[Kind]>((resolve, reject) => {
        clearTimeout(idle);
        thread ??= startThread(forget, rest);
        count += 1;
        thread.waiting.set(count, { resolve: answer => resolve(answer as Answers[Kind]), reject });
        thread.worker.postMessage({ id: count, place, task: { kind, ...input } as VolumeTask } satisfies ToThread);
      }),
    warm: () => {
      thread ??= startThread(forget, rest);
      rest();
    },
    close: end,
  };
}

function startThread(forget: (thread: Thread) => void, rest: () => void): Thread {
  const worker = new Worker(programFile('volumeWorker'), { execArgv: [] });
  // It holds nobody back from ending.
  worker.unref();
  const waiting = new Map<number, Waiting>();
  let lastError: unknown;
  worker.on('error', error => {
    lastError = error;
  });
  const ended = new Promise<unknown>(resolve => worker.on('exit', resolve));
  const thread: Thread = { worker, waiting, ended };
  worker.on('message', (message: FromThread) => {
    const asker = waiting.get(message.id);
    waiting.delete(message.id);
    if ('error' in message) asker?.reject(AppError.fromJSON(message.error));
    else asker?.resolve(message.answer);
    rest();
  });
  void ended.then(exitCode => {
    forget(thread);
    const reason = lastError === undefined ? `exit code ${exitCode}` : toAppError(lastError).message;
    const error = new AppError(
      'unreadableFile',
      `The thread that reads volumes ended: ${reason}. Try again; if this file ends it each time, report that.`,
      { cause: lastError },
    );
    for (const { reject } of waiting.values()) reject(error);
  });
  return thread;
}
