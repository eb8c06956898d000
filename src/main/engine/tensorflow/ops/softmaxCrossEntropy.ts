// Softmax cross-entropy by TensorFlow's fused kernel, which computes loss and gradient together.
import { type Tensor, tf } from '../tfjs.ts';
import { differentiable, floatType, operation } from './operation.ts';

/** logits and targets [row, class], each row of targets summing to 1 → loss [row]. Targets get no gradient. */
export function softmaxCrossEntropy(logits: Tensor, targets: Tensor): Tensor {
  return differentiable(
    [logits],
    keep => {
      const [loss, gradient] = operation('SoftmaxCrossEntropyWithLogits', [floatType], [logits, targets], 2) as [Tensor, Tensor];
      keep([gradient]);
      return loss;
    },
    (dy, [gradient]) => [tf.mul(tf.expandDims(dy, -1), gradient as Tensor)],
  );
}
