// TensorFlow operations as functions over tfjs tensors, and how they get their gradients.
import { type OpAttribute, typeAttribute } from '../attributes.ts';
import { tensorflowBackend } from '../backend.ts';
import { binding } from '../binding.ts';
import { TF_FLOAT } from '../dtypes.ts';
import { type Tensor, tf } from '../tfjs.ts';

/** Runs (or, in a trace, records) one operation; returns its outputs. */
export function operation(name: string, attributes: readonly OpAttribute[], inputs: readonly Tensor[], outputCount: number): Tensor[] {
  const backend = tensorflowBackend();
  return binding.executeOp(name, [...attributes], backend.getInputTensorIds(inputs), outputCount).map(m => backend.createOutputTensor(m));
}

/** An operation with one output. */
export function single(name: string, attributes: readonly OpAttribute[], inputs: readonly Tensor[]): Tensor {
  return operation(name, attributes, inputs, 1)[0] as Tensor;
}

/** The type attribute of float operations. */
export const floatType: OpAttribute = typeAttribute('T', TF_FLOAT);

/**
 * A differentiable function of its inputs. `gradient` gets the upstream gradient and the tensors that `forward` kept,
 * and returns one gradient per input; in a trace those that nobody needs are pruned by TensorFlow.
 */
export function differentiable(
  inputs: readonly Tensor[],
  forward: (keep: (tensors: Tensor[]) => void) => Tensor,
  gradient: (dy: Tensor, kept: Tensor[]) => Tensor[],
): Tensor {
  return tf.customGrad((...args) => {
    const save = args.at(-1) as unknown as (tensors: Tensor[]) => void;
    const value = forward(save);
    return { value, gradFunc: (dy: Tensor, kept: Tensor[]) => gradient(dy, kept) };
  })(...inputs);
}
