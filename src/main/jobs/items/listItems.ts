// Pages, ids and neighbours in a filtered list of items.
import type { ItemFilter } from '../../../shared/domain/itemFilter.ts';
import { AppError } from '../../../shared/errors.ts';
import type { JobContext } from '../context.ts';
import type { ListEntry } from './itemList.ts';
import { matchItems } from './matchItems.ts';
import type { RunAnswer } from './runAnswers.ts';

/** An item as a tile of the grid shows it. */
export type ListedTile = Pick<
  ListEntry,
  | 'id'
  | 'path'
  | 'eye'
  | 'series'
  | 'bscans'
  | 'visit'
  | 'device'
  | 'pattern'
  | 'widthPx'
  | 'heightPx'
  | 'event'
  | 'state'
  | 'className'
  | 'source'
  | 'isFlagged'
  | 'isExcluded'
> & {
  /** P-0043; null where the patient is unknown. */
  patient: string | null;
  /** Of the filter's run; null without one. */
  answer: RunAnswer | null;
};

/** Ids given at once, as many as one act may label. */
export const idsAtMost = 5000;

/** Errors: as `matchItems`. */
export async function itemPage(
  context: JobContext,
  filter: ItemFilter,
  range: { offset: number; limit: number },
): Promise<{ total: number; items: ListedTile[] }> {
  const { list, answers, places } = await matchItems(context, filter);
  // Who looks at one page will look at others.
  context.thumbnails.prepare(list.dataset);
  const page = places.subarray(range.offset, range.offset + range.limit);
  const items = [...page].map(place => tileOf(list.entries[place] as ListEntry, answers));
  return { total: places.length, items };
}

export async function itemCount(context: JobContext, filter: ItemFilter): Promise<number> {
  return (await matchItems(context, filter)).places.length;
}

/** The ids from one place of the list to before another, `idsAtMost` at most. Errors: as `matchItems`. */
export async function itemIds(
  context: JobContext,
  filter: ItemFilter,
  range: { from: number; to: number },
): Promise<{ total: number; ids: string[] }> {
  const { list, places } = await matchItems(context, filter);
  const wanted = places.subarray(range.from, Math.min(range.to, range.from + idsAtMost));
  return { total: places.length, ids: [...wanted].map(place => (list.entries[place] as ListEntry).id) };
}

/** Where an item stands in a list; `index` is null when the filter hides it. Then the nearest item by path is next. */
export async function itemNeighbours(
  context: JobContext,
  filter: ItemFilter,
  item: string,
): Promise<{ index: number | null; total: number; previous: string | null; next: string | null }> {
  const { list, places } = await matchItems(context, filter);
  const own = list.placeOf.get(item);
  if (own === undefined) {
    throw new AppError('notFound', `Expected an item of data set '${filter.dataset}', received '${item}'. Open it from its data set.`);
  }
  const idAt = (index: number): string | null => {
    const place = places[index];
    return place === undefined ? null : (list.entries[place] as ListEntry).id;
  };
  const index = places.indexOf(own);
  if (index >= 0) return { index, total: places.length, previous: idAt(index - 1), next: idAt(index + 1) };
  const after = places.findIndex(place => place > own);
  const next = after < 0 ? places.length : after;
  return { index: null, total: places.length, previous: idAt(next - 1), next: idAt(next) };
}

export function tileOf(entry: ListEntry, answers: ReadonlyMap<string, RunAnswer> | null): ListedTile {
  const { id, path, eye, series, bscans, visit, device, pattern, widthPx, heightPx } = entry;
  const { event, state, className, source, isFlagged, isExcluded } = entry;
  const volume = { series, bscans, visit, device, pattern };
  const shown = { id, path, eye, ...volume, widthPx, heightPx, event, state, className, source, isFlagged, isExcluded };
  return { ...shown, patient: patientWords(entry), answer: answers?.get(id) ?? null };
}

/** A patient without an identifier on screen. */
export function patientWords({ patient }: Pick<ListEntry, 'patient'>): string | null {
  return patient === 0 ? null : `P-${String(patient).padStart(4, '0')}`;
}
