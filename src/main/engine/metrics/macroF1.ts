// Macro F1: the mean over classes of each class's F1 (scikit-learn's f1_score with average='macro').
import { z } from 'zod';
import { f1 } from './classShares.ts';
import { allClassCounts, type ConfusionMatrix, confusionMatrix } from './confusionMatrix.ts';
import { type MetricValue, meanOverClasses, metricSpec } from './metric.ts';

export function macroF1Of(confusion: ConfusionMatrix): MetricValue {
  return meanOverClasses(allClassCounts(confusion).map(f1));
}

export const macroF1 = metricSpec({
  name: 'macroF1',
  title: 'Macro F1',
  summary: 'Mean over classes of F1, the balance between finding a class and not calling others by its name.',
  reference: "scikit-learn f1_score, average='macro'",
  params: z.strictObject({}),
  direction: 'max',
  compute: input => macroF1Of(confusionMatrix(input)),
});
