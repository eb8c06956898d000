// config.json of a run folder: everything a run needs to be repeated exactly.
import { z } from 'zod';
import { choiceSchema } from './choice.ts';

export const runKinds = ['train', 'evaluate', 'predict', 'explain'] as const;
export const precisions = ['fp32', 'bf16'] as const;

export const runConfigSchema = z.strictObject({
  version: z.literal(1),
  kind: z.enum(runKinds),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  data: z.strictObject({
    dataset: z.string(),
    split: z.string(),
    /** Class names in the order of the network's outputs. */
    classes: z.array(z.string()).min(2),
  }),
  input: z.strictObject({
    /** [rows, columns] in pixels, as the network gets them. */
    size: z.tuple([z.int().min(8).max(4096), z.int().min(8).max(4096)]),
    channels: z.union([z.literal(1), z.literal(3)]),
  }),
  /** Preprocessing in order: how an image is fitted to the network, how its values are scaled. */
  steps: z.array(choiceSchema),
  architecture: choiceSchema,
  loss: choiceSchema,
  optimizer: choiceSchema,
  schedule: choiceSchema,
  augment: z.array(choiceSchema),
  sampler: choiceSchema,
  training: z.strictObject({
    epochs: z.int().min(1),
    batchSize: z.int().min(1),
    precision: z.enum(precisions),
    /** Largest global gradient norm; larger gradients are scaled down. 0 = off. */
    clipNorm: z.number().min(0).default(1),
    /** A checkpoint is written at least every so many steps, besides one at each epoch's end. 0 = epochs only. */
    checkpointSteps: z.int().min(0).default(0),
    /** Decode and augment workers. Never changes a result. */
    workers: z.int().min(1).max(64).default(2),
  }),
  selection: z.strictObject({ metric: z.string() }),
  /** For evaluate, predict and explain: the run folder whose checkpoint is used. */
  weights: z.strictObject({ folder: z.string(), checkpoint: z.enum(['best', 'last']) }).optional(),
  /** For explain: method, feature map (null = the last) and class (null = the predicted one). */
  explain: z.strictObject({ method: choiceSchema, layer: z.string().nullable(), class: z.string().nullable() }).optional(),
});
export type RunConfig = z.infer<typeof runConfigSchema>;
