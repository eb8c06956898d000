// Runs a classification network over batches: logits and probabilities for every item, with running statistics and no augmentation.
import type { Prediction } from '../../../shared/domain/prediction.ts';
import type { Model } from '../architectures/model.ts';
import type { BatchLoader } from '../sampling/batchLoader.ts';
import { recordAndDiscard, type StepOutput, type TracedStep, trace } from '../tensorflow/trace.ts';

export class Classifier {
  private readonly step: TracedStep<'images', 'logits'>;
  private readonly batch: Float32Array;
  private readonly batchSize: number;
  private readonly inputShape: readonly number[];
  private readonly model: Model;

  /** `inputShape` is [row, column, channel]. The last batch is filled up with zeros, so that one trace serves all. */
  constructor(model: Model, options: { inputShape: readonly number[]; batchSize: number; precision: 'fp32' | 'bf16' }) {
    this.model = model;
    this.inputShape = options.inputShape;
    this.batchSize = options.batchSize;
    this.batch = new Float32Array(options.batchSize * options.inputShape.reduce((product, size) => product * size, 1));
    this.step = trace(({ images }) => ({ logits: model.apply(images, { training: false, folded: true }) }), {
      name: 'classify',
      precision: options.precision,
    });
    // Makes the folded convolutions that `fold` fills.
    recordAndDiscard([1, ...options.inputShape], x => model.apply(x, { training: false, folded: true }));
    model.fold();
  }

  /** Logits [item, class] in the loader's item order, with the weights as they are now. */
  async logits(
    loader: BatchLoader,
    options: { onBatch?: (items: number) => void } = {},
  ): Promise<{ values: Float32Array; classes: number }> {
    const rows: { index: number; logits: Float32Array }[] = [];
    let classes = 0;
    this.model.fold();
    for await (const batch of loader.batches({ epoch: 0, training: false })) {
      const size = batch.count * (this.batch.length / this.batchSize);
      this.batch.fill(0);
      this.batch.set(batch.images.subarray(0, size));
      const indices = batch.indices.slice(0, batch.count);
      batch.release();
      const logits = await this.run(this.batch);
      classes = logits.shape[1] as number;
      indices.forEach((index, row) => {
        rows.push({ index, logits: (logits.data as Float32Array).slice(row * classes, (row + 1) * classes) });
      });
      options.onBatch?.(indices.length);
    }
    const values = new Float32Array(rows.length * classes);
    for (const { index, logits } of rows) values.set(logits, index * classes);
    return { values, classes };
  }

  /** Logits [image, class] of one full batch [image, row, column, channel], with the weights of the last `model.fold`. */
  async run(images: Float32Array): Promise<StepOutput> {
    return (await this.step.run({ images: { data: images, shape: [this.batchSize, ...this.inputShape] } })).logits;
  }

  dispose(): void {
    this.step.dispose();
  }
}

/** Softmax of each row, computed in double precision. */
export function softmaxRows(logits: Float32Array, classes: number): Float32Array {
  const result = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes);
    const largest = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const exponentials = Array.from(row, value => Math.exp(value - largest));
    const sum = exponentials.reduce((a, b) => a + b, 0);
    for (let i = 0; i < classes; i++) result[start + i] = (exponentials[i] as number) / sum;
  }
  return result;
}

/** Rows of predictions/<split>.jsonl. `labels` holds -1 where an item has none. */
export function toPredictions(items: readonly string[], labels: ArrayLike<number>, logits: Float32Array, classes: number): Prediction[] {
  const probabilities = softmaxRows(logits, classes);
  return items.map((item, i) => {
    const row = probabilities.subarray(i * classes, (i + 1) * classes);
    const label = labels[i] as number;
    return {
      item,
      label: label < 0 ? null : label,
      logits: Array.from(logits.subarray(i * classes, (i + 1) * classes)),
      probabilities: Array.from(row),
      predicted: row.indexOf(row.reduce((a, b) => Math.max(a, b))),
    };
  });
}
