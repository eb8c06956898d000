// Balanced accuracy: the mean recall over classes (Brodersen et al., ICPR 2010; scikit-learn's balanced_accuracy_score).
import { z } from 'zod';
import { recall } from './classShares.ts';
import { allClassCounts, type ConfusionMatrix, confusionMatrix } from './confusionMatrix.ts';
import { type MetricValue, meanOverClasses, metricSpec } from './metric.ts';

export function balancedAccuracyOf(confusion: ConfusionMatrix): MetricValue {
  return meanOverClasses(allClassCounts(confusion).map(recall));
}

export const balancedAccuracy = metricSpec({
  name: 'balancedAccuracy',
  title: 'Balanced accuracy',
  summary: 'Mean over classes of the share that is found. Rare classes count as much as frequent ones.',
  reference: 'Brodersen et al. 2010; scikit-learn balanced_accuracy_score',
  params: z.strictObject({}),
  direction: 'max',
  compute: input => balancedAccuracyOf(confusionMatrix(input)),
});
