// manifest.jsonl of a run folder: one item a line.
import { z } from 'zod';

export const splitNames = ['train', 'val', 'test'] as const;
export type SplitName = (typeof splitNames)[number];
export const labelSources = ['human', 'consensus', 'import', 'model'] as const;
export type LabelSource = (typeof labelSources)[number];
export const lateralities = ['OD', 'OS'] as const;
export type Laterality = (typeof lateralities)[number];

export const manifestItemSchema = z.strictObject({
  item: z.string(),
  /** Keyed hash of the patient identifier, never the identifier. */
  subject: z.string(),
  eye: z.enum(lateralities).nullable(),
  /** Absolute path of the import root at the time of the run. */
  root: z.string(),
  /** Path below the root, with forward slashes. */
  path: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  frame: z.int().min(0).optional(),
  label: z.string().optional(),
  mask: z.string().optional(),
  split: z.enum(splitNames),
  source: z.enum(labelSources),
});
export type ManifestItem = z.infer<typeof manifestItemSchema>;
