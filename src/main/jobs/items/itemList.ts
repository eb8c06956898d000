// A data set's items with their current labels in memory, by path: lists, counts and neighbours of 100,000 items are answered from
// here without a query. Items never change once imported, but for the patient that a person states; labels only grow, so what is new since the last event is read after.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LabelState } from '../../../shared/domain/itemFilter.ts';
import { isUngradable } from '../../../shared/domain/label.ts';
import type { LabelSource } from '../../../shared/domain/manifest.ts';
import type { ScanPattern } from '../../../shared/domain/volume.ts';
import type { ListedItem } from '../../store/item.ts';
import type { JobContext } from '../context.ts';
import { unknownSubject } from '../datasetRecords.ts';

export interface ListEntry {
  readonly id: string;
  /** Index in the list. */
  readonly place: number;
  readonly path: string;
  readonly frame: number | null;
  readonly subject: string;
  /** Number of the patient within the data set, by first appearance; 0 where it is unknown. */
  readonly patient: number;
  readonly eye: 'OD' | 'OS' | null;
  /** Of a volume its place among the series of its file, null for an image; and its B-scans, 1 for an image. */
  readonly series: number | null;
  readonly bscans: number;
  /** ISO date of the examination. */
  readonly visit: string | null;
  readonly device: string | null;
  readonly pattern: ScanPattern | null;
  readonly sha256: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** The current label event of the class task; null where there is none. */
  event: number | null;
  state: LabelState;
  className: string | null;
  source: LabelSource | null;
  isFlagged: boolean;
  isExcluded: boolean;
}

export interface ItemList {
  readonly dataset: string;
  /** By path. */
  readonly entries: readonly ListEntry[];
  readonly placeOf: ReadonlyMap<string, number>;
  /** Grows whenever a label has changed; what was worked out for another revision no longer holds. */
  revision: number;
  /** The newest label event that is in it. */
  lastEvent: number;
}

/** Rows read between two turns of the event loop. */
const rowsAtOnce = 1000;

const listsOf = new WeakMap<JobContext, Map<string, Promise<ItemList>>>();

/** The list of a data set as it is now. `dataset` is its id. */
export async function itemListOf(context: JobContext, dataset: string): Promise<ItemList> {
  const lists = knownLists(context);
  let loading = lists.get(dataset);
  if (loading === undefined) {
    loading = loadList(context, dataset);
    lists.set(dataset, loading);
    loading.catch(() => lists.delete(dataset));
  }
  const list = await loading;
  await catchUp(context, list);
  return list;
}

/** Lists are dropped when data sets come or go: an import may add items. */
function knownLists(context: JobContext): Map<string, Promise<ItemList>> {
  const known = listsOf.get(context);
  if (known !== undefined) return known;
  const lists = new Map<string, Promise<ItemList>>();
  listsOf.set(context, lists);
  context.notifications.subscribe(({ change }) => {
    if (change.topic === 'datasets') lists.clear();
  });
  return lists;
}

async function loadList({ workspace: { store } }: JobContext, dataset: string): Promise<ItemList> {
  const lastEvent = store.labels.lastId();
  const entries: ListEntry[] = [];
  const placeOf = new Map<string, number>();
  const patients = new Map<string, number>();
  for (let after: ListedItem | null = null; ; ) {
    const rows: ListedItem[] = store.items.listed(dataset, after, rowsAtOnce);
    for (const row of rows) {
      if (row.subject !== unknownSubject && !patients.has(row.subject)) patients.set(row.subject, patients.size + 1);
      placeOf.set(row.id, entries.length);
      entries.push(entryOf(row, entries.length, patients.get(row.subject) ?? 0));
    }
    after = rows.at(-1) ?? null;
    if (rows.length < rowsAtOnce) return { dataset, entries, placeOf, revision: 0, lastEvent };
    await nextTurn();
  }
}

/** Reads the labels of items that have a newer event than the list knows. */
async function catchUp({ workspace: { store } }: JobContext, list: ItemList): Promise<void> {
  const newest = store.labels.lastId();
  if (newest === list.lastEvent) return;
  const changed = store.labels.changedItems(list.dataset, list.lastEvent);
  list.lastEvent = newest;
  if (changed.length === 0) return;
  for (const id of changed) {
    const entry = list.entries[list.placeOf.get(id) ?? -1];
    if (entry !== undefined) Object.assign(entry, labelsOf(store.items.listedOne(id)));
  }
  list.revision += 1;
}

function entryOf(row: ListedItem, place: number, patient: number): ListEntry {
  const { id, path, frame, subject, laterality: eye, sha256, width: widthPx, height: heightPx } = row;
  const { series, bscans, visit, device, pattern } = row;
  const volume = { series, bscans, visit, device, pattern };
  return { id, place, path, frame, subject, patient, eye, ...volume, sha256, widthPx, heightPx, ...labelsOf(row) };
}

function labelsOf({ event, kind, value, source, flagged, excluded }: ListedItem) {
  const className = kind === 'class' && typeof value === 'string' ? value : null;
  const state: LabelState = className !== null ? 'labelled' : isUngradable(value) ? 'ungradable' : 'unlabelled';
  return { event, state, className, source, isFlagged: flagged === 1, isExcluded: excluded === 1 };
}
