// predictions/<split>.jsonl of a run folder: one item a line.
import { z } from 'zod';

export const predictionSchema = z.strictObject({
  item: z.string(),
  /** Index into the run's classes; null where the item has no label. */
  label: z.int().min(0).nullable(),
  logits: z.array(z.number()),
  probabilities: z.array(z.number()),
  predicted: z.int().min(0),
});
export type Prediction = z.infer<typeof predictionSchema>;
