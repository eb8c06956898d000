// What the app asks the interactive engine process, and what comes back. Messages travel by structured clone, so maps stay typed arrays.
import { z } from 'zod';
import { explainedSchema } from '../../../shared/domain/explanation.ts';
import { manifestItemSchema } from '../../../shared/domain/manifest.ts';
import { predictionSchema } from '../../../shared/domain/prediction.ts';
import { unlikeSchema } from '../../../shared/domain/unlike.ts';
import { AppError } from '../../../shared/errors.ts';

const errorSchema = z.looseObject({ code: z.string(), message: z.string() }).transform(error => AppError.fromJSON(error).toJSON());

/** One image of a file; `sha256` where the content at import is known: a file that changed since is refused. */
const itemFileSchema = manifestItemSchema.pick({ root: true, path: true, frame: true }).extend({
  sha256: manifestItemSchema.shape.sha256.optional(),
});

/** One image whose pixels are at hand, such as a B-scan of a volume: grey [row, column]. `path` for messages. */
const itemPixelsSchema = z.strictObject({
  path: z.string(),
  raster: z
    .strictObject({ data: z.instanceof(Uint8Array), rows: z.int().min(1), columns: z.int().min(1), channels: z.literal(1) })
    .refine(({ data, rows, columns }) => data.length === rows * columns, { error: 'expected one grey level for each pixel' }),
});

const itemSchema = z.union([itemFileSchema, itemPixelsSchema]);

/** A folder of a training run, and which of its checkpoints. */
const trainedSchema = z.strictObject({ run: z.string(), checkpoint: z.enum(['best', 'last']) });

const sizeSchema = z.strictObject({ rows: z.int(), columns: z.int() });
const layerSchema = z.strictObject({ name: z.string(), size: z.array(z.int()), channels: z.int() });

export const interactiveMethods = {
  /** The answer for each image, in order: the same numbers, bit for bit, as a predict run over the same list. */
  predict: {
    params: trainedSchema.extend({ items: z.array(itemSchema) }),
    result: z.strictObject({
      items: z.array(z.union([predictionSchema.omit({ item: true, label: true }), z.strictObject({ error: errorSchema })])),
    }),
  },
  /** One heat map: the same numbers as an explain run's. */
  explain: {
    params: trainedSchema.extend({
      item: itemSchema,
      method: z.string(),
      /** Feature map; null = the last. */
      layer: z.string().nullable(),
      /** Name of the class to explain; null = the predicted one. */
      class: z.string().nullable(),
    }),
    result: explainedSchema.omit({ item: true, path: true, overlay: true }).extend({
      /** [row, column] in cells of the feature map, unscaled. */
      map: sizeSchema.extend({ firstCentre: z.number().optional(), data: z.custom<Float32Array>(value => value instanceof Float32Array) }),
      /** Pixels of the network's input that the cells divide evenly. */
      network: sizeSchema,
      /** Where the file's pixels went in it: position there = scale · position in the file + offset. */
      placement: z.strictObject({ rowScale: z.number(), rowOffset: z.number(), columnScale: z.number(), columnOffset: z.number() }),
      /** Pixels of the file. */
      image: sizeSchema,
    }),
  },
  /** How a scan differs from the run's training data; at the first need the engine reads that through, and tells its progress. */
  unlike: {
    params: trainedSchema.extend({ item: itemSchema }),
    result: unlikeSchema,
  },
  /** The feature maps that `explain` can be asked for, in the order of the forward pass, and the one that `null` stands for. */
  layers: {
    params: z.strictObject({ run: z.string() }),
    result: z.strictObject({ layers: z.array(layerSchema), chosen: z.string() }),
  },
} as const;

export type InteractiveMethod = keyof typeof interactiveMethods;
export type ParamsOf<M extends InteractiveMethod> = z.input<(typeof interactiveMethods)[M]['params']>;
export type ResultOf<M extends InteractiveMethod> = z.output<(typeof interactiveMethods)[M]['result']>;

/** Errors: `internal` for an answer of another shape. */
export function parseResult<M extends InteractiveMethod>(method: M, result: unknown): ResultOf<M> {
  const parsed = interactiveMethods[method].result.safeParse(result);
  if (parsed.success) return parsed.data as ResultOf<M>;
  throw new AppError('internal', `Unexpected answer of the engine to '${method}': ${z.prettifyError(parsed.error)}`);
}

const id = z.int();

export const interactiveRequestSchema = z.discriminatedUnion('method', [
  z.strictObject({ id, method: z.literal('predict'), params: interactiveMethods.predict.params }),
  z.strictObject({ id, method: z.literal('explain'), params: interactiveMethods.explain.params }),
  z.strictObject({ id, method: z.literal('unlike'), params: interactiveMethods.unlike.params }),
  z.strictObject({ id, method: z.literal('layers'), params: interactiveMethods.layers.params }),
  /** Ends the request of this id between two batches; it is answered with `interrupted`. */
  z.strictObject({ id, method: z.literal('cancel') }),
]);
export type InteractiveRequest = z.output<typeof interactiveRequestSchema>;

/** Items, or scans of the training data, done so far. */
const progressSchema = z.strictObject({ done: z.int(), total: z.int() });
export type Progress = z.output<typeof progressSchema>;

export const interactiveReplySchema = z.discriminatedUnion('type', [
  z.strictObject({ id, type: z.literal('result'), result: z.unknown() }),
  z.strictObject({ id, type: z.literal('error'), error: errorSchema }),
  z.strictObject({ id, type: z.literal('progress'), progress: progressSchema }),
]);
export type InteractiveReply = z.output<typeof interactiveReplySchema>;
