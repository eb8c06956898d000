// What the window asks about folders of the computer, and where data sets lie.
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export const folderQueries = {
  places: () => queryOptions({ queryKey: ['folders', 'places'], queryFn: () => api.folders.places.query(), gcTime: 0 }),
  /** A folder may change at any time: it is read anew whenever it is opened. */
  list: (path: string) =>
    queryOptions({ queryKey: ['folders', 'list', path], queryFn: ({ signal }) => api.folders.list.query({ path }, { signal }), gcTime: 0 }),
  counts: (paths: readonly string[]) =>
    queryOptions({
      queryKey: ['folders', 'counts', paths],
      queryFn: ({ signal }) => api.folders.counts.query({ paths: [...paths] }, { signal }),
      enabled: paths.length > 0,
      gcTime: 0,
    }),
  /** Renewed with the data sets. */
  roots: () => queryOptions({ queryKey: ['datasets', null, 'roots'], queryFn: () => api.datasets.roots.query() }),
};

export type FolderView = Awaited<ReturnType<typeof api.folders.list.query>>;
export type DatasetRoot = Awaited<ReturnType<typeof api.datasets.roots.query>>[number];
