// What the window asks for, under keys that the subscription renews (live.ts).
import { QueryClient, queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';

/** Nothing grows stale by time: what changes is announced. A refused call is shown, not tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false },
  },
});

export const queries = {
  version: () => queryOptions({ queryKey: ['version'], queryFn: () => api.system.version.query() }),
  doctor: () => queryOptions({ queryKey: ['doctor'], queryFn: () => api.system.doctor.query() }),
  jobs: () => queryOptions({ queryKey: ['jobs'], queryFn: () => api.jobs.list.query() }),
  datasets: () => queryOptions({ queryKey: ['datasets'], queryFn: () => api.datasets.list.query() }),
  runs: () => queryOptions({ queryKey: ['runs'], queryFn: () => api.runs.list.query() }),
  run: (run: string) => queryOptions({ queryKey: ['run', run, 'details'], queryFn: () => api.runs.show.query({ run }) }),
  metrics: (run: string) => queryOptions({ queryKey: ['run', run, 'metrics'], queryFn: () => api.runs.metrics.query({ run }) }),
  explanations: (run: string) =>
    queryOptions({ queryKey: ['run', run, 'explanations'], queryFn: () => api.runs.explanations.query({ run }) }),
};
