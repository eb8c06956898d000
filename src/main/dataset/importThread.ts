// A folder is looked at and imported in a thread of its own: describing 100,000 scans takes seconds, in which everything else goes on.
// The result comes in pieces, as taking it all at once would take long as well.
import { Worker } from 'node:worker_threads';
import type { DataItem, DatasetFacts, ImportReport, SplitCertificate } from '../../shared/domain/dataset.ts';
import type { ImportChoices, ImportProposal } from '../../shared/domain/importProposal.ts';
import type { SplitName } from '../../shared/domain/manifest.ts';
import { AppError, type AppErrorJson, toAppError } from '../../shared/errors.ts';
import { programFile } from '../programFile.ts';
import type { ImportOptions } from './importFolder.ts';
import type { Progress } from './progress.ts';
import type { SplitOptions } from './split.ts';

/** What the thread is started with. */
export type ThreadTask =
  | { kind: 'propose'; folder: string; choices: ImportChoices }
  | { kind: 'import'; folder: string; options: Omit<ImportOptions, 'signal'>; split: boolean };

export interface ImportHead {
  report: ImportReport;
  facts: DatasetFacts;
  resumed: number;
  /** Where one was asked for and can be made. */
  split: { options: SplitOptions; certificate: SplitCertificate } | null;
}

export interface ImportPiece {
  items: DataItem[];
  /** Of each item, where there is a split. */
  parts: (SplitName | null)[];
}

export type ToThread = 'abort' | 'next';
export type FromThread =
  | { progress: Progress }
  | { proposal: ImportProposal }
  | { head: ImportHead }
  | { piece: ImportPiece | null }
  | { error: AppErrorJson };

export interface ThreadedImport extends ImportHead {
  /** In the order of the walk. */
  pieces: AsyncIterable<ImportPiece>;
}

/** Runs `proposeImport` in a thread. Errors: as there. */
export async function* proposeInThread(
  folder: string,
  choices: ImportChoices,
  signal?: AbortSignal,
): AsyncGenerator<Progress, ImportProposal> {
  const thread = openThread({ kind: 'propose', folder, choices }, signal);
  try {
    for (;;) {
      const message = await thread.next();
      if ('progress' in message) yield message.progress;
      else if ('proposal' in message) return message.proposal;
    }
  } finally {
    await thread.close();
  }
}

/**
 * Runs `importFolder` in a thread and gives what came of it to `use`, which may take the items as long as it runs.
 * Errors: as there.
 */
export async function* importInThread<Result>(
  folder: string,
  { signal, split, ...options }: ImportOptions & { split: boolean },
  use: (imported: ThreadedImport) => Promise<Result>,
): AsyncGenerator<Progress, Result> {
  const thread = openThread({ kind: 'import', folder, options, split }, signal);
  try {
    for (;;) {
      const message = await thread.next();
      if ('progress' in message) yield message.progress;
      else if ('head' in message) return await use({ ...message.head, pieces: thread.pieces() });
    }
  } finally {
    await thread.close();
  }
}

function openThread(task: ThreadTask, signal: AbortSignal | undefined) {
  const worker = new Worker(programFile('importWorker'), { workerData: task, execArgv: [] });
  const received: (FromThread | AppError)[] = [];
  let wake: () => void = () => undefined;
  const take = (message: FromThread | AppError): void => {
    received.push(message);
    wake();
  };
  const ask = (message: ToThread): void => worker.postMessage(message);
  const abort = (): void => ask('abort');
  worker.on('message', take);
  worker.on('error', error => take(toAppError(error)));
  worker.on('exit', code =>
    take(new AppError('internal', `Expected the thread that reads '${task.folder}' to finish, it ended with ${code}.`)),
  );
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  const next = async (): Promise<FromThread> => {
    while (received.length === 0) {
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
    const message = received.shift() as FromThread | AppError;
    if (message instanceof AppError) throw message;
    if ('error' in message) throw AppError.fromJSON(message.error);
    return message;
  };
  return {
    next,
    async *pieces(): AsyncGenerator<ImportPiece, void> {
      for (;;) {
        ask('next');
        const message = await next();
        if (!('piece' in message) || message.piece === null) return;
        yield message.piece;
      }
    },
    close: async () => {
      signal?.removeEventListener('abort', abort);
      await worker.terminate();
    },
  };
}
