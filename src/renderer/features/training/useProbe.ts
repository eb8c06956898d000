// Measures the training in hand by itself, once its settings rest for a moment and while nothing else is at work.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { api } from '../../client/api.ts';
import type { TrainConfig, TrainingReview, TrainRequest } from '../../client/queries/training.ts';
import { queryClient } from '../../client/queries.ts';
import { toAppError } from '../../client/toAppError.ts';

export type ProbeState =
  | { state: 'idle' }
  | { state: 'measuring'; done: number; total: number }
  | { state: 'stopped' }
  | { state: 'failed'; error: AppError };

const restMs = 1200;

/** The last settings that were valid, and what the check said of them. */
export interface Reviewed {
  request: TrainRequest;
  review: TrainingReview;
}

/** A measurement goes on while other settings change than those that it depends on. */
export function useProbe(reviewed: Reviewed | null) {
  const [probe, setProbe] = useState<ProbeState>({ state: 'idle' });
  const running = useRef<AbortController | null>(null);
  const newest = useRef(reviewed);
  newest.current = reviewed;

  const stop = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setProbe({ state: 'idle' });
  }, []);

  const measure = useCallback(() => {
    stop();
    if (newest.current === null) return;
    const abort = new AbortController();
    running.current = abort;
    setProbe({ state: 'measuring', done: 0, total: 0 });
    measureNow(newest.current.request, abort.signal, (done, total) => {
      if (!abort.signal.aborted) setProbe({ state: 'measuring', done, total });
    }).then(
      () => {
        if (!abort.signal.aborted) setProbe({ state: 'idle' });
      },
      thrown => {
        if (!abort.signal.aborted) setProbe({ state: 'failed', error: toAppError(thrown) });
      },
    );
  }, [stop]);

  const cost = reviewed === null ? null : costOf(reviewed.review.config);
  const isWanted = reviewed !== null && reviewed.review.estimate === null && !reviewed.review.isBlocked;
  useEffect(() => {
    if (cost === null || !isWanted) return;
    const timer = setTimeout(measure, restMs);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [cost, isWanted, measure, stop]);

  return {
    probe,
    measure,
    stop: () => {
      stop();
      setProbe({ state: 'stopped' });
    },
  };
}

async function measureNow(request: TrainRequest, signal: AbortSignal, onProgress: (done: number, total: number) => void): Promise<void> {
  for await (const entry of await api.training.probe.mutate(request, { signal })) {
    if ('progress' in entry) onProgress(entry.progress.done, entry.progress.total);
  }
  await queryClient.invalidateQueries({ queryKey: ['training'], predicate: ({ queryKey }) => queryKey[1] !== 'inputs' });
}

/** The settings without those that change how long it goes on, but not what a step costs. */
function costOf({ seed: _, schedule: __, selection: ___, training: { epochs: ____, ...training }, ...config }: TrainConfig): string {
  return JSON.stringify([config, training]);
}
