// Fully connected layer with torch's names and defaults.
import * as ops from '../tensorflow/ops/linear.ts';
import type { Tensor } from '../tensorflow/tfjs.ts';
import { torchDefault } from './initializers.ts';
import type { Scope } from './scope.ts';

/** x [batch, in] → [batch, features]. Parameters: weight [out, in], bias. */
export function linear(scope: Scope, x: Tensor, features: number): Tensor {
  const fanIn = x.shape[1] as number;
  const weight = scope.param('weight', [features, fanIn], torchDefault(fanIn));
  return ops.addBias(ops.linear(x, weight), scope.param('bias', [features], torchDefault(fanIn)));
}
