// Long work over the API: a stream of progress that ends with the outcome. Whoever stops listening cancels the work.
import type { Progress } from '../dataset/progress.ts';
import type { OperationOptions } from '../jobs/operation.ts';

/** What a long procedure streams; the last entry, and only that one, is the outcome. */
export type LongWork<Outcome> = { progress: Progress } | { outcome: Outcome };

/** Runs `work` and yields how far it is; only the newest progress is kept while nobody takes it. */
export async function* longWork<Outcome>(
  work: (options: OperationOptions) => Promise<Outcome>,
  caller: AbortSignal | undefined,
): AsyncGenerator<LongWork<Outcome>, void> {
  const abandoned = new AbortController();
  const signal = caller === undefined ? abandoned.signal : AbortSignal.any([caller, abandoned.signal]);
  let latest: Progress | null = null;
  let wake: () => void = () => undefined;
  const onProgress = (progress: Progress): void => {
    latest = progress;
    wake();
  };
  let isDone = false;
  const working = work({ signal, onProgress }).finally(() => {
    isDone = true;
    wake();
  });
  working.catch(() => undefined); // its failure is thrown below
  try {
    while (!isDone) {
      if (latest === null) {
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
      const progress = latest;
      latest = null;
      if (progress !== null) yield { progress };
    }
    yield { outcome: await working };
  } finally {
    abandoned.abort();
  }
}
