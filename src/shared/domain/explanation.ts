// artifacts/explanations.jsonl of an explain run: one item a line.
import { z } from 'zod';

export const explainedSchema = z.strictObject({
  item: z.string(),
  path: z.string(),
  /** Class index that the network predicts, and the one that the map explains. */
  predicted: z.int().min(0),
  explained: z.int().min(0),
  probabilities: z.array(z.number()),
  method: z.string(),
  layer: z.string(),
  /** Largest raw attribution; comparable between items of one run. */
  maximum: z.number(),
  /** Share of the map's mass on border fill; null for a map without mass. */
  massOnFill: z.number().nullable(),
  /** The overlay's file below the run folder; null when the map is flat. */
  overlay: z.string().nullable(),
  /** Why no map is drawn. */
  flat: z.string().optional(),
});
export type Explained = z.infer<typeof explainedSchema>;
