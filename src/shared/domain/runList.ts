// Which runs, and in which order: the same words in the address of the window, in the API and in the store's query.
import { z } from 'zod';
import { runKinds } from './runConfig.ts';
import { runStates } from './runEvent.ts';

/** Every field narrows further; a list means any of its entries. */
export const runFilterSchema = z.strictObject({
  kinds: z.array(z.enum(runKinds)).optional(),
  states: z.array(z.enum(runStates)).optional(),
  /** Name of a data set. */
  dataset: z.string().optional(),
  tag: z.string().optional(),
  /** Part of the name, the note or a tag. */
  search: z.string().optional(),
});
export type RunFilter = z.infer<typeof runFilterSchema>;

export const runOrders = ['created', 'name', 'state', 'data', 'metric', 'patients', 'shortcut', 'time'] as const;
export type RunOrder = (typeof runOrders)[number];
export const runSortSchema = z.strictObject({ by: z.enum(runOrders), direction: z.enum(['ascending', 'descending']) });
export type RunSort = z.infer<typeof runSortSchema>;

/** `exactly`: the same configuration on the same files and labels. `todaysLabels`: the same configuration on the data set as it is now. */
export const rerunModes = ['exactly', 'todaysLabels'] as const;
export type RerunMode = (typeof rerunModes)[number];

/** Runs beside each other at once. */
export const mostComparedRuns = 6;

export const tagsSchema = z.array(z.string().trim().min(1).max(60)).max(20);
export const longestNote = 10_000;
export const longestRunName = 300;
