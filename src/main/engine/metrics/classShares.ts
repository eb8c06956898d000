// Recall, precision, specificity and F1 of one class against all others (van Rijsbergen 1979, ch. 7).
// Unlike scikit-learn, which writes 0, a share of nothing is undefined and says so.
import type { ClassCounts } from './confusionMatrix.ts';
import { type MetricValue, undefinedBecause } from './metric.ts';

/** The share of the class's items that are found; also called sensitivity. */
export function recall({ name, truePositives, falseNegatives }: ClassCounts): MetricValue {
  return share(truePositives, truePositives + falseNegatives, `no ${name} in the reference`);
}

/** The share of the items called this class that are of it; also called positive predictive value. */
export function precision({ name, truePositives, falsePositives }: ClassCounts): MetricValue {
  return share(truePositives, truePositives + falsePositives, `${name} was never predicted`);
}

/** The share of the other classes' items that are not called this class. */
export function specificity({ name, trueNegatives, falsePositives }: ClassCounts): MetricValue {
  return share(trueNegatives, trueNegatives + falsePositives, `nothing but ${name} in the reference`);
}

/** 2 TP / (2 TP + FP + FN); zero where the class is never predicted, undefined where the reference has none of it. */
export function f1({ name, truePositives, falsePositives, falseNegatives }: ClassCounts): MetricValue {
  if (truePositives + falseNegatives === 0) return undefinedBecause(`no ${name} in the reference`);
  return { value: (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives) };
}

function share(part: number, whole: number, reason: string): MetricValue {
  return whole === 0 ? undefinedBecause(reason) : { value: part / whole };
}
