// The classes of a data set: those it was given, in that order, then any other that a current label names.
import type { JobContext } from '../context.ts';
import { diagnosisTask } from '../datasetRecords.ts';
import type { ItemList } from './itemList.ts';

const foundOf = new WeakMap<ItemList, { revision: number; names: string[] }>();

export function classesOf(context: JobContext, list: ItemList): string[] {
  let found = foundOf.get(list);
  if (found?.revision !== list.revision) {
    const names = new Set(list.entries.flatMap(({ className }) => className ?? []));
    found = { revision: list.revision, names: [...names].sort() };
    foundOf.set(list, found);
  }
  return [...new Set([...context.workspace.store.datasets.classes(list.dataset), ...found.names])];
}

/** The same by a query, for callers that have no list. */
export function storedClasses({ workspace: { store } }: JobContext, dataset: string): string[] {
  const used = store.labels.counts(dataset, diagnosisTask).map(({ value }) => String(value));
  return [...new Set([...store.datasets.classes(dataset), ...used])];
}
