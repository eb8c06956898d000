// What people say about items. Every decision is an event that stays; the profile that decides is named in each call.
import { z } from 'zod';
import { labelDecisionSchema } from '../../shared/domain/label.ts';
import { idsAtMost } from '../jobs/items/listItems.ts';
import { itemHistory } from '../jobs/items/showItem.ts';
import { labelItems } from '../jobs/labels/labelItems.ts';
import { redoLabels, undoLabels } from '../jobs/labels/undoLabels.ts';
import { ofDataset } from './inputs.ts';
import { procedure, router } from './trpc.ts';

const byPerson = ofDataset.extend({ profile: z.string() });
const itemsSchema = z
  .array(z.object({ item: z.string(), seen: z.int().nullable().optional() }))
  .min(1)
  .max(idsAtMost);

export const labels = router({
  /** Labels items; those that somebody else labelled since `seen` are left alone and come back as conflicts. */
  set: procedure
    .input(byPerson.extend({ items: itemsSchema, decision: labelDecisionSchema, basisRun: z.string().optional() }))
    .mutation(({ ctx, input }) => labelItems(ctx.context, input)),
  /** Takes back the person's newest act in the data set, whole; what it was comes as the answer. */
  undo: procedure.input(byPerson).mutation(({ ctx, input }) => undoLabels(ctx.context, input)),
  redo: procedure.input(byPerson).mutation(({ ctx, input }) => redoLabels(ctx.context, input)),
  /** Every event of an item, oldest first. */
  history: procedure.input(z.object({ item: z.string() })).query(({ ctx, input }) => itemHistory(ctx.context, input.item)),
});
