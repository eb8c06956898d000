// Makes thumbnails in a process of its own, as low in priority as a training: decoding thousands of scans holds up no window, and a file
// that kills its decoder ends that process alone. It starts with the first thumbnail; should it die, the next one starts another.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../shared/errors.ts';
import { nodeProgram, programFile } from '../../programFile.ts';
import { giveWay } from '../giveWay.ts';
import type { FromMaker, ThumbnailAnswer, ThumbnailTask, ToMaker } from './thumbnailTask.ts';

/** What takes longer than this will not end. */
const slowestMs = 120_000;
/** For the thumbnails at work when it is let go of. */
const endMs = 2_000;

/** `died`: the process, or it had to be ended. */
export type MakerAnswer = ThumbnailAnswer | { kind: 'died'; error: AppError };

export interface ThumbnailMaker {
  /** Never rejects. As many at once as are asked for. */
  make(task: ThumbnailTask): Promise<MakerAnswer>;
  /** Ends the process; what is at work may finish for a moment. */
  end(): Promise<void>;
}

interface Child {
  readonly process: ChildProcess;
  readonly open: Map<number, { answer(given: MakerAnswer): void; timer: NodeJS.Timeout }>;
  readonly exited: Promise<void>;
}

export function openThumbnailMaker(): ThumbnailMaker {
  let child: Child | null = null;
  let count = 0;
  return {
    make: task =>
      new Promise(resolve => {
        child ??= startChild(gone => {
          if (child === gone) child = null;
        });
        const { process: maker, open } = child;
        count += 1;
        open.set(count, { answer: resolve, timer: setTimeout(() => maker.kill('SIGKILL'), slowestMs).unref() });
        // A channel that has just closed: the end of the process answers.
        maker.send({ id: count, task } satisfies ToMaker, () => undefined);
      }),
    end: async () => {
      const ending = child;
      child = null;
      if (ending === null) return;
      const timer = setTimeout(() => ending.process.kill('SIGKILL'), endMs);
      if (ending.process.connected) ending.process.disconnect();
      await ending.exited;
      clearTimeout(timer);
    },
  };
}

function startChild(forget: (child: Child) => void): Child {
  const started = spawn(nodeProgram(), [fileURLToPath(programFile('thumbnailProcess'))], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  if (started.pid !== undefined) giveWay(started.pid);
  // It holds nobody back from ending, and ends by itself when nobody holds its channel.
  started.unref();
  started.channel?.unref();
  const open: Child['open'] = new Map();
  const exited = new Promise<string>(resolve => {
    started.once('error', error => resolve(error.message));
    started.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : signal));
  });
  const child: Child = { process: started, open, exited: exited.then(() => undefined) };
  started.on('message', ({ id, answer }: FromMaker) => {
    const asker = open.get(id);
    open.delete(id);
    clearTimeout(asker?.timer);
    asker?.answer(answer);
  });
  void exited.then(reason => {
    forget(child);
    const error = new AppError('unreadableFile', `Expected a thumbnail, but the process that makes them ended (${reason}).`);
    for (const { answer, timer } of open.values()) {
      clearTimeout(timer);
      answer({ kind: 'died', error });
    }
    open.clear();
  });
  return child;
}
