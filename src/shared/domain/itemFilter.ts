// Which items of a data set, and in which order: the same words in the address of the window, in the API and in the store's query.
import { z } from 'zod';
import { lateralities, splitNames } from './manifest.ts';
import { scanPatterns } from './volume.ts';

/** `labelled`: a class was given by a person or by import; `ungradable`: a person said that no class can be told. */
export const labelStates = ['unlabelled', 'labelled', 'ungradable'] as const;
export type LabelState = (typeof labelStates)[number];

/** `uncertainty` and `loss` need `run`: the highest first. */
export const itemOrders = ['path', 'patient', 'uncertainty', 'loss'] as const;
export type ItemOrder = (typeof itemOrders)[number];

export const itemKinds = ['image', 'volume'] as const;

/** Every field narrows further; a list means any of its entries. */
export const itemFilterSchema = z.strictObject({
  /** Id of the data set. */
  dataset: z.string(),
  /** Current class. */
  classes: z.array(z.string()).optional(),
  states: z.array(z.enum(labelStates)).optional(),
  /** Id of a split of the data set; `parts` are its parts. */
  split: z.string().optional(),
  parts: z.array(z.enum(splitNames)).optional(),
  subject: z.string().optional(),
  eyes: z.array(z.enum([...lateralities, 'unknown'])).optional(),
  /** `volume`: scans with B-scans; the next two hold of these alone. */
  kinds: z.array(z.enum(itemKinds)).optional(),
  /** Models as their files name them. */
  devices: z.array(z.string()).optional(),
  patterns: z.array(z.enum([...scanPatterns, 'unknown'])).optional(),
  /** Part of the path. */
  search: z.string().optional(),
  /** Name of an import finding: the items that it concerns. */
  finding: z.string().optional(),
  flagged: z.boolean().optional(),
  /** true: the items that were left out, which no other list shows. */
  excluded: z.boolean().optional(),
  /** Id of a run: the items that it has predicted, narrowed by the class they had then, the predicted one, and whether these differ. */
  run: z.string().optional(),
  truth: z.string().optional(),
  predicted: z.string().optional(),
  wrong: z.boolean().optional(),
  order: z.enum(itemOrders).optional(),
});
export type ItemFilter = z.infer<typeof itemFilterSchema>;

type Query = Record<string, string>;
const separator = ',';

/** As the query of an address; lists are joined by commas. The data set is not in it: it stands in the path. */
export function filterToQuery({ dataset: _, ...filter }: ItemFilter): Query {
  const query: Query = {};
  for (const [key, value] of Object.entries(filter)) {
    if (value === undefined) continue;
    query[key] = Array.isArray(value) ? value.map(encodeURIComponent).join(separator) : String(value);
  }
  return query;
}

/** Back from an address. What does not fit, such as a hand-written address, is left out. */
export function filterFromQuery(dataset: string, query: Query): ItemFilter {
  let filter: ItemFilter = { dataset };
  for (const [key, text] of Object.entries(query)) {
    if (key === 'dataset') continue;
    for (const value of [{ true: true, false: false }[text], text, text.split(separator).map(decodeURIComponent)]) {
      const parsed = itemFilterSchema.safeParse({ ...filter, [key]: value });
      if (parsed.success) filter = parsed.data;
    }
  }
  return filter;
}
