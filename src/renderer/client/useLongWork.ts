// A call that tells its progress: how far it is, what came of it, and a way to end it. Leaving the screen ends it as well.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../shared/errors.ts';
import { toAppError } from './toAppError.ts';

export interface WorkProgress {
  phase: string;
  done: number;
  total: number;
}

type Stream<Outcome> = AsyncIterable<{ progress: WorkProgress } | { outcome: Outcome }>;

export interface LongWorkState<Outcome> {
  isWorking: boolean;
  progress: WorkProgress | null;
  outcome: Outcome | null;
  error: AppError | null;
}

const idle = { isWorking: false, progress: null, outcome: null, error: null };

/** `start` ends what was at work before. It resolves to the outcome, or to null when the work failed or was ended. */
export function useLongWork<Outcome>() {
  const [state, setState] = useState<LongWorkState<Outcome>>(idle);
  const running = useRef<AbortController | null>(null);
  const cancel = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setState(known => ({ ...known, isWorking: false, progress: null }));
  }, []);
  const start = useCallback(async (call: (options: { signal: AbortSignal }) => Promise<Stream<Outcome>>): Promise<Outcome | null> => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    setState(known => ({ ...idle, outcome: known.outcome, isWorking: true }));
    try {
      for await (const entry of await call({ signal: own.signal })) {
        if (running.current !== own) return null;
        if ('outcome' in entry) {
          running.current = null;
          setState({ ...idle, outcome: entry.outcome });
          return entry.outcome;
        }
        setState(known => ({ ...known, progress: entry.progress }));
      }
    } catch (thrown) {
      // Whoever ended it knows.
      if (running.current !== own) return null;
      running.current = null;
      setState({ ...idle, error: toAppError(thrown) });
    }
    return null;
  }, []);
  useEffect(() => cancel, [cancel]);
  return { ...state, start, cancel };
}
