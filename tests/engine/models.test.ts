// Parity of our networks, gradients and optimizers with torchvision, MONAI and torch (tests/golden/models).
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { Model } from '../../src/main/engine/architectures/model.ts';
import { crossEntropy } from '../../src/main/engine/losses/crossEntropy.build.ts';
import { optimizers } from '../../src/main/engine/optimizers/index.ts';
import type { Optimizer } from '../../src/main/engine/optimizers/optimizer.ts';
import { liveTensorCount } from '../../src/main/engine/tensorflow/binding.ts';
import { valueAndGradients } from '../../src/main/engine/tensorflow/gradients.ts';
import { type Tensor, tf } from '../../src/main/engine/tensorflow/tfjs.ts';
import { type StepInput, trace } from '../../src/main/engine/tensorflow/trace.ts';
import { makeSlots, stepScalars, trainStep } from '../../src/main/engine/training/trainStep.ts';
import { referenceShape, toReference } from '../../src/main/engine/weights/layout.ts';
import { flatRows, goldenInput, goldenModel, goldenTargets, networkNames } from '../golden/models/networks.ts';

interface Samples {
  l2: number;
  samples: [number, number][];
}
interface Golden {
  inputShape: number[];
  labels: number[] | 'hash';
  parameterCount: number;
  shapes: Record<string, number[]>;
  evalLogits: Samples & { shape: number[] };
  trainLogits: Samples;
  loss: number;
  runningStatsL2: Record<string, number>;
  gradients: Record<string, Samples>;
  sgd: Trained;
  adamw?: Trained;
}
interface Trained {
  learningRate: number;
  losses: number[];
  parameterL2: Record<string, number>;
  evalLogits: Samples;
}

/** A ReLU input within rounding of zero may fall on either side and moves single gradients by about 1e-3 (golden/models/README.md). */
const reluFlip = 3e-3;

/**
 * Networks whose gradients hang on such a flip: TensorFlow's own kernels (oneDNN or Eigen, one thread or two) differ among themselves
 * by up to 0.7 % in single entries of ResNet-50 with one channel, each at another place. Their gradients are held by their norms alone.
 */
const flipped = new Set(['resnet50Gray']);

/**
 * Adam's first steps move every entry by the learning rate in the direction of its gradient, however small that is: where only rounding
 * is left of a gradient the direction is chance. Share of the furthest way that the norm of a tensor may differ by.
 */
const adamChance = 0.02;

const models: Model[] = [];
afterEach(() => {
  for (const model of models.splice(0)) model.dispose();
});

describe.each(networkNames)('%s', name => {
  const golden = JSON.parse(readFileSync(new URL(`../golden/models/${name}.json`, import.meta.url), 'utf8')) as Golden;
  const input = goldenInput(golden.inputShape);
  const targets = goldenTargets(
    golden.labels === 'hash' ? { shape: [golden.inputShape[0] as number, ...golden.inputShape.slice(2)] } : golden.labels,
    4,
  );
  const loss = crossEntropy({ labelSmoothing: 0 });

  function filledModel(): Model {
    const model = goldenModel(name, 4, input.shape);
    models.push(model);
    return model;
  }

  async function evalLogits(model: Model): Promise<Float32Array> {
    const step = trace<'x', 'y'>(({ x }) => ({ y: model.apply(x, { training: false }) }), { name: 'eval' });
    const { y } = await step.run({ x: input });
    step.dispose();
    return channelsFirst(y.data as Float32Array, y.shape);
  }

  it('has the reference names, shapes and parameter count', () => {
    const model = filledModel();
    const shapes = Object.fromEntries(
      [...model.tensors].map(([key, { variable, layout }]) => [key, referenceShape(variable.shape, layout)]),
    );
    expect(shapes).toEqual(golden.shapes);
    expect(model.parameterCount).toBe(golden.parameterCount);
  });

  it('gives the reference outputs in evaluation mode', async () => {
    expectClose(await evalLogits(filledModel()), golden.evalLogits, 1e-4);
  });

  it('gives the reference outputs, statistics and gradients in training mode', async () => {
    const model = filledModel();
    const step = trace<'x' | 't', string>(
      ({ x, t }) => {
        const parameters = model.trainable();
        const { value, extra, gradients } = valueAndGradients(parameters, () => {
          const logits = model.apply(x, { training: true });
          return { value: tf.mean(loss(flatRows(logits), t)), extra: { logits } };
        });
        return { value, logits: extra.logits, ...Object.fromEntries([...gradients].map(([key, g]) => [`gradient:${key}`, g])) };
      },
      { name: 'gradients' },
    );
    const result = await step.run({ x: input, t: targets });
    step.dispose();
    expect(relative(result.value?.data[0] as number, golden.loss)).toBeLessThan(1e-5);
    expectClose(channelsFirst(result.logits?.data as Float32Array, result.logits?.shape ?? []), golden.trainLogits, 1e-4);
    for (const [key, expected] of Object.entries(golden.runningStatsL2)) {
      expect(relative(norm(model.variable(key).values()), expected), key).toBeLessThan(1e-5);
    }
    for (const [key, expected] of Object.entries(golden.gradients)) {
      const { variable, layout } = model.tensors.get(key) as { variable: { shape: readonly number[] }; layout: 'plain' };
      const gradient = toReference(result[`gradient:${key}`]?.data as Float32Array, variable.shape, layout);
      // A bias before a batch norm has no gradient but rounding.
      if (key.endsWith('downsample.0.bias')) expect(norm(gradient)).toBeLessThan(1e-4);
      else if (flipped.has(name)) expect(relative(norm(gradient), expected.l2), `${key} norm`).toBeLessThan(1e-2);
      else expectClose(gradient, expected, 1e-3, key, reluFlip);
    }
  });

  it.each(golden.adamw ? (['sgd', 'adamw'] as const) : (['sgd'] as const))('trains three steps as torch does with %s', async kind => {
    const expected = golden[kind] as Trained;
    const model = filledModel();
    const { learningRate } = expected;
    const before = liveTensorCount();
    const optimizer: Optimizer =
      kind === 'sgd'
        ? await optimizers.sgd.build({ learningRate, momentum: 0.9, nesterov: false, weightDecay: 1e-4, decayNormsAndBiases: true })
        : await optimizers.adamw.build({
            learningRate,
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-8,
            weightDecay: 0.01,
            decayNormsAndBiases: true,
          });
    const slots = makeSlots(model, optimizer);
    const parts = { model, optimizer, clipNorm: 0, loss: (logits: Tensor, labels: Tensor) => loss(flatRows(logits), labels) };
    const step = trainStep(parts, slots, { name: 'train' });
    const weights: StepInput = { data: new Float32Array(targets.shape[0] as number).fill(1), shape: [targets.shape[0] as number] };
    const dropoutSeed: StepInput = { data: Int32Array.of(0, 0), shape: [2] };
    for (const [i, expectedLoss] of expected.losses.entries()) {
      const scalars = stepScalars(optimizer, i + 1, learningRate);
      const result = await step.run({ images: input, targets, weights, scalars, dropoutSeed });
      expect(Math.abs((result.loss.data[0] as number) - expectedLoss), `loss of step ${i}`).toBeLessThan(2e-4 * Math.max(expectedLoss, 1));
    }
    expect(step.traceCount).toBe(1);
    step.dispose();
    for (const slot of slots.values()) slot.dispose();
    expect(liveTensorCount()).toBe(before);
    for (const [key, value] of Object.entries(expected.parameterL2)) {
      const values = model.variable(key).values();
      const chance = kind === 'sgd' ? 0 : adamChance * learningRate * expected.losses.length * Math.sqrt(values.length);
      expect(Math.abs(norm(values) - value), key).toBeLessThan(1e-4 * value + chance);
    }
    expectClose(await evalLogits(model), expected.evalLogits, 1e-3, '', reluFlip);
  });
});

function channelsFirst(values: Float32Array, shape: readonly number[]): Float32Array {
  if (shape.length === 2) return values;
  const batch = shape[0] as number;
  const channels = shape.at(-1) as number;
  const cells = values.length / batch / channels;
  const result = new Float32Array(values.length);
  for (let b = 0; b < batch; b++)
    for (let c = 0; c < channels; c++)
      for (let i = 0; i < cells; i++) result[(b * channels + c) * cells + i] = values[(b * cells + i) * channels + c] as number;
  return result;
}

/** The norm's relative error, and the largest sample error relative to the tensor's typical size. */
function expectClose(values: Float32Array, expected: Samples, tolerance: number, label = '', sampleTolerance = tolerance): void {
  const typical = expected.l2 / Math.sqrt(values.length);
  expect(relative(norm(values), expected.l2), `${label} norm`).toBeLessThan(tolerance);
  for (const [index, value] of expected.samples) {
    expect(Math.abs((values[index] as number) - value) / Math.max(Math.abs(value), typical), `${label} [${index}]`).toBeLessThan(
      sampleTolerance,
    );
  }
}

function norm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) ** 2;
  return Math.sqrt(sum);
}

const relative = (value: number, expected: number) => Math.abs(value - expected) / Math.abs(expected);
