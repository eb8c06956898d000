// Predicts a list of images, from files or from pixels at hand, each with an error of its own where it cannot be read.
import type { Prediction } from '../../../shared/domain/prediction.ts';
import { type AppErrorJson, toAppError } from '../../../shared/errors.ts';
import { emptyPlan } from '../augment/augmentation.ts';
import { createRenderer } from '../augment/renderInput.ts';
import { toPredictions } from '../inference/classifier.ts';
import { type ItemSource, readItem } from '../sampling/loaderItem.ts';
import type { Progress } from './interactiveProtocol.ts';
import type { TrainedModel } from './modelCache.ts';

export type FileAnswer = Pick<Prediction, 'logits' | 'probabilities' | 'predicted'> | { error: AppErrorJson };

export interface PredictOptions {
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
}

/**
 * An item takes the same place in the same batch as in a predict run over the same list, whether others can be read or not.
 * Errors: the signal's reason; `outOfMemory`.
 */
export async function predictItemFiles(
  trained: TrainedModel,
  items: readonly ItemSource[],
  options: PredictOptions,
): Promise<FileAnswer[]> {
  const { pipeline } = trained;
  const { batchSize } = trained.config.training;
  const imageLength = pipeline.rows * pipeline.columns * pipeline.channels;
  const render = createRenderer(pipeline);
  const batch = new Float32Array(batchSize * imageLength);
  const answers: FileAnswer[] = [];
  for (let first = 0; first < items.length; first += batchSize) {
    const part = items.slice(first, first + batchSize);
    const errors = new Map<number, AppErrorJson>();
    batch.fill(0);
    for (const [row, item] of part.entries()) {
      options.signal.throwIfAborted();
      try {
        render((await readItem(item, pipeline)).raster, emptyPlan(), batch, row * imageLength);
      } catch (thrown) {
        errors.set(row, toAppError(thrown).toJSON());
      }
    }
    answers.push(...(await answerBatch(trained, part, errors, batch)));
    options.onProgress({ done: first + part.length, total: items.length });
  }
  return answers;
}

async function answerBatch(
  { classifier }: TrainedModel,
  items: readonly ItemSource[],
  errors: ReadonlyMap<number, AppErrorJson>,
  batch: Float32Array,
): Promise<FileAnswer[]> {
  const { data, shape } = await classifier.run(batch);
  const classes = shape[1] as number;
  const names = items.map(item => item.path);
  const rows = toPredictions(
    names,
    new Int32Array(items.length).fill(-1),
    data.subarray(0, items.length * classes) as Float32Array,
    classes,
  );
  return rows.map(({ logits, probabilities, predicted }, row) => {
    const error = errors.get(row);
    return error === undefined ? { logits, probabilities, predicted } : { error };
  });
}
