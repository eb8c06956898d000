// Sweep over the engine's families: every entry builds small, computes finite values, trains, survives JSON and leaks nothing.
import { beforeAll, describe, expect, it } from 'vitest';
import { type ArchitectureSpec, architectures } from '../../src/main/engine/architectures/index.ts';
import { Model } from '../../src/main/engine/architectures/model.ts';
import { type LossSpec, losses } from '../../src/main/engine/losses/index.ts';
import { optimizers } from '../../src/main/engine/optimizers/index.ts';
import type { OptimizerSpec } from '../../src/main/engine/optimizers/optimizer.ts';
import { schedules } from '../../src/main/engine/schedules/index.ts';
import { tensorflowBackend } from '../../src/main/engine/tensorflow/backend.ts';
import { liveTensorCount } from '../../src/main/engine/tensorflow/binding.ts';
import { valueAndGradients } from '../../src/main/engine/tensorflow/gradients.ts';
import { tf } from '../../src/main/engine/tensorflow/tfjs.ts';
import { trace } from '../../src/main/engine/tensorflow/trace.ts';
import { makeSlots, stepScalars, trainStep } from '../../src/main/engine/training/trainStep.ts';
import { randomGenerator } from '../../src/shared/random.ts';
import { flatRows } from '../golden/models/networks.ts';

beforeAll(() => void tensorflowBackend());

const classes = 3;

function noise(shape: readonly number[]): Float32Array {
  const random = randomGenerator(5, 'noise', shape.join());
  return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal());
}

const entries = Object.values<ArchitectureSpec>(architectures).map(spec => [spec.name, spec] as const);

describe.each(entries)('architecture %s', (_, spec) => {
  const inputShape = [2, ...spec.tiny.input, 1];

  it('has the right output shape, a finite output, a gradient for every parameter, and leaks nothing', async () => {
    const before = liveTensorCount();
    const params = spec.params.parse(JSON.parse(JSON.stringify(spec.tiny.params)));
    const model = new Model(await spec.build(params, classes), { seed: 3 });
    const outputShape = model.initialise(inputShape);
    expect(outputShape).toEqual(spec.task === 'segmentation' ? [...inputShape.slice(0, -1), classes] : [2, classes]);
    const step = trace<'x', string>(
      ({ x }) => {
        const weights = tf.tensor1d([1, -2, 0.5]);
        const { value, extra, gradients } = valueAndGradients(model.trainable(), () => {
          const logits = model.apply(x, { training: true });
          return { value: tf.sum(tf.mul(tf.square(flatRows(logits)), weights)), extra: { logits } };
        });
        const norms = Object.fromEntries([...gradients].map(([name, gradient]) => [name, tf.max(tf.abs(gradient))]));
        return { value, logits: extra.logits, ...norms };
      },
      { name: spec.name },
    );
    const { logits, value, ...norms } = await step.run({ x: { data: noise(inputShape), shape: inputShape } });
    expect(Number.isFinite(value?.data[0])).toBe(true);
    expect(logits?.data.every(Number.isFinite)).toBe(true);
    expect(Object.keys(norms)).toEqual([...model.tensors].flatMap(([name, { kind }]) => (kind === 'parameter' ? [name] : [])));
    for (const [name, norm] of Object.entries(norms)) {
      // A bias right before a batch norm has no effect, so its gradient is rounding alone.
      if (!name.endsWith('downsample.0.bias')) expect(norm.data[0], name).toBeGreaterThan(0);
    }
    step.dispose();
    model.dispose();
    expect(liveTensorCount()).toBe(before);
  });
});

describe('initial values', () => {
  it('come from the seed and the names alone', async () => {
    const make = async (seed: number) => {
      const model = new Model(await architectures.unet.build({ widths: [4, 8] }, classes), { seed });
      model.initialise([2, 16, 16, 1]);
      const values = [...model.tensors.values()].flatMap(({ variable }) => Array.from(variable.values().slice(0, 5)));
      model.dispose();
      return values;
    };
    const [first, again, other] = [await make(1), await make(1), await make(2)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });
});

describe('a frozen part', () => {
  it('keeps its weights and its running statistics, and normalises by them', async () => {
    const model = new Model(await architectures.smallCnn.build({ width: 4 }, 2), { seed: 1, frozen: name => name.startsWith('features.') });
    model.initialise([2, 16, 16, 1]);
    const snapshot = () => new Map([...model.tensors].map(([name, { variable }]) => [name, Array.from(variable.values())]));
    const before = snapshot();
    await oneStep(model, optimizers.sgd, losses.crossEntropy, [16, 16, 1]);
    const changed = [...snapshot()].filter(([name, values]) => values.join() !== before.get(name)?.join()).map(([name]) => name);
    expect(changed.sort()).toEqual(['classifier.bias', 'classifier.weight']);
    model.dispose();
  });
});

describe.each(Object.values<OptimizerSpec>(optimizers).map(spec => [spec.name, spec] as const))('optimizer %s', (_, spec) => {
  it('moves every parameter and stays finite with its default parameters', async () => {
    const model = new Model(await architectures.smallCnn.build({ width: 4 }, 2), { seed: 1 });
    model.initialise([2, 16, 16, 1]);
    const before = new Map([...model.tensors].map(([name, { variable }]) => [name, Array.from(variable.values())]));
    await oneStep(model, spec, losses.crossEntropy, [16, 16, 1]);
    for (const [name, { variable }] of model.tensors) {
      expect(variable.values().every(Number.isFinite), name).toBe(true);
      expect(Array.from(variable.values()), name).not.toEqual(before.get(name));
    }
    model.dispose();
  });
});

describe.each(Object.values(losses).map(spec => [spec.name, spec as LossSpec] as const))('loss %s', (_, spec) => {
  it('is smallest for a confident right answer, finite for a confident wrong one', async () => {
    const params = spec.params.parse({});
    const loss = await spec.build(params);
    const step = trace<'x' | 't', 'rows'>(({ x, t }) => ({ rows: loss(x, t) }), { name: spec.name });
    const logits = Float32Array.of(9, 0, 0, 0, 0, 0, -40, 40, 0);
    const targets = Float32Array.of(1, 0, 0, 1, 0, 0, 1, 0, 0);
    const { rows } = await step.run({ x: { data: logits, shape: [3, 3] }, t: { data: targets, shape: [3, 3] } });
    const [right, unsure, wrong] = Array.from(rows.data) as [number, number, number];
    expect(right).toBeLessThan(unsure);
    expect(unsure).toBeLessThan(wrong);
    expect(Number.isFinite(wrong)).toBe(true);
    step.dispose();
  });
});

describe('every family', () => {
  it('lists its entries under their own names, with a summary, a reference and defaults for all parameters', () => {
    for (const family of [architectures, losses, optimizers, schedules] as Record<string, ArchitectureSpec>[]) {
      for (const [key, spec] of Object.entries(family)) {
        expect(spec.name).toBe(key);
        expect(spec.summary.length, key).toBeGreaterThan(10);
        expect(spec.reference.length, key).toBeGreaterThan(0);
        const defaults = spec.params.parse({});
        expect(spec.params.parse(JSON.parse(JSON.stringify(defaults))), key).toEqual(defaults);
      }
    }
  });
});

async function oneStep(model: Model, optimizerSpec: OptimizerSpec, lossSpec: LossSpec, shape: number[]): Promise<void> {
  const optimizer = await optimizerSpec.build(optimizerSpec.params.parse({}) as never);
  const slots = makeSlots(model, optimizer);
  const loss = await lossSpec.build(lossSpec.params.parse({}));
  const step = trainStep({ model, optimizer, loss, clipNorm: 1 }, slots, { name: 'sweep' });
  await step.run({
    images: { data: noise([4, ...shape]), shape: [4, ...shape] },
    targets: { data: Float32Array.of(1, 0, 0, 1, 1, 0, 0, 1), shape: [4, 2] },
    weights: { data: Float32Array.of(1, 1, 2, 0.5), shape: [4] },
    scalars: stepScalars(optimizer, 1, 0.01),
    dropoutSeed: { data: Int32Array.of(1, 2), shape: [2] },
  });
  step.dispose();
  for (const slot of slots.values()) slot.dispose();
}
