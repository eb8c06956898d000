// Our networks with the golden weights, inputs and labels in our layout; used by the parity tests and by the benchmarks.

import { Model } from '../../../src/main/engine/architectures/model.ts';
import { resnet } from '../../../src/main/engine/architectures/resnet.build.ts';
import { smallCnn } from '../../../src/main/engine/architectures/smallCnn.build.ts';
import { unet } from '../../../src/main/engine/architectures/unet.build.ts';
import type { Architecture } from '../../../src/main/engine/layers/scope.ts';
import { type Tensor, tf } from '../../../src/main/engine/tensorflow/tfjs.ts';
import type { StepInput } from '../../../src/main/engine/tensorflow/trace.ts';
import { fromReference, referenceShape } from '../../../src/main/engine/weights/layout.ts';
import { inputValues, labelValues, parameterValues } from './hashFill.ts';

const builders: Record<string, (classes: number) => Architecture> = {
  smallCnn: classes => smallCnn({ classes, width: 16 }),
  resnet18: classes => resnet({ depth: 18, classes }),
  resnet18Gray: classes => resnet({ depth: 18, classes }),
  resnet50: classes => resnet({ depth: 50, classes }),
  resnet50Gray: classes => resnet({ depth: 50, classes }),
  unet: classes => unet({ classes, widths: [64, 128, 256, 512] }),
  resnet18Volume: classes => resnet({ depth: 18, classes, stemStride: [1, 2, 2], shortcutBias: true }),
};

export const networkNames = Object.keys(builders);

/** A model with the golden weights for inputs of this shape [batch, …space, channel]. */
export function goldenModel(name: string, classes: number, inputShape: readonly number[]): Model {
  const build = builders[name];
  if (build === undefined) throw new Error(`Expected one of ${networkNames.join(', ')}, received ${name}.`);
  const model = new Model(build(classes), { seed: 1 });
  model.initialise(inputShape);
  for (const [tensorName, { variable, layout }] of model.tensors) {
    variable.write(fromReference(parameterValues(tensorName, referenceShape(variable.shape, layout)), variable.shape, layout));
  }
  return model;
}

/** The golden input for torch's shape [batch, channel, …space], channels last. */
export function goldenInput(shape: readonly number[]): StepInput {
  const [batch, channels, ...space] = shape as [number, number, ...number[]];
  const values = inputValues(shape);
  const cells = space.reduce((product, size) => product * size, 1);
  const data = new Float32Array(values.length);
  for (let b = 0; b < batch; b++)
    for (let c = 0; c < channels; c++)
      for (let i = 0; i < cells; i++) data[(b * cells + i) * channels + c] = values[(b * channels + c) * cells + i] as number;
  return { data, shape: [batch, ...space, channels] };
}

/** One-hot rows [row, class] of given labels, or of the formula's labels over this shape. */
export function goldenTargets(labels: readonly number[] | { shape: readonly number[] }, classes: number): StepInput {
  const indices = 'shape' in labels ? labelValues(labels.shape, classes) : Int32Array.from(labels);
  const data = new Float32Array(indices.length * classes);
  indices.forEach((label, row) => {
    data[row * classes + label] = 1;
  });
  return { data, shape: [indices.length, classes] };
}

/** Logits as rows [row, class]: the pixels of a segmentation are rows of its loss. */
export function flatRows(logits: Tensor): Tensor {
  return logits.rank === 2 ? logits : tf.reshape(logits, [-1, logits.shape.at(-1) as number]);
}
