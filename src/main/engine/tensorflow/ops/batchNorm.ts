// Batch normalisation by TensorFlow's fused kernels (Ioffe & Szegedy 2015, arXiv 1502.03167), with a truly frozen mode.
import { boolAttribute, floatAttribute, typeAttribute } from '../attributes.ts';
import { TF_FLOAT } from '../dtypes.ts';
import { type Tensor, tf } from '../tfjs.ts';
import { recordUpdate, type Variable } from '../variables.ts';
import { differentiable, operation } from './operation.ts';

export interface BatchNormInputs {
  scale: Tensor;
  offset: Tensor;
  runningMean: Variable;
  runningVariance: Variable;
  epsilon: number;
  /** Share of the new batch in the running statistics, torch's `momentum`. */
  momentum: number;
  /** true: normalise by the batch and update the running statistics. false: use them and change nothing. */
  training: boolean;
}

/**
 * x [batch, …spatial, channel] → the same shape. Running variance takes Bessel's correction, as torch's does.
 * In training mode it must be part of a traced step, because it updates variables.
 */
export function batchNorm(x: Tensor, inputs: BatchNormInputs): Tensor {
  const { scale, offset, runningMean, runningVariance, epsilon, momentum, training } = inputs;
  const types = [typeAttribute('T', TF_FLOAT), typeAttribute('U', TF_FLOAT), floatAttribute('epsilon', epsilon)];
  const mode = boolAttribute('is_training', training);
  const flat = asFourAxes(x);
  const y = differentiable(
    [flat, scale, offset],
    keep => {
      const [result, mean, variance, ...reserve] = operation(
        'FusedBatchNormV3',
        [...types, mode, floatAttribute('exponential_avg_factor', training ? momentum : 1)],
        [flat, scale, offset, runningMean.read(), runningVariance.read()],
        6,
      ) as [Tensor, Tensor, Tensor, ...Tensor[]];
      if (training) {
        recordUpdate('AssignVariableOp', [runningMean], [typeAttribute('dtype', TF_FLOAT)], [mean]);
        recordUpdate('AssignVariableOp', [runningVariance], [typeAttribute('dtype', TF_FLOAT)], [variance]);
      }
      // Frozen: the gradient takes the statistics themselves where training has saved batch values.
      const saved = training ? reserve : [runningMean.read(), runningVariance.read(), reserve[2] as Tensor];
      keep([flat, scale, ...saved]);
      return result;
    },
    (dy, [input, gamma, ...saved]) =>
      operation('FusedBatchNormGradV3', [...types, mode], [dy, input as Tensor, gamma as Tensor, ...saved], 5).slice(0, 3),
  );
  return x.rank === 4 ? y : tf.reshape(y, x.shape);
}

/** The fused kernels take four axes; spatial axes are alike to them, so the first ones are merged. */
function asFourAxes(x: Tensor): Tensor {
  if (x.rank === 4) return x;
  const channels = x.shape.at(-1) as number;
  if (x.rank === 2) return tf.reshape(x, [x.shape[0] as number, 1, 1, channels]);
  const inner = x.shape[x.rank - 2] as number;
  return tf.reshape(x, [x.shape[0] as number, x.size / ((x.shape[0] as number) * inner * channels), inner, channels]);
}
