// What the window asks about runs, under keys that begin as live.ts renews them: ['runs', …] for lists, ['run', id, …] for one.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { SplitName } from '../../../shared/domain/manifest.ts';
import type { RunFilter, RunSort } from '../../../shared/domain/runList.ts';
import { api } from '../api.ts';

/** Rows of one request of the table. */
export const runsPerPage = 100;

export const runQueries = {
  /** All of the list, in its order. */
  ids: (filter: RunFilter, sort: RunSort) =>
    queryOptions({
      queryKey: ['runs', 'ids', filter, sort],
      queryFn: () => api.runs.ids.query({ filter, sort }),
      placeholderData: keepPreviousData,
    }),
  page: (filter: RunFilter, sort: RunSort, page: number) =>
    queryOptions({
      queryKey: ['runs', 'page', filter, sort, page],
      queryFn: () => api.runs.page.query({ filter, sort, offset: page * runsPerPage, limit: runsPerPage }),
      placeholderData: keepPreviousData,
    }),
  facets: () => queryOptions({ queryKey: ['runs', 'facets'], queryFn: () => api.runs.facets.query() }),
  results: (run: string, part: SplitName) =>
    queryOptions({ queryKey: ['run', run, 'results', part], queryFn: () => api.runs.results.query({ run, part }) }),
  /** Under a key of its own: what finished runs have predicted never changes. */
  compare: (runs: readonly string[]) =>
    queryOptions({ queryKey: ['compare', ...runs], queryFn: () => api.runs.compare.query({ runs: [...runs] }) }),
  comparison: (run: string) => queryOptions({ queryKey: ['run', run, 'comparison'], queryFn: () => api.runs.comparison.query({ run }) }),
  openings: (run: string) => queryOptions({ queryKey: ['run', run, 'openings'], queryFn: () => api.runs.testOpenings.query({ run }) }),
};

export type RunResults = Awaited<ReturnType<typeof api.runs.results.query>>;
export type RunComparison = Awaited<ReturnType<typeof api.runs.compare.query>>;
export type ComparedRun = Exclude<RunComparison['others'][number], { reason: string }>;
export type RerunComparison = NonNullable<Awaited<ReturnType<typeof api.runs.comparison.query>>>;
