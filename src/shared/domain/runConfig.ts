// config.json of a run folder: everything a run needs to be repeated exactly.
import { z } from 'zod';
import { choiceSchema } from './choice.ts';

export const runKinds = ['train', 'evaluate', 'predict', 'explain'] as const;
export const precisions = ['fp32', 'bf16'] as const;

/** Files of a run folder that starts from given weights; the manifest lists the items that these were trained and selected on. */
export const initialWeightsNames = { weights: 'initial/weights.safetensors', manifest: 'initial/manifest.jsonl' } as const;

export const initialWeightsSchema = z.strictObject({
  source: z.enum(['run', 'file']),
  /** The run's or the imported file's name, for people; `run` is the run's id. */
  name: z.string(),
  run: z.string().optional(),
  /** Of the safetensors file. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** `new`: the classifying layer starts from the seed, because the classes are others or nobody knows what they were. */
  head: z.enum(['keep', 'new']),
});
export type InitialWeights = z.infer<typeof initialWeightsSchema>;

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
    epochs: z.int().min(1).meta({ title: 'Epochs', description: 'How often every training image is seen.' }),
    batchSize: z.int().min(1).meta({ title: 'Batch', description: 'Images in one step. More need more memory.' }),
    precision: z.enum(precisions).meta({ title: 'Precision', description: 'bf16 is faster where the processor has it, and coarser.' }),
    clipNorm: z
      .number()
      .min(0)
      .default(1)
      .meta({ title: 'Gradient limit', description: 'Gradients with a larger global norm are scaled down to it. 0 switches this off.' }),
    checkpointSteps: z.int().min(0).default(0).meta({
      title: 'Checkpoint every',
      description: 'A checkpoint is written at least so often, besides one at each epoch’s end. 0: epochs only.',
      unit: 'steps',
    }),
    workers: z
      .int()
      .min(1)
      .max(64)
      .default(2)
      .meta({ title: 'Workers', description: 'Threads that decode and augment ahead of the step. Never changes a result.' }),
  }),
  selection: z.strictObject({ metric: z.string() }),
  /** For evaluate, predict and explain: the run folder whose checkpoint is used. */
  weights: z.strictObject({ folder: z.string(), checkpoint: z.enum(['best', 'last']) }).optional(),
  /** For train: where the first weights come from instead of the seed. The run folder holds the tensors themselves (initialWeightsNames). */
  initialWeights: initialWeightsSchema.optional(),
  /** For explain: method, feature map (null = the last) and class (null = the predicted one). */
  explain: z.strictObject({ method: choiceSchema, layer: z.string().nullable(), class: z.string().nullable() }).optional(),
});
export type RunConfig = z.infer<typeof runConfigSchema>;
