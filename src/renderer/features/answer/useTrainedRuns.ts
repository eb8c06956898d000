// Runs that may be asked, and the one that an address names.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RunSummary } from '../../client/api.ts';
import { queries } from '../../client/queries.ts';

/** Runs that may have learnt something, those of the data set first, each group newest first. */
export function useTrainedRuns(dataset: string | null): { runs: RunSummary[]; latest: string | null } {
  const query = useQuery(queries.runs());
  return useMemo(() => {
    const trained = (query.data ?? []).filter(({ kind, startedMs }) => kind === 'train' && startedMs !== null);
    const runs = [...trained.filter(run => run.dataset === dataset), ...trained.filter(run => run.dataset !== dataset)];
    return { runs, latest: runs.find(({ state }) => state === 'finished')?.id ?? runs[0]?.id ?? null };
  }, [query.data, dataset]);
}

/** The run that the address names (`model`), or the one whose answers the list is about; null where neither is there. */
export function runOf(wanted: string | undefined, ofList: string | undefined, runs: readonly { id: string }[]): string | null {
  return [wanted, ofList].find(id => id !== undefined && runs.some(run => run.id === id)) ?? null;
}
