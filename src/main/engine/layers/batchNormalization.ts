// Batch normalisation layer with torch's names and defaults (epsilon 1e-5, momentum 0.1).
import { batchNorm } from '../tensorflow/ops/batchNorm.ts';
import type { Tensor } from '../tensorflow/tfjs.ts';
import { constant } from './initializers.ts';
import type { Scope } from './scope.ts';

/** torch's default. */
export const batchNormEpsilon = 1e-5;

/** Parameters: weight, bias; states: running_mean, running_var. */
export function batchNormalization(scope: Scope, x: Tensor): Tensor {
  const channels = x.shape.at(-1) as number;
  return batchNorm(x, {
    scale: scope.param('weight', [channels], constant(1)),
    offset: scope.param('bias', [channels], constant(0)),
    runningMean: scope.state('running_mean', [channels], 0),
    runningVariance: scope.state('running_var', [channels], 1),
    epsilon: batchNormEpsilon,
    momentum: 0.1,
    training: scope.training && !scope.frozen,
  });
}
