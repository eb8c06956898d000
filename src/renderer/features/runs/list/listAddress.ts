// Filters and order of the list in the address: a link restores exactly this list.
import { type RunFilter, type RunSort, runFilterSchema, runSortSchema } from '../../../../shared/domain/runList.ts';

type Query = Record<string, string>;
export const usualSort: RunSort = { by: 'created', direction: 'descending' };

/** What does not fit, such as a hand-written address, is left out. */
export function filterOf(query: Query): RunFilter {
  let filter: RunFilter = {};
  for (const key of Object.keys(runFilterSchema.shape)) {
    const text = query[key];
    if (text === undefined || text === '') continue;
    const parsed = runFilterSchema.safeParse({ ...filter, [key]: ['kinds', 'states'].includes(key) ? text.split(',') : text });
    if (parsed.success) filter = parsed.data;
  }
  return filter;
}

export function sortOf(query: Query): RunSort {
  return runSortSchema.safeParse({ by: query.sort, direction: query.direction ?? 'descending' }).data ?? usualSort;
}

export function queryOf(filter: RunFilter, sort: RunSort): Query {
  const query: Query = {};
  for (const [key, value] of Object.entries(filter)) {
    const text = Array.isArray(value) ? value.join(',') : value;
    if (text !== undefined && text !== '') query[key] = text;
  }
  if (sort.by !== usualSort.by || sort.direction !== usualSort.direction)
    Object.assign(query, { sort: sort.by, direction: sort.direction });
  return query;
}
