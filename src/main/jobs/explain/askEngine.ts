// What the interactive engine says of one scan: the answer, the evidence for it as a map on the scan, and whether it knows such scans.
import { z } from 'zod';
import { explainedSchema } from '../../../shared/domain/explanation.ts';
import { type Unlike, unlikeSchema } from '../../../shared/domain/unlike.ts';
import { AppError } from '../../../shared/errors.ts';
import { camMethods } from '../../engine/explain/camMethods.ts';
import { mapToImage } from '../../engine/explain/render/mapToImage.ts';
import type { ResultOf } from '../../engine/host/interactiveProtocol.ts';
import { checkpointWeights } from '../../engine/training/checkpointFiles.ts';
import type { JobContext } from '../context.ts';
import { trainedRun } from '../evaluateRun.ts';
import { keptAnswer } from './answerCache.ts';
import { type AskedAddress, askedScan } from './askedScan.ts';

export interface ScanQuestion extends AskedAddress {
  /** Id or name of a training run. */
  run: string;
  checkpoint?: 'best' | 'last' | undefined;
}

export interface HeatMapQuestion extends ScanQuestion {
  method?: string | undefined;
  /** Feature map; default: the last. */
  layer?: string | undefined;
  /** Default: the predicted class. */
  class?: string | undefined;
}

const numbersSchema = explainedSchema.omit({ item: true, path: true, overlay: true });

export interface HeatMapAnswer extends z.output<typeof numbersSchema> {
  classes: string[];
  /** Pixels of the file. */
  image: { rows: number; columns: number };
  /** Attribution on the scan's own grid, at most `mapPx` on a side: base64 of float32, little-endian [row, column]. Null for a flat map. */
  map: { rows: number; columns: number; data: string } | null;
}

/** Finer than any feature map; the window draws it over the scan, bilinearly. */
const mapPx = 512;

const keptSchema = numbersSchema.extend({
  map: z.object({ rows: z.int(), columns: z.int(), firstCentre: z.number().optional(), data: z.array(z.number()) }),
  network: z.object({ rows: z.int(), columns: z.int() }),
  placement: z.object({ rowScale: z.number(), rowOffset: z.number(), columnScale: z.number(), columnOffset: z.number() }),
  image: z.object({ rows: z.int(), columns: z.int() }),
});
const predictedSchema = z.object({ probabilities: z.array(z.number()), predicted: z.int() });

/** Errors: `notFound`, `conflict` for the run; `unknownName`; those of `askedScan` and of the scan's file; `engineCrashed` with the engine's last words; `interrupted`. */
export async function explainScan(context: JobContext, question: HeatMapQuestion, signal: AbortSignal): Promise<HeatMapAnswer> {
  const { method = 'gradcam', layer = null, class: wanted = null } = question;
  const { classes, folder, checkpoint, weights, identity, source } = prepared(context, question);
  const kept = await keptAnswer(context, ['explain', 1, weights, ...identity, method, layer, wanted], keptSchema, async () => {
    const answer = await context.interactive.explain(
      { run: folder, checkpoint, item: await source(), method, layer, class: wanted },
      { signal },
    );
    return plain(answer);
  });
  const { map, network, placement, image, ...numbers } = kept;
  return { ...numbers, classes, image, map: numbers.flat === undefined ? onScan(kept) : null };
}

/** The probabilities alone, where no map is wanted. Errors as `explainScan`. */
export async function predictScan(
  context: JobContext,
  question: ScanQuestion,
  signal: AbortSignal,
): Promise<{ classes: string[]; probabilities: number[]; predicted: number }> {
  const { classes, folder, checkpoint, weights, identity, source } = prepared(context, question);
  const kept = await keptAnswer(context, ['predict', 1, weights, ...identity], predictedSchema, async () => {
    const { items } = await context.interactive.predict({ run: folder, checkpoint, items: [await source()] }, { signal });
    const [answer] = items;
    if (answer === undefined || 'error' in answer) throw AppError.fromJSON(answer?.error);
    return { probabilities: answer.probabilities, predicted: answer.predicted };
  });
  return { classes, ...kept };
}

/** Errors as `explainScan`; `notFound` where the run's training scans are gone and it did not keep what they were like. */
export async function compareWithTraining(context: JobContext, question: ScanQuestion, signal: AbortSignal): Promise<Unlike> {
  const { folder, checkpoint, weights, identity, source } = prepared(context, question);
  return keptAnswer(context, ['unlike', 1, weights, ...identity], unlikeSchema, async () =>
    context.interactive.unlike({ run: folder, checkpoint, item: await source() }, { signal }),
  );
}

/** What can be asked of a run. Errors: `notFound`, `conflict`. */
export async function explainChoices(context: JobContext, run: string, signal: AbortSignal) {
  const { source, folder } = trainedRun(context, run, 'best');
  const { layers, chosen } = await context.interactive.layers({ run: folder }, { signal });
  return {
    methods: [...camMethods],
    classes: source.config.data.classes,
    layers: layers.map(({ name, size }) => ({ name, size })),
    chosen,
  };
}

function prepared(context: JobContext, { run, checkpoint = 'best', ...address }: ScanQuestion) {
  const { source: trained, folder } = trainedRun(context, run, checkpoint);
  const weights = checkpointWeights(folder, checkpoint)?.sha256 ?? '';
  const { data, input } = trained.config;
  const { identity, source } = askedScan(context, address);
  return { classes: data.classes, folder, checkpoint, weights, identity, source: () => source(input.channels) };
}

/** Typed arrays as JSON keeps them. */
function plain({ map, ...rest }: ResultOf<'explain'>): z.output<typeof keptSchema> {
  return { ...rest, map: { ...map, data: [...map.data] } };
}

function onScan({ map, network, placement, image }: z.output<typeof keptSchema>): NonNullable<HeatMapAnswer['map']> {
  const scale = Math.min(1, mapPx / Math.max(image.rows, image.columns));
  const rows = Math.max(1, Math.round(image.rows * scale));
  const columns = Math.max(1, Math.round(image.columns * scale));
  const there = { rowScale: (placement.rowScale * image.rows) / rows, columnScale: (placement.columnScale * image.columns) / columns };
  const { firstCentre, ...size } = map;
  const cells = { ...size, ...(firstCentre === undefined ? {} : { firstCentre }), data: Float32Array.from(map.data) };
  const { data } = mapToImage(cells, network, { ...placement, ...there }, rows, columns);
  return { rows, columns, data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') };
}
