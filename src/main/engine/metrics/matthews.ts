// Matthews correlation coefficient for K classes (Gorodkin, Comput. Biol. Chem. 2004; scikit-learn's matthews_corrcoef).
import { z } from 'zod';
import { type ConfusionMatrix, confusionMatrix } from './confusionMatrix.ts';
import { type MetricValue, metricSpec, undefinedBecause } from './metric.ts';

export function matthewsOf({ counts, classes }: ConfusionMatrix): MetricValue {
  const classCount = classes.length;
  const truth = new Float64Array(classCount);
  const predicted = new Float64Array(classCount);
  let total = 0;
  let right = 0;
  for (let i = 0; i < counts.length; i++) {
    const [t, p, count] = [Math.floor(i / classCount), i % classCount, counts[i] as number];
    truth[t] = (truth[t] as number) + count;
    predicted[p] = (predicted[p] as number) + count;
    total += count;
    if (t === p) right += count;
  }
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, c) => sum + value * (b[c] as number), 0);
  const truthSpread = total * total - dot(truth, truth);
  const predictedSpread = total * total - dot(predicted, predicted);
  if (truthSpread === 0) return undefinedBecause('the reference holds fewer than two classes');
  if (predictedSpread === 0) return undefinedBecause('one class was predicted for everything');
  return { value: (right * total - dot(truth, predicted)) / Math.sqrt(truthSpread * predictedSpread) };
}

export const matthews = metricSpec({
  name: 'mcc',
  title: 'Matthews correlation',
  summary: 'Matthews correlation between prediction and truth: 1 perfect, 0 no better than chance, robust to rare classes.',
  reference: 'Gorodkin 2004; scikit-learn matthews_corrcoef',
  params: z.strictObject({}),
  direction: 'max',
  compute: input => matthewsOf(confusionMatrix(input)),
});
