// What the window asks about volumes; their samples come from addresses that carry the view's version.
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type VolumeTree = Awaited<ReturnType<typeof api.volumes.tree.query>>;

export type VolumeLayout = Awaited<ReturnType<typeof api.volumes.layouts.query>>[number];

export const volumeQueries = {
  /** Renewed with the data sets, which what people state and set is announced with. */
  show: (item: string) =>
    queryOptions({ queryKey: ['item', item, 'volume'], queryFn: ({ signal }) => api.volumes.show.query({ item }, { signal }) }),
  /** Follows from the file's name and size, which do not change. */
  layouts: (item: string) =>
    queryOptions({ queryKey: ['item', item, 'layouts'], queryFn: ({ signal }) => api.volumes.layouts.query({ item }, { signal }) }),
  tree: (dataset: string) => queryOptions({ queryKey: ['items', dataset, 'tree'], queryFn: () => api.volumes.tree.query({ dataset }) }),
};

/** PNG of one B-scan under switches that nobody set yet. */
export function previewUrl(item: string, bscan: number, options: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams({ frame: String(bscan), options: JSON.stringify(options) });
  return `/items/${encodeURIComponent(item)}/preview?${query}`;
}

/** The middle B-scan or the whole depth from the front, small, under switches that nobody set yet. */
export function miniatureUrl(item: string, of: 'bscan' | 'enFace', px: number, options: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams({ of, px: String(px), options: JSON.stringify(options) });
  return `/items/${encodeURIComponent(item)}/miniature?${query}`;
}
