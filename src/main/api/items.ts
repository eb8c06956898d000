// The items of a data set as lists and as single scans; pictures come from /items/<id>/….
import { z } from 'zod';
import { itemFilterSchema } from '../../shared/domain/itemFilter.ts';
import { itemFacets } from '../jobs/items/facets.ts';
import { itemCount, itemIds, itemNeighbours, itemPage } from '../jobs/items/listItems.ts';
import { showItem } from '../jobs/items/showItem.ts';
import { procedure, router } from './trpc.ts';

const ofFilter = z.object({ filter: itemFilterSchema });
const page = { offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) };

export const items = router({
  /** One page of the list, each item with its current label, and how long the list is. */
  page: procedure.input(ofFilter.extend(page)).query(({ ctx, input: { filter, ...range } }) => itemPage(ctx.context, filter, range)),
  count: procedure.input(ofFilter).query(({ ctx, input }) => itemCount(ctx.context, input.filter)),
  /** Ids of a stretch of the list, for selecting; capped, `total` says how many there are. */
  ids: procedure
    .input(ofFilter.extend({ from: z.int().min(0), to: z.int().min(0) }))
    .query(({ ctx, input: { filter, ...range } }) => itemIds(ctx.context, filter, range)),
  /** Where an item stands in the list it came from. */
  neighbours: procedure
    .input(ofFilter.extend({ item: z.string() }))
    .query(({ ctx, input }) => itemNeighbours(ctx.context, input.filter, input.item)),
  /** The data card: file, eye, split parts, labels with their history, predictions. */
  show: procedure.input(z.object({ item: z.string() })).query(({ ctx, input }) => showItem(ctx.context, input.item)),
  /** For each value of each field, how many items it would show together with the other fields. */
  facets: procedure.input(ofFilter).query(({ ctx, input }) => itemFacets(ctx.context, input.filter)),
});
