// Items as the window knows them now, across all queries that hold them: a label shows at once everywhere, and the event that a
// person saw is read from here when the label is sent.
import type { LabelDecision } from '../../../shared/domain/label.ts';
import type { ItemDetails, ItemPage, ItemTile } from '../../client/api.ts';
import { queryClient } from '../../client/queries.ts';

type Shown = Pick<ItemTile, 'state' | 'className' | 'source' | 'isFlagged' | 'isExcluded' | 'event'>;

export function cachedItem(dataset: string, item: string): Shown | undefined {
  const details = queryClient.getQueryData<ItemDetails>(['item', item]);
  if (details !== undefined) return details;
  for (const [, page] of queryClient.getQueriesData<ItemPage>({ queryKey: ['items', dataset, 'page'] })) {
    const found = page?.items.find(({ id }) => id === item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An answer that is on its way is older than what is about to be shown; the label's own event asks anew. */
export function dropOlderAnswers(dataset: string): Promise<void> {
  return queryClient.cancelQueries({ queryKey: ['items', dataset, 'page'] });
}

/** Changes items wherever they are shown. */
export function patchItems(dataset: string, items: ReadonlySet<string>, change: (item: Shown & { id: string }) => Partial<Shown>): void {
  queryClient.setQueriesData<ItemPage>({ queryKey: ['items', dataset, 'page'] }, page => {
    if (page === undefined || !page.items.some(({ id }) => items.has(id))) return page;
    return { ...page, items: page.items.map(item => (items.has(item.id) ? { ...item, ...change(item) } : item)) };
  });
  for (const id of items) {
    queryClient.setQueryData<ItemDetails>(['item', id], details => details && { ...details, ...change(details) });
  }
}

/** What a decision makes of an item on screen. */
export function decided(decision: LabelDecision): Partial<Shown> {
  switch (decision.kind) {
    case 'class':
      return { state: 'labelled', className: decision.name, source: 'human' };
    case 'ungradable':
      return { state: 'ungradable', className: null, source: 'human' };
    case 'clear':
      return { state: 'unlabelled', className: null, source: 'human' };
    case 'flag':
      return { isFlagged: decision.on };
    case 'exclude':
      return { isExcluded: decision.on };
  }
}

/** Asks anew for whatever shows labels of a data set; the store's answer is the truth. */
export function renewItems(dataset: string): Promise<unknown> {
  return Promise.all([
    queryClient.invalidateQueries({ queryKey: ['items', dataset] }),
    queryClient.invalidateQueries({ queryKey: ['item'] }),
  ]);
}
