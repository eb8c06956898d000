// Matrix product and bias with TensorFlow's own gradient kernels.
import { boolAttribute } from '../attributes.ts';
import { type Tensor, tf } from '../tfjs.ts';
import { differentiable, floatType, single } from './operation.ts';

const product = (a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): Tensor =>
  single('MatMul', [floatType, boolAttribute('transpose_a', transposeA), boolAttribute('transpose_b', transposeB)], [a, b]);

/** x [batch, in] · weightᵀ, weight [out, in] as torch stores it → [batch, out]. */
export function linear(x: Tensor, weight: Tensor): Tensor {
  return differentiable(
    [x, weight],
    keep => {
      keep([x, weight]);
      return product(x, weight, false, true);
    },
    (dy, [input, matrix]) => [product(dy, matrix as Tensor, false, false), product(dy, input as Tensor, true, false)],
  );
}

/** Adds bias [channel] to the last axis of x. */
export function addBias(x: Tensor, bias: Tensor): Tensor {
  if (x.rank > 4) return tf.add(x, bias);
  return differentiable(
    [x, bias],
    () => single('BiasAdd', [floatType], [x, bias]),
    dy => [dy, single('BiasAddGrad', [floatType], [dy])],
  );
}
