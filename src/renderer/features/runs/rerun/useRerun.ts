// A rerun from its click to the new run: the check with its progress, what stands in its way or differs, and the way to give it up.
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { RerunMode } from '../../../../shared/domain/runList.ts';
import type { AppError } from '../../../../shared/errors.ts';
import { api, type RunDetails } from '../../../client/api.ts';
import { go, hrefOf } from '../../../client/route.ts';
import { toAppError } from '../../../client/toAppError.ts';
import { type Differing, outcomeOf, type Step } from './rerunStream.ts';

const nothingDone: Step = { done: 0, total: 0 };

export interface Rerun {
  /** null while none was asked for. */
  mode: RerunMode | null;
  progress: Step;
  isWorking: boolean;
  isStarting: boolean;
  differences: Differing | null;
  error: AppError | null;
  /** Exactly begins by itself; with today's labels what differs comes first. */
  ask: (mode: RerunMode) => void;
  start: () => void;
  close: () => void;
}

export function useRerun({ id }: Pick<RunDetails, 'id'>): Rerun {
  const [mode, setMode] = useState<RerunMode | null>(null);
  const [progress, setProgress] = useState(nothingDone);
  const ending = useRef(new AbortController());
  const starting = useMutation({
    mutationFn: async (wanted: RerunMode) =>
      outcomeOf(await api.runs.rerun.mutate({ run: id, mode: wanted }, { signal: ending.current.signal }), setProgress),
    onSuccess: made => {
      setMode(null);
      go(hrefOf('runs', [made.id, 'live']));
    },
  });
  const planning = useMutation({
    mutationFn: async (wanted: RerunMode) =>
      outcomeOf(await api.runs.rerunPlan.mutate({ run: id, mode: wanted }, { signal: ending.current.signal }), setProgress),
  });
  const { data: plan } = planning;
  const failure = starting.error ?? planning.error;
  return {
    mode,
    progress,
    isWorking: starting.isPending || planning.isPending,
    isStarting: starting.isPending,
    differences: plan?.mode === 'todaysLabels' ? plan.differences : null,
    error: failure === null || ending.current.signal.aborted ? null : toAppError(failure),
    ask: wanted => {
      ending.current = new AbortController();
      starting.reset();
      planning.reset();
      setProgress(nothingDone);
      setMode(wanted);
      if (wanted === 'exactly') starting.mutate(wanted);
      else planning.mutate(wanted);
    },
    start: () => {
      if (mode !== null && !starting.isPending) starting.mutate(mode);
    },
    close: () => {
      ending.current.abort();
      setMode(null);
    },
  };
}
