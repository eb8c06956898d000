// How a scan differs from those that a network was trained on: in size, colour, grey levels, and in what the network sees. An answer
// for such a scan deserves caution, however sure it looks.
import { z } from 'zod';

const comparisonSchema = z.strictObject({
  value: z.number(),
  /** Beyond it the scan is unlike: what 99 of 100 training scans stay below, each held against the scans of other patients. */
  threshold: z.number(),
  /** What differs, such as `width 1536`; null while value ≤ threshold. */
  words: z.string().nullable(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

export const unlikeSchema = z.strictObject({
  /** |ln| of the ratio to the nearest size seen, the larger of width and height. */
  size: comparisonSchema,
  /** Mean spread of the colour channels, on the 0..1 scale. */
  colour: comparisonSchema,
  /** Wasserstein distance of the grey levels to the mean of the training scans, on the 0..1 scale; border fill left out. */
  grey: comparisonSchema,
  /** Distance of the features before the head to the nearest training scans of other patients; null for a network without feature maps. */
  features: comparisonSchema.nullable(),
  /** Training scans that it was held against. */
  scans: z.int().min(1),
});
export type Unlike = z.infer<typeof unlikeSchema>;

/** The words of what differs; empty for a scan like the training data. */
export function unlikeReasons({ size, colour, grey, features }: Unlike): string[] {
  return [size, colour, grey, features].flatMap(comparison => comparison?.words ?? []);
}

/** The flag in one sentence; null for a scan like the training data. */
export function unlikeSentence(unlike: Unlike): string | null {
  const reasons = unlikeReasons(unlike);
  if (reasons.length === 0) return null;
  return `This scan differs from the training data (${reasons.join(', ')}). Treat the answer with caution.`;
}

/** artifacts/unlike.jsonl of a predict run: one item a line. */
export const unlikeRowSchema = z.strictObject({ item: z.string(), unlike: unlikeSchema });
