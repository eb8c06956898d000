// Predicts files that a person names with a trained run.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ManifestItem } from '../../shared/domain/manifest.ts';
import { type Unlike, unlikeRowSchema } from '../../shared/domain/unlike.ts';
import { writeFileAtomic } from '../atomicFile.ts';
import { parseJson, readConfig, readJsonFile, readManifest } from '../engine/host/runFolder.ts';
import type { Run } from '../store/run.ts';
import { type JobContext, runFolderOf } from './context.ts';
import { createRun } from './createRun.ts';
import { trainedRun } from './evaluateRun.ts';
import { filesManifest } from './filesManifest.ts';
import type { OperationOptions, RefusedFile } from './operation.ts';
import type { Queue } from './queue.ts';
import { freeRunName } from './runNames.ts';

export interface PredictRequest {
  /** Id or name of a training run. */
  run: string;
  /** Files and folders. */
  paths: readonly string[];
  checkpoint?: 'best' | 'last' | undefined;
}

export interface StartedFiles {
  run: Run;
  refused: RefusedFile[];
  ignored: number;
}

/** Makes a predict run and puts it into the queue. Errors: those of `filesManifest`; `notFound`, `conflict` for the run. */
export async function predictFiles(
  context: JobContext,
  queue: Queue,
  request: PredictRequest,
  options: OperationOptions = {},
): Promise<StartedFiles> {
  const { checkpoint = 'best' } = request;
  const { source, folder } = trainedRun(context, request.run, checkpoint);
  const { manifest, refused, ignored } = await filesManifest(context, request.paths, options);
  const config = { ...readConfig(folder), kind: 'predict' as const, weights: { folder, checkpoint } };
  const run = createRun(context, { name: freeRunName(context, `${source.name}-predict`), config, manifest, parent: source.id });
  writeFileAtomic(join(runFolderOf(context, run.id), refusedName), JSON.stringify(refusedSchema.parse({ refused, ignored }), null, 2));
  queue.enqueue(run.id);
  return { run, refused, ignored };
}

const refusedName = 'artifacts/refused.json';
const refusedSchema = z.strictObject({
  refused: z.array(z.strictObject({ name: z.string(), code: z.string(), reason: z.string() })),
  /** Files in folders that are no images at all. */
  ignored: z.int().min(0),
});

/** The files that a predict run was given and could not take, each with its reason. */
export function readRefused(context: JobContext, idOrName: string): z.infer<typeof refusedSchema> {
  const { id } = context.workspace.store.runs.get(idOrName);
  const path = join(runFolderOf(context, id), refusedName);
  return existsSync(path) ? readJsonFile(path, refusedSchema) : { refused: [], ignored: 0 };
}

/** What a run says about one file. */
export interface FilePrediction {
  /** Absolute path of the root and the path below it. */
  root: string;
  name: string;
  item: string;
  predicted: string;
  /** By class. */
  probabilities: Record<string, number>;
  /** The part of the training run's data that holds the very same file: a prediction for a training scan proves nothing. */
  seenIn: ManifestItem['split'] | null;
  /** How it differs from the training data; null where that is not known. */
  unlike: Unlike | null;
}

/** Results of a finished predict run, in the order of its files. */
export function readPredictions(context: JobContext, idOrName: string): FilePrediction[] {
  const { store } = context.workspace;
  const run = store.runs.get(idOrName);
  const { classes } = run.config.data;
  const predictions = new Map(store.predictions.list(run.id, 'predict').map(row => [row.item, row]));
  const seen = seenFiles(context, run);
  const unlike = unlikeRows(context, run);
  return readManifest(runFolderOf(context, run.id)).flatMap(({ item, root, path, sha256 }) => {
    const row = predictions.get(item);
    if (row === undefined) return [];
    const probabilities = Object.fromEntries(classes.map((name, i) => [name, row.probabilities[i] as number]));
    const known = { seenIn: seen.get(sha256) ?? null, unlike: unlike.get(item) ?? null };
    return [{ root, name: path, item, predicted: classes[row.predicted] as string, probabilities, ...known }];
  });
}

/** Item → how it differs; empty for a run that does not say. */
function unlikeRows(context: JobContext, run: Run): Map<string, Unlike> {
  const path = join(runFolderOf(context, run.id), 'artifacts', 'unlike.jsonl');
  if (!existsSync(path)) return new Map();
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line !== '');
  return new Map(
    lines.map((line, i) => {
      const { item, unlike } = parseJson(line, unlikeRowSchema, `${path}, line ${i + 1}`);
      return [item, unlike];
    }),
  );
}

/** Content hash → part, of the run that was trained. */
function seenFiles(context: JobContext, run: Run): Map<string, ManifestItem['split']> {
  if (run.parent === null) return new Map();
  return new Map(readManifest(runFolderOf(context, run.parent)).map(item => [item.sha256, item.split]));
}
