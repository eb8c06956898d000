// One training step as a traced function: forward, loss, gradients, guards, clipped updates. Only the batch and scalars go in.

import type { Model } from '../architectures/model.ts';
import type { RowLoss } from '../losses/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { tensorflowBackend } from '../tensorflow/backend.ts';
import { currentRecorder } from '../tensorflow/binding.ts';
import { valueAndGradients } from '../tensorflow/gradients.ts';
import { floatType, single } from '../tensorflow/ops/operation.ts';
import { type Tensor, tf } from '../tensorflow/tfjs.ts';
import { type StepInput, type TracedStep, type TraceOptions, trace } from '../tensorflow/trace.ts';
import { Variable } from '../tensorflow/variables.ts';

/** Rows [row, class] of targets, one weight per row (0 leaves a row out), and what changes from step to step. */
export type TrainInputs = 'images' | 'targets' | 'weights' | 'scalars' | 'dropoutSeed';
export type TrainOutputs = 'loss' | 'gradientNorm' | 'logits';

export interface TrainStepParts {
  model: Model;
  loss: RowLoss;
  optimizer: Optimizer;
  /** Largest global gradient norm; 0 = no clipping. */
  clipNorm: number;
}

/** Optimizer slots by parameter name and slot name, e.g. `fc.weight/m`; made with zeros. */
export function makeSlots(model: Model, optimizer: Optimizer): Map<string, Variable> {
  const slots = new Map<string, Variable>();
  for (const [name, { variable, kind }] of model.tensors) {
    if (kind !== 'parameter') continue;
    for (const slot of optimizer.slots)
      slots.set(`${name}/${slot}`, new Variable(`${name}/${slot}`, variable.shape, new Float32Array(variable.size)));
  }
  return slots;
}

/** The names of the scalars in the order of the `scalars` input. */
export function scalarNames(optimizer: Optimizer): string[] {
  return ['learningRate', ...Object.keys(optimizer.scalars(1))];
}

/** The `scalars` input of one step; `step` counts from 1. */
export function stepScalars(optimizer: Optimizer, step: number, learningRate: number): StepInput {
  const values = { learningRate, ...optimizer.scalars(step) } as Record<string, number>;
  const names = scalarNames(optimizer);
  return { data: Float32Array.from(names, name => values[name] as number), shape: [names.length] };
}

/** The loss is the weighted mean over rows, Σ w·l / Σ w, as torch's weighted cross-entropy. */
export function trainStep(
  parts: TrainStepParts,
  slots: Map<string, Variable>,
  options: TraceOptions,
): TracedStep<TrainInputs, TrainOutputs> {
  const { model, optimizer, clipNorm } = parts;
  return trace<TrainInputs, TrainOutputs>(({ images, targets, weights, scalars, dropoutSeed }) => {
    const parameters = model.trainable();
    const { value, extra, gradients } = valueAndGradients(parameters, () => {
      const logits = model.apply(images, { training: true, dropoutSeed });
      const rows = parts.loss(logits, targets);
      return { value: tf.div(tf.sum(tf.mul(rows, weights)), tf.sum(weights)), extra: { logits } };
    });
    const norm = globalNorm([...gradients.values()]);
    guard(value, 'loss');
    guard(norm, 'global gradient norm');
    // torch.nn.utils.clip_grad_norm_, with its 1e-6.
    const scale = clipNorm > 0 ? tf.minimum(1, tf.div(clipNorm, tf.add(norm, 1e-6))) : null;
    const names = scalarNames(optimizer);
    const stepValues = Object.fromEntries(tf.unstack(scalars).map((scalar, i) => [names[i], scalar]));
    for (const [name, gradient] of gradients) {
      optimizer.update({
        parameter: model.variable(name),
        value: parameters.get(name) as Tensor,
        gradient: scale === null ? gradient : tf.mul(gradient, scale),
        slot: slot => slots.get(`${name}/${slot}`) as Variable,
        scalars: stepValues,
      });
    }
    return { loss: value, gradientNorm: norm, logits: extra.logits };
  }, options);
}

/** √Σ‖g‖², from TensorFlow's L2Loss (half the sum of squares). */
function globalNorm(gradients: readonly Tensor[]): Tensor {
  return tf.sqrt(tf.mul(tf.addN(gradients.map(gradient => single('L2Loss', [floatType], [gradient]))), 2));
}

function guard(tensor: Tensor, label: string): void {
  const id = tensorflowBackend().getInputTensorIds([tensor])[0] as number;
  currentRecorder()?.guard(id, label);
}
