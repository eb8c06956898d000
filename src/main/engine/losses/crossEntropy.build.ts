// Softmax cross-entropy with label smoothing (Szegedy et al. 2016, arXiv 1512.00567).
import { softmaxCrossEntropy } from '../tensorflow/ops/softmaxCrossEntropy.ts';
import { tf } from '../tensorflow/tfjs.ts';
import type { RowLoss } from './index.ts';

export function crossEntropy({ labelSmoothing }: { labelSmoothing: number }): RowLoss {
  return (logits, targets) => {
    if (labelSmoothing === 0) return softmaxCrossEntropy(logits, targets);
    const classes = targets.shape[1] as number;
    return softmaxCrossEntropy(logits, tf.add(tf.mul(targets, 1 - labelSmoothing), labelSmoothing / classes));
  };
}
