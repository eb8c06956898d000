// The items of a filtered list that are on screen, asked for in pages.
import { useQueries } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import type { ItemFilter } from '../../../../shared/domain/itemFilter.ts';
import type { ItemPage, ItemTile } from '../../../client/api.ts';
import { itemQueries, pageSize } from '../../../client/queries/items.ts';

export interface ItemPages {
  /** null until the first answer. */
  total: number | null;
  error: Error | null;
  /** undefined while its page is on its way. */
  itemAt: (index: number) => ItemTile | undefined;
  /** Where an item stands in the pages that are here; −1 elsewhere. */
  placeOf: (id: string) => number;
}

/** `first` and `last`: places that are on screen. */
export function useItemPages(filter: ItemFilter, first: number, last: number): ItemPages {
  const from = Math.max(0, Math.floor(first / pageSize));
  const pages = Array.from({ length: Math.max(1, Math.floor(last / pageSize) - from + 1) }, (_, i) => from + i);
  const results = useQueries({ queries: pages.map(page => itemQueries.page(filter, page)) });
  const loaded = new Map<number, ItemPage>(results.flatMap(({ data }, i) => (data === undefined ? [] : [[pages[i] as number, data]])));
  const found = results.find(({ data }) => data !== undefined)?.data?.total;
  // While the pages of another place are on their way the list is as long as it was.
  const known = useRef<{ filter: ItemFilter; total: number } | null>(null);
  if (found !== undefined) known.current = { filter, total: found };
  const total = known.current?.filter === filter ? known.current.total : null;
  const itemAt = useCallback((index: number) => loaded.get(Math.floor(index / pageSize))?.items[index % pageSize], [loaded]);
  const placeOf = (id: string): number => {
    for (const [page, { items }] of loaded) {
      const index = items.findIndex(item => item.id === id);
      if (index >= 0) return page * pageSize + index;
    }
    return -1;
  };
  return { total, error: results.find(({ error }) => error !== null)?.error ?? null, itemAt, placeOf };
}
