// Focal loss (Lin et al. 2017, arXiv 1708.02002) on softmax probabilities: (1 − p)^γ · cross-entropy.
import { softmaxCrossEntropy } from '../tensorflow/ops/softmaxCrossEntropy.ts';
import { tf } from '../tensorflow/tfjs.ts';
import type { RowLoss } from './index.ts';

export function focal({ gamma }: { gamma: number }): RowLoss {
  return (logits, targets) => {
    const loss = softmaxCrossEntropy(logits, targets);
    const wrong = tf.sub(1, tf.exp(tf.neg(loss)));
    // The floor keeps the power's gradient finite where an item is predicted perfectly.
    return tf.mul(tf.pow(tf.maximum(wrong, 1e-12), gamma), loss);
  };
}
