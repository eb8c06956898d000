// Accuracy: the share of items whose most probable class is the true one.
import { z } from 'zod';
import { type ConfusionMatrix, confusionMatrix } from './confusionMatrix.ts';
import { type MetricValue, metricSpec, undefinedBecause } from './metric.ts';

export function accuracyOf({ counts, classes }: ConfusionMatrix): MetricValue {
  let total = 0;
  let right = 0;
  for (let i = 0; i < counts.length; i++) {
    total += counts[i] as number;
    if (i % (classes.length + 1) === 0) right += counts[i] as number;
  }
  return total === 0 ? undefinedBecause('no items') : { value: right / total };
}

export const accuracy = metricSpec({
  name: 'accuracy',
  title: 'Accuracy',
  summary: 'Share of scans whose most probable class is the true one. Flatters models when one class is frequent.',
  reference: 'scikit-learn accuracy_score',
  params: z.strictObject({}),
  direction: 'max',
  compute: input => accuracyOf(confusionMatrix(input)),
});
