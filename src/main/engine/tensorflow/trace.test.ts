import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { floatAttribute, typeAttribute } from './attributes.ts';
import { tensorflowBackend } from './backend.ts';
import { currentRecorder } from './binding.ts';
import { TF_FLOAT } from './dtypes.ts';
import { openHandleCount } from './eager.ts';
import { single } from './ops/operation.ts';
import { type Tensor, tf } from './tfjs.ts';
import { type StepInput, trace } from './trace.ts';
import { outsideOfTrace, recordUpdate, Variable } from './variables.ts';

beforeAll(() => {
  tensorflowBackend();
});
let before: number;
beforeEach(() => {
  before = openHandleCount();
});
afterEach(() => {
  expect(openHandleCount()).toBe(before);
});

const vector = (...values: number[]): StepInput => ({ data: Float32Array.from(values), shape: [values.length] });

async function rejection(promise: Promise<unknown>): Promise<AppError> {
  const error: unknown = await promise.then(
    () => null,
    reason => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

/** Makes a value non-finite fail the step, as a training step does with its loss. */
const guard = (tensor: Tensor, label: string) => currentRecorder()?.guard(tensorflowBackend().getInputTensorIds([tensor])[0] ?? 0, label);

test('a traced step gives what the same code gives eagerly, gradients included', async () => {
  const loss = (x: Tensor) => tf.sum(tf.mul(tf.sigmoid(x), tf.exp(tf.neg(x)))) as ReturnType<typeof tf.scalar>;
  const step = trace(({ x }: { x: Tensor }) => ({ loss: loss(x), gradient: tf.grad(loss)(x) }), { name: 'gradient' });
  const { loss: value, gradient } = await step.run({ x: vector(0.5, -1, 2) });
  const expected = tf.tidy(() => {
    const x = tf.tensor1d([0.5, -1, 2]);
    return { value: loss(x).dataSync(), gradient: tf.grad(loss)(x).dataSync() };
  });
  expect(value).toEqual({ data: expected.value, shape: [] });
  expect(gradient).toEqual({ data: expected.gradient, shape: [3] });
  step.dispose();
});

test('one trace is made per input shape and type, and told once each', async () => {
  const told: unknown[] = [];
  const step = trace(({ x }: { x: Tensor }) => ({ y: tf.add(x, x) }), {
    name: 'double',
    onTrace: ({ name, shapes, operations }) => told.push({ name, shapes, operations }),
  });
  for (const input of [vector(1, 2), vector(3, 4), vector(5), { data: Int32Array.of(6, 7), shape: [2] }, vector(8, 9)]) {
    const { y } = await step.run({ x: input });
    expect(y.data).toEqual(input.data.map(value => 2 * value));
  }
  expect(step.traceCount).toBe(3);
  const once = (x: number[]) => ({ name: 'double', shapes: { x }, operations: 2 });
  expect(told).toEqual([once([2]), once([1]), once([2])]);
  step.dispose();
  expect(step.traceCount).toBe(0);
});

test('tensors from outside are captured as they are, used before or not, and outlive their disposal', async () => {
  const used = tf.tidy(() => tf.add(tf.tensor1d([1, 2]), 10));
  const unused = tf.tensor1d([100, 200]);
  const step = trace(({ x }: { x: Tensor }) => ({ y: tf.addN([tf.mul(x, used), unused, unused]) }), { name: 'capture' });
  expect((await step.run({ x: vector(1, 2) })).y.data).toEqual(Float32Array.of(211, 424));
  used.dispose();
  unused.dispose();
  expect((await step.run({ x: vector(0, 1) })).y.data).toEqual(Float32Array.of(200, 412));
  step.dispose();
});

test('a step may return its input, one tensor under two names, a constant and a tensor from outside', async () => {
  const outside = tf.tensor1d([5]);
  const step = trace(
    ({ x }: { x: Tensor }) => {
      const y = tf.neg(x);
      return { x, y, again: y, constant: tf.scalar(3), outside };
    },
    { name: 'outputs' },
  );
  const results = await step.run({ x: vector(1) });
  expect(Object.entries(results).map(([name, { data }]) => [name, ...data])).toEqual([
    ['x', 1],
    ['y', -1],
    ['again', -1],
    ['constant', 3],
    ['outside', 5],
  ]);
  step.dispose();
  expect(outside.dataSync()).toEqual(Float32Array.of(5));
  outside.dispose();
});

test('code marked as outside of the trace runs at once, in the middle of a trace', async () => {
  const step = trace(
    ({ x }: { x: Tensor }) => {
      const scale = outsideOfTrace(() => tf.tidy(() => tf.mul(tf.tensor1d([2]), 21)));
      const value = outsideOfTrace(() => scale.dataSync()[0]);
      const y = tf.mul(x, scale);
      scale.dispose();
      return { y, value: tf.scalar(value ?? 0) };
    },
    { name: 'outside' },
  );
  expect(await step.run({ x: vector(1, 2) })).toMatchObject({ y: { data: Float32Array.of(42, 84) }, value: { data: Float32Array.of(42) } });
  step.dispose();
});

test('mistakes inside a step are explained and leave nothing behind; the step can be repaired', async () => {
  let leaked: Tensor | undefined;
  const mistakes: Record<string, (x: Tensor) => Tensor> = {
    'A value of a traced step was read': x => tf.scalar(x.dataSync()[0] ?? 0),
    "'Where' to have a shape that is known before it runs": x => single('Where', [typeAttribute('T', TF_FLOAT)], [x]),
    'belongs to another trace': x => (leaked === undefined ? x : tf.add(leaked, x)),
    'its own error': () => {
      throw new AppError('badInput', 'its own error');
    },
  };
  const keeps = trace(
    ({ x }: { x: Tensor }) => {
      leaked = tf.keep(tf.neg(x));
      return { x };
    },
    { name: 'keeps' },
  );
  await keeps.run({ x: vector(1, 2) });
  keeps.dispose();
  const captured = tf.tensor1d([3, 4]);
  for (const [message, body] of Object.entries(mistakes)) {
    const step = trace(({ x }: { x: Tensor }) => ({ y: body(tf.add(captured, x)) }), { name: 'mistake' });
    expect((await rejection(step.run({ x: vector(1, 2) }))).message).toContain(message);
    expect(step.traceCount).toBe(0);
  }
  captured.dispose();
  const symbolic = leaked as unknown as Tensor;
  expect(() => tf.neg(symbolic)).toThrow("'Neg' outside a traced step received a value that exists only inside one");
  expect(() => symbolic.dataSync()).toThrow('Return the tensor from the step');
  symbolic.dispose();
  const works = trace(({ x }: { x: Tensor }) => ({ y: tf.neg(x) }), { name: 'repaired' });
  expect((await works.run({ x: vector(1) })).y.data).toEqual(Float32Array.of(-1));
  works.dispose();
});

test('values that do not fill the shape are refused before the step runs', async () => {
  const step = trace(({ x }: { x: Tensor }) => ({ x }), { name: 'size' });
  expect((await rejection(step.run({ x: { data: Float32Array.of(1, 2), shape: [3] } }))).message).toContain('shape [3]');
  step.dispose();
});

test('two runs at once take turns', async () => {
  const counter = new Variable('counter', [], Float32Array.of(0));
  const step = trace(
    ({ x }: { x: Tensor }) => {
      const start = counter.read();
      // Long enough for the second run to overtake it if it could.
      let busy = tf.outerProduct(tf.tile(x, [400]) as never, tf.tile(x, [400]) as never);
      for (let i = 0; i < 5; i++) busy = tf.tanh(tf.matMul(busy, busy));
      const next = tf.add(start, tf.add(1, tf.mul(0, tf.mean(busy))));
      recordUpdate('AssignVariableOp', [counter], [typeAttribute('dtype', TF_FLOAT)], [next]);
      return { start };
    },
    { name: 'turns' },
  );
  const runs = await Promise.all(Array.from({ length: 5 }, () => step.run({ x: vector(1, 2) })));
  expect(runs.map(({ start }) => start.data[0])).toEqual([0, 1, 2, 3, 4]);
  step.dispose();
  counter.dispose();
});

test('timers fire while a long step runs', async () => {
  const step = trace(
    ({ x }: { x: Tensor }) => {
      let y = tf.fill([700, 700], 0.001).mul(x) as ReturnType<typeof tf.matMul>;
      for (let i = 0; i < 20; i++) y = tf.tanh(tf.matMul(y, y));
      return { mean: tf.mean(y) };
    },
    { name: 'long' },
  );
  await step.run({ x: vector(1) });
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  await step.run({ x: vector(2) });
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(0);
  step.dispose();
});

test('a step whose guarded value is not finite changes no variable and names where it began; the next one runs', async () => {
  const weight = new Variable('weight', [2], Float32Array.of(1, 2));
  const momentum = new Variable('momentum', [2], Float32Array.of(0, 0));
  const step = trace(
    ({ x }: { x: Tensor }) => {
      const recorder = currentRecorder();
      if (recorder !== null) recorder.scopeName = 'encoder';
      const root = tf.sqrt(x);
      const loss = tf.sum(tf.mul(root, weight.read()));
      guard(loss, 'loss');
      recordUpdate('AssignAddVariableOp', [momentum], [typeAttribute('dtype', TF_FLOAT)], [tf.onesLike(x)]);
      recordUpdate('AssignSubVariableOp', [weight], [typeAttribute('dtype', TF_FLOAT)], [root]);
      return { loss };
    },
    { name: 'guarded' },
  );
  const values = () => [...weight.values(), ...momentum.values()];
  expect((await step.run({ x: vector(1, 4) })).loss.data).toEqual(Float32Array.of(5));
  expect(values()).toEqual([0, 0, 1, 1]);

  const negative = await rejection(step.run({ x: vector(4, -1) }));
  expect(negative.code).toBe('nonFinite');
  expect(negative.message).toMatch(/in 'guarded'.*nothing was updated.*The first tensor that was not finite is 'encoder\/Sqrt_\d+'/s);
  expect(negative.details).toMatchObject({ step: 'guarded', tensor: expect.stringMatching(/^encoder\/Sqrt_\d+$/) });
  const input = await rejection(step.run({ x: vector(Number.NaN, 1) }));
  expect(input.message).toMatch(/The first tensor that was not finite is 'x_\d+'/);
  expect(values()).toEqual([0, 0, 1, 1]);

  expect((await step.run({ x: vector(9, 16) })).loss.data).toEqual(Float32Array.of(0));
  expect(values()).toEqual([-3, -4, 2, 2]);

  weight.write(Float32Array.of(Number.POSITIVE_INFINITY, 0));
  expect((await rejection(step.run({ x: vector(1, 1) }))).message).toMatch(/not finite is 'encoder\/weight\/read_\d+'/);
  expect(step.traceCount).toBe(1);
  step.dispose();
  weight.dispose();
  momentum.dispose();
});

test('bf16 rounds to 8 bits where the processor has AVX-512, and is fp32 elsewhere', async () => {
  const run = async (precision: 'fp32' | 'bf16') => {
    const step = trace(({ a, b }: Record<'a' | 'b', Tensor>) => ({ y: tf.matMul(a as never, b as never) }), { name: precision, precision });
    const data = Float32Array.from({ length: 64 * 64 }, (_, i) => 1 + (i % 97) / 1000);
    const { y } = await step.run({ a: { data, shape: [64, 64] }, b: { data, shape: [64, 64] } });
    step.dispose();
    return y.data;
  };
  const [exact, rounded] = [await run('fp32'), await run('bf16')];
  const errors = exact.map((value, i) => Math.abs((rounded[i] ?? 0) - value) / value);
  expect(Math.max(...errors)).toBeLessThan(2 ** -6);
  expect(Math.max(...errors) > 2 ** -12).toBe(readFileSync('/proc/cpuinfo', 'utf8').includes('avx512f'));
});

test('an optimiser operation updates its variables in place', async () => {
  const weight = new Variable('w', [2], Float32Array.of(1, 1));
  const slot = new Variable('m', [2], Float32Array.of(0, 0));
  const step = trace(
    ({ gradient, rate }: Record<'gradient' | 'rate', Tensor>) => {
      recordUpdate('ResourceApplyMomentum', [weight, slot], [typeAttribute('T', TF_FLOAT)], [rate, gradient, tf.scalar(0.5)]);
      return {};
    },
    { name: 'momentum' },
  );
  const inputs = { gradient: vector(1, -2), rate: { data: Float32Array.of(0.25), shape: [] } };
  expect(await step.run(inputs)).toEqual({});
  await step.run(inputs);
  // accum = .5 * accum + g = 1, 1.5; w -= rate * accum
  expect(slot.values()).toEqual(Float32Array.of(1.5, -3));
  expect(weight.values()).toEqual(Float32Array.of(1 - 0.25 - 0.375, 1 + 0.5 + 0.75));
  step.dispose();
  weight.dispose();
  slot.dispose();
});

test('attributes of every kind reach the graph', async () => {
  const step = trace(({ x }: { x: Tensor }) => ({ y: single('LeakyRelu', [floatAttribute('alpha', 0.25)], [x]) }), { name: 'leaky' });
  expect((await step.run({ x: vector(-4, 4) })).y.data).toEqual(Float32Array.of(-1, 4));
  step.dispose();
});
