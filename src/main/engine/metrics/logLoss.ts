// Log loss: mean −ln of the probability given to the true class (scikit-learn's log_loss on float32 probabilities).
import { z } from 'zod';
import { type ClassificationInput, metricSpec, undefinedBecause } from './metric.ts';

/** The smallest step of float32 at 1: probabilities are clipped to [ε, 1 − ε], so that one sure error stays finite. */
const epsilon = 2 ** -23;

/** −ln p(truth) of each item. */
export function itemLogLoss({ labels, probabilities, classes }: ClassificationInput): Float64Array {
  return Float64Array.from(labels, (label, item) => {
    const probability = probabilities[item * classes.length + label] as number;
    return -Math.log(Math.min(1 - epsilon, Math.max(epsilon, probability)));
  });
}

export const logLoss = metricSpec({
  name: 'logLoss',
  title: 'Log loss',
  summary: 'Mean negative log of the probability given to the true class. Sure errors cost most. Smaller is better.',
  reference: 'scikit-learn log_loss',
  params: z.strictObject({}),
  direction: 'min',
  compute: input =>
    input.labels.length === 0
      ? undefinedBecause('no items')
      : { value: itemLogLoss(input).reduce((sum, loss) => sum + loss, 0) / input.labels.length },
});
