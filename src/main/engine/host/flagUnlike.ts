// Holds each scan of a predict run against the training data of the network that answers: artifacts/unlike.jsonl.
import type { z } from 'zod';
import type { unlikeRowSchema } from '../../../shared/domain/unlike.ts';
import { toAppError } from '../../../shared/errors.ts';
import type { Model } from '../architectures/model.ts';
import { FeatureReader } from '../inference/featureReader.ts';
import { createPipeline } from '../preprocess/pipeline.ts';
import { inputShapeOf } from '../training/buildNetwork.ts';
import { checkpointWeights } from '../training/checkpointFiles.ts';
import { describeScan } from '../unlike/describeScan.ts';
import { makeReference } from '../unlike/makeReference.ts';
import { compareScan, readReference, type TrainingReference } from '../unlike/trainingReference.ts';
import { writeArtifact } from './evaluateSplit.ts';
import { readConfig, readManifest } from './runFolder.ts';
import type { RunInput } from './runInput.ts';
import type { EngineRun } from './trainRun.ts';

/** `model` holds the weights of `config.weights`. The answers stand without it: where the training data is gone, the log says so. */
export async function flagUnlike(run: EngineRun, { config, manifest }: RunInput, model: Model): Promise<void> {
  const { weights } = config;
  if (weights === undefined) return;
  const sha256 = checkpointWeights(weights.folder, weights.checkpoint)?.sha256 ?? '';
  let reference: TrainingReference;
  try {
    reference = await openReference(weights.folder, sha256, model, {
      signal: run.interrupted,
      onProgress: (done, total) => run.report.progress('describe the training data', done, total, { items: 1 }),
    });
  } catch (thrown) {
    run.interrupted.throwIfAborted();
    run.report.log('warn', `Whether these scans are like the training data cannot be told: ${toAppError(thrown).message}`);
    return;
  }
  const pipeline = createPipeline(config);
  const reader = FeatureReader.open(model, inputShapeOf(config));
  const rows: z.infer<typeof unlikeRowSchema>[] = [];
  try {
    for (const [i, item] of manifest.entries()) {
      run.interrupted.throwIfAborted();
      const { measures, features } = await describeScan(item, pipeline, reader);
      rows.push({ item: item.item, unlike: compareScan(reference, measures, features) });
      run.report.progress('compare with the training data', i + 1, manifest.length, { items: 1 });
    }
  } finally {
    reader?.dispose();
  }
  writeArtifact(run, 'artifacts/unlike.jsonl', 'unlike', rows.map(row => `${JSON.stringify(row)}\n`).join(''));
}

/** The reference of a training run; runs of before it was kept get theirs now. Errors: those of `makeReference`. */
export async function openReference(
  folder: string,
  weights: string,
  model: Model,
  options: { signal: AbortSignal; onProgress: (done: number, total: number) => void },
): Promise<TrainingReference> {
  const known = readReference(folder, weights);
  if (known !== null) return known;
  await makeReference({ folder, weights, model, config: readConfig(folder), manifest: readManifest(folder), ...options });
  return readReference(folder, weights) as TrainingReference;
}
