// What the window asks about data sets, their items and the people who label them.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ItemFilter } from '../../../shared/domain/itemFilter.ts';
import { api } from '../api.ts';

/** Items of one request of the grid. */
export const pageSize = 100;

export const itemQueries = {
  page: (filter: ItemFilter, page: number) =>
    queryOptions({
      queryKey: ['items', filter.dataset, 'page', filter, page],
      queryFn: () => api.items.page.query({ filter, offset: page * pageSize, limit: pageSize }),
    }),
  facets: (filter: ItemFilter) =>
    queryOptions({
      queryKey: ['items', filter.dataset, 'facets', filter],
      queryFn: () => api.items.facets.query({ filter }),
      placeholderData: keepPreviousData,
    }),
  neighbours: (filter: ItemFilter, item: string) =>
    queryOptions({
      queryKey: ['items', filter.dataset, 'neighbours', filter, item],
      queryFn: () => api.items.neighbours.query({ filter, item }),
    }),
  readiness: (dataset: string) =>
    queryOptions({ queryKey: ['items', dataset, 'readiness'], queryFn: () => api.datasets.readiness.query({ dataset }) }),
  /** Volumes whose patient nothing tells. */
  untoldPatients: (dataset: string) =>
    queryOptions({ queryKey: ['items', dataset, 'untoldPatients'], queryFn: () => api.datasets.untoldPatients.query({ dataset }) }),
  findings: (dataset: string) =>
    queryOptions({ queryKey: ['items', dataset, 'findings'], queryFn: () => api.datasets.findings.query({ dataset }) }),
  show: (item: string) => queryOptions({ queryKey: ['item', item], queryFn: () => api.items.show.query({ item }) }),
  dataset: (dataset: string) => queryOptions({ queryKey: ['datasets', dataset], queryFn: () => api.datasets.show.query({ dataset }) }),
  profiles: () => queryOptions({ queryKey: ['profiles', 'list'], queryFn: () => api.profiles.list.query() }),
  profile: () => queryOptions({ queryKey: ['profiles', 'current'], queryFn: () => api.profiles.current.query() }),
};
