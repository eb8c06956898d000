// What every classification metric takes and gives, and the checks they share.
import type { z } from 'zod';
import type { Spec } from '../../../shared/domain/choice.ts';
import { AppError } from '../../../shared/errors.ts';

/** Labels [item] and softmax outputs [item, class] of one split. */
export interface ClassificationInput {
  /** True class of each item, an index into `classes`. */
  readonly labels: Int32Array;
  /** [item, class], C order. */
  readonly probabilities: Float32Array;
  /** Class names in the order of the network's outputs. */
  readonly classes: readonly string[];
}

/** A number, or NaN with the reason why there is none: undefined is never written as zero. */
export interface MetricValue {
  readonly value: number;
  readonly reason?: string;
}

export interface MetricSpec<Params extends z.ZodType = z.ZodType> extends Spec<Params> {
  /** Which way is better; a checkpoint whose value is NaN is never better. */
  readonly direction: 'max' | 'min';
  readonly compute: (input: ClassificationInput, params: z.output<Params>) => MetricValue;
}

/** Keeps `params` typed inside a spec. */
export function metricSpec<Params extends z.ZodType>(spec: MetricSpec<Params>): MetricSpec<Params> {
  return spec;
}

export function undefinedBecause(reason: string): MetricValue {
  return { value: Number.NaN, reason };
}

/** The mean over classes; undefined as soon as one class is, because leaving a class out would flatter the model. */
export function meanOverClasses(values: readonly MetricValue[]): MetricValue {
  const missing = values.find(value => Number.isNaN(value.value));
  if (missing !== undefined) return missing;
  return { value: values.reduce((sum, { value }) => sum + value, 0) / values.length };
}

/** Errors: `badInput` when lengths, labels or probabilities do not fit each other; `nonFinite` names the item. */
export function checkClassificationInput({ labels, probabilities, classes }: ClassificationInput): void {
  const classCount = classes.length;
  if (probabilities.length !== labels.length * classCount) {
    throw new AppError(
      'badInput',
      `Expected ${labels.length} items × ${classCount} classes of probabilities, received ${probabilities.length} numbers. Pass one row per label.`,
    );
  }
  for (const [item, label] of labels.entries()) {
    if (label < 0 || label >= classCount) {
      throw new AppError('badInput', `Expected labels 0…${classCount - 1}, received ${label} at item ${item}. Leave unlabelled items out.`);
    }
  }
  const bad = probabilities.findIndex(value => !Number.isFinite(value));
  if (bad >= 0) {
    throw new AppError(
      'nonFinite',
      `Expected finite probabilities, received ${probabilities[bad]} at item ${Math.floor(bad / classCount)}. The model's weights may have diverged.`,
    );
  }
}

/** The most probable class of each item; the first one where two are equal. */
export function predictedClasses({ labels, probabilities, classes }: ClassificationInput): Int32Array {
  const classCount = classes.length;
  const predicted = new Int32Array(labels.length);
  for (let item = 0; item < labels.length; item++) {
    const row = item * classCount;
    let best = 0;
    for (let c = 1; c < classCount; c++) {
      if ((probabilities[row + c] as number) > (probabilities[row + best] as number)) best = c;
    }
    predicted[item] = best;
  }
  return predicted;
}
