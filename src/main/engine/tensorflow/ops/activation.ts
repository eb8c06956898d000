// Activations with TensorFlow's own gradient kernels: one node forward, one backward, nothing recomputed.
import { floatAttribute, type OpAttribute } from '../attributes.ts';
import type { Tensor } from '../tfjs.ts';
import { differentiable, floatType, single } from './operation.ts';

/** Makes an activation whose gradient kernel reads the input (`features`) or the output of the forward kernel. */
function activation(
  forward: string,
  backward: string,
  reads: 'input' | 'output',
  order: 'gradientFirst' | 'gradientLast',
  attributes: OpAttribute[] = [],
) {
  const all = [floatType, ...attributes];
  return (x: Tensor): Tensor =>
    differentiable(
      [x],
      keep => {
        const y = single(forward, all, [x]);
        keep([reads === 'input' ? x : y]);
        return y;
      },
      (dy, [kept]) => [single(backward, all, order === 'gradientFirst' ? [dy, kept as Tensor] : [kept as Tensor, dy])],
    );
}

/** max(x, 0). Its gradient reads the output, so the input's memory can be reused. */
export const relu = activation('Relu', 'ReluGrad', 'output', 'gradientFirst');
export const relu6 = activation('Relu6', 'Relu6Grad', 'output', 'gradientFirst');
export const elu = activation('Elu', 'EluGrad', 'output', 'gradientFirst');
export const selu = activation('Selu', 'SeluGrad', 'output', 'gradientFirst');
export const softplus = activation('Softplus', 'SoftplusGrad', 'input', 'gradientFirst');
export const sigmoid = activation('Sigmoid', 'SigmoidGrad', 'output', 'gradientLast');
export const tanh = activation('Tanh', 'TanhGrad', 'output', 'gradientLast');
export const leakyRelu = (x: Tensor, slope: number): Tensor =>
  activation('LeakyRelu', 'LeakyReluGrad', 'input', 'gradientFirst', [floatAttribute('alpha', slope)])(x);
