// Gradients of a scalar loss with respect to given tensors, through tfjs's tape.
import { AppError } from '../../../shared/errors.ts';
import { type Tensor, tf } from './tfjs.ts';

/**
 * Runs `loss`; returns its value, whatever else it made, and one gradient per parameter in their order.
 * Errors: `internal` when a parameter does not influence the loss.
 */
export function valueAndGradients<Extra extends Record<string, Tensor>>(
  parameters: ReadonlyMap<string, Tensor>,
  loss: () => { value: Tensor; extra: Extra },
): { value: Tensor; extra: Extra; gradients: Map<string, Tensor> } {
  const kept: { extra?: Extra } = {};
  const forward = () => {
    const { value, extra } = loss();
    // The tape's scope frees everything but the loss.
    for (const tensor of Object.values(extra)) tf.keep(tensor);
    kept.extra = extra;
    return value;
  };
  const { value, grads } = tf.engine().gradients(forward, [...parameters.values()], undefined, true);
  const gradients = new Map<string, Tensor>();
  for (const [i, name] of [...parameters.keys()].entries()) {
    const gradient = grads[i];
    if (gradient === undefined || gradient === null) {
      throw new AppError('internal', `Expected every trainable parameter to influence the loss; '${name}' does not.`);
    }
    gradients.set(name, gradient);
  }
  return { value, extra: kept.extra as Extra, gradients };
}
