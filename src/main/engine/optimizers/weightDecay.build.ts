// Weight decay, coupled (added to the gradient) or decoupled (Loshchilov & Hutter 2019, arXiv 1711.05101).
import { typeAttribute } from '../tensorflow/attributes.ts';
import { TF_FLOAT } from '../tensorflow/dtypes.ts';
import { tf } from '../tensorflow/tfjs.ts';
import { recordUpdate } from '../tensorflow/variables.ts';
import type { Update } from './optimizer.ts';
import type { WeightDecay } from './weightDecayParams.ts';

function isDecayed(update: Update, params: WeightDecay): boolean {
  return params.weightDecay > 0 && (params.decayNormsAndBiases || update.parameter.shape.length > 1);
}

/** The gradient with weight decay added, where it applies. */
export function coupledDecay(update: Update, params: WeightDecay) {
  return isDecayed(update, params) ? tf.add(update.gradient, tf.mul(update.value, params.weightDecay)) : update.gradient;
}

/** Records `parameter -= learningRate · weightDecay · parameter`, where it applies, before the optimizer's own update. */
export function recordDecoupledDecay(update: Update, params: WeightDecay): void {
  if (!isDecayed(update, params)) return;
  const amount = tf.mul(update.value, tf.mul(update.scalars.learningRate as never, params.weightDecay));
  recordUpdate('AssignSubVariableOp', [update.parameter], [typeAttribute('dtype', TF_FLOAT)], [amount]);
}
