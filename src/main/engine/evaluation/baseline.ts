// What a plain model reaches on the same split: the yardstick printed beside a network's result.
import type { Estimate } from '../../../shared/domain/evaluation.ts';
import type { Prediction } from '../../../shared/domain/prediction.ts';
import { evaluateClassification } from './evaluateClassification.ts';
import { type LogisticModel, predictLogistic } from './logisticRegression.ts';

/** Features and labels of one part of a split. */
export interface BaselinePart {
  /** [item, feature], C order. */
  readonly features: ArrayLike<number>;
  readonly labels: Int32Array;
  /** [item] */
  readonly subjects: readonly string[];
}

export interface BaselineResult {
  readonly balancedAccuracy: Estimate;
  readonly patients: number;
  readonly scans: number;
}

/** Balanced accuracy of a logistic model with its patient-bootstrap interval; `features` are already standardised. */
export function scoreBaseline(
  model: LogisticModel,
  features: Float32Array,
  { labels, subjects }: Omit<BaselinePart, 'features'>,
  classes: readonly string[],
  seed: number,
): BaselineResult {
  const probabilities = predictLogistic(model, features);
  const predictions = Array.from(labels, (label, item): Prediction => {
    const row = Array.from(probabilities.subarray(item * classes.length, (item + 1) * classes.length));
    return { item: String(item), label, logits: row.map(Math.log), probabilities: row, predicted: row.indexOf(Math.max(...row)) };
  });
  const { overall, patients, scans } = evaluateClassification({ predictions, subjects, classes, seed, worst: 0 });
  return { balancedAccuracy: overall.balancedAccuracy, patients, scans };
}
