// Keeps what is on screen true: the window's one subscription renews the queries that a change concerns.
import { useEffect } from 'react';
import type { RunEvent } from '../../shared/domain/runEvent.ts';
import { api, type Job, type Metric, type RunDetails } from './api.ts';
import { mergeMetrics } from './mergeMetrics.ts';
import { picturesChanged } from './pictureVersions.ts';
import { queries, queryClient } from './queries.ts';

type WindowEvent =
  | { topic: 'reset' }
  | { topic: 'runs' | 'queue' | 'profiles' }
  | { topic: 'datasets'; pictures?: 'all' | string[] }
  | { topic: 'labels'; dataset: string }
  | { topic: 'run'; run: string; events: RunEvent[] };

export function useLiveUpdates(): void {
  useEffect(() => {
    const subscription = api.events.subscribe(
      { topics: ['runs', 'run', 'queue', 'datasets', 'labels', 'profiles'] },
      { onData: ({ data }) => apply(data as WindowEvent) },
    );
    return () => subscription.unsubscribe();
  }, []);
}

function apply(event: WindowEvent): void {
  if (event.topic === 'reset') reset();
  else if (event.topic === 'run') applyRunEvents(event.run, event.events);
  else if (event.topic === 'datasets') renewDatasets(event.pictures);
  else if (event.topic === 'labels') renew(['datasets'], ['items', event.dataset], ['item'], ['training']);
  else if (event.topic === 'profiles') renew(['profiles'], ['preferences']);
  else {
    void queryClient.invalidateQueries({ queryKey: queries.jobs().queryKey });
    void queryClient.invalidateQueries({ queryKey: queries.runs().queryKey });
    // A run that ended may have changed what another one's page shows: its test results, its heat maps.
    void queryClient.invalidateQueries({ queryKey: ['run'], predicate: query => query.queryKey[2] !== 'metrics' });
  }
}

let isFirst = true;

/** Opens every subscription; a later one has missed what nobody can tell. */
function reset(): void {
  void queryClient.invalidateQueries();
  if (!isFirst) picturesChanged('all');
  isFirst = false;
}

function renewDatasets(pictures: 'all' | string[] | undefined): void {
  if (pictures !== undefined) picturesChanged(pictures);
  renew(['datasets'], ['items'], ['item'], ['training']);
}

function renew(...keys: string[][]): void {
  for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey });
}

/** Curves and progress come with the events themselves; what needs more is asked for. */
function applyRunEvents(run: string, events: readonly RunEvent[]): void {
  const metrics = events.filter(event => event.type === 'metric');
  queryClient.setQueryData<Metric[]>(queries.metrics(run).queryKey, known => known && mergeMetrics(known, metrics));
  const progress = events.findLast(event => event.type === 'progress');
  if (progress !== undefined) {
    queryClient.setQueryData<RunDetails>(queries.run(run).queryKey, known => known && { ...known, progress });
    queryClient.setQueryData<Job[]>(queries.jobs().queryKey, known => known?.map(job => (job.run === run ? { ...job, progress } : job)));
  }
  if (events.some(event => event.type === 'artifact' || event.type === 'state' || event.type === 'error' || event.type === 'log')) {
    void queryClient.invalidateQueries({ queryKey: queries.run(run).queryKey });
    void queryClient.invalidateQueries({ queryKey: queries.explanations(run).queryKey });
    void queryClient.invalidateQueries({ queryKey: queries.runs().queryKey });
  }
}
