// The engine gives back what it takes: handles are counted, memory is the process's resident set after a warm-up. The bounds are
// generous; a leak of what a test repeats would exceed them several times.
import { setTimeout } from 'node:timers/promises';
import koffi from 'koffi';
import { beforeAll, expect, test } from 'vitest';
import { typeAttribute } from '../../src/main/engine/tensorflow/attributes.ts';
import { tensorflowBackend } from '../../src/main/engine/tensorflow/backend.ts';
import { currentRecorder, liveTensorCount } from '../../src/main/engine/tensorflow/binding.ts';
import { TF_FLOAT, TF_INT32 } from '../../src/main/engine/tensorflow/dtypes.ts';
import { openHandleCount } from '../../src/main/engine/tensorflow/eager.ts';
import { single } from '../../src/main/engine/tensorflow/ops/operation.ts';
import { type Tensor, tf } from '../../src/main/engine/tensorflow/tfjs.ts';
import { trace } from '../../src/main/engine/tensorflow/trace.ts';
import { recordUpdate, Variable } from '../../src/main/engine/tensorflow/variables.ts';

let mallocTrim: (pad: number) => number;

beforeAll(() => {
  tensorflowBackend();
  mallocTrim = koffi.load('libc.so.6').func('int malloc_trim(size_t pad)');
});

/**
 * Resident memory in MiB once everything free has gone back to the system. One collection is not enough: V8 frees the array buffers
 * of a collection on a thread of its own, and the allocator keeps freed pages for itself.
 */
async function residentMib(): Promise<number> {
  if (globalThis.gc === undefined) throw new Error('Expected to run with --expose-gc, as tests/engine/vitest.config.ts says.');
  for (let i = 0; i < 3; i++) {
    globalThis.gc();
    await setTimeout(20);
  }
  mallocTrim(0);
  return process.memoryUsage.rss() / 2 ** 20;
}

/** Repeats `body` and returns by how many MiB memory grew after the first quarter. Handle counts must end as they began. */
async function growthMib(times: number, body: (i: number) => unknown): Promise<number> {
  const before = [liveTensorCount(), openHandleCount(), tf.memory().numTensors];
  let warm = 0;
  for (let i = 0; i < times; i++) {
    if (i === Math.floor(times / 4)) warm = await residentMib();
    await body(i);
  }
  expect([liveTensorCount(), openHandleCount(), tf.memory().numTensors]).toEqual(before);
  return (await residentMib()) - warm;
}

test('10,000 operations in tidy, failing ones among them, leave nothing behind', async () => {
  const values = new Float32Array(2 ** 18).fill(1);
  let failures = 0;
  const growth = await growthMib(1_000, () =>
    tf.tidy(() => {
      const x = tf.tensor2d(values, [512, 512]);
      const y = tf.add(tf.relu(tf.neg(x)), tf.mul(x, 2));
      expect(tf.max(tf.concat([y, x])).dataSync()[0]).toBe(2);
      const words = tf.tensor1d(['retina', 'x'.repeat(100)]);
      expect(tf.concat([words, words]).dataSync()).toHaveLength(4);
      const mistakes = [
        () => single('MatMul', [typeAttribute('T', TF_FLOAT)], [tf.tensor1d([1, 2]), y]),
        () => single('NoSuchOperation', [], [y]),
        () => tf.slice(tf.neg(y), [500, 500], [100, 100]),
        () => tf.gather(x, tf.tensor1d([9_999], 'int32')),
      ];
      for (const mistake of mistakes) {
        try {
          tf.tidy(mistake);
        } catch {
          failures++;
        }
      }
    }),
  );
  expect(failures).toBe(4_000);
  expect(growth).toBeLessThan(100);
});

test('400,000 strings of 1 KiB are freed, written, copied and read', async () => {
  const words = Array.from({ length: 1_000 }, (_, i) => String(i).padEnd(1024, '.'));
  const growth = await growthMib(400, i => {
    tf.tidy(() => {
      const copy = tf.concat([tf.tensor1d(words.slice(0, 500)), tf.tensor1d(words.slice(500))]);
      if (i % 20 === 0) expect(copy.dataSync()).toEqual(words);
    });
  });
  expect(growth).toBeLessThan(100);
});

test('a traced step that runs 1,000 times with inputs, outputs and a variable of 1 MiB stays as large as it is', async () => {
  const data = new Float32Array(2 ** 18).fill(1);
  const growth = await growthMib(4, async () => {
    const variable = new Variable('v', [data.length], data);
    const step = trace(
      ({ x }: { x: Tensor }) => {
        recordUpdate('AssignAddVariableOp', [variable], [typeAttribute('dtype', TF_FLOAT)], [x]);
        return { y: tf.add(x, variable.read()) };
      },
      { name: 'repeated' },
    );
    for (let i = 0; i < 250; i++) await step.run({ x: { data, shape: [data.length] } });
    step.dispose();
    variable.dispose();
  });
  expect(growth).toBeLessThan(100);
});

test('a disposed step is freed with its captured tensors and constants, a failing trace with what it had captured', async () => {
  const values = new Float32Array(2 ** 20).fill(1);
  const growth = await growthMib(40, async i => {
    const captured = tf.tidy(() => tf.add(tf.tensor1d(values), i));
    const step = trace(({ x }: { x: Tensor }) => ({ y: tf.sum(tf.mul(x, tf.add(captured, tf.tensor1d(values.map(v => v + i))))) }), {
      name: 'large',
    });
    await step.run({ x: { data: values, shape: [values.length] } });
    step.dispose();
    const fails = trace(({ x }: { x: Tensor }) => ({ y: tf.add(x, captured).dataSync() as never }), { name: 'fails' });
    await expect(fails.run({ x: { data: values, shape: [values.length] } })).rejects.toThrow('only being recorded');
    captured.dispose();
  });
  expect(growth).toBeLessThan(100);
});

test('a step that is not finite again and again leaves nothing behind', async () => {
  const values = new Float32Array(2 ** 20).fill(-1);
  const step = trace(
    ({ x }: { x: Tensor }) => {
      const y = tf.sqrt(tf.mul(x, tf.tensor1d(new Float32Array(2 ** 20).fill(2))));
      currentRecorder()?.guard(tensorflowBackend().getInputTensorIds([y])[0] ?? 0, 'y');
      return { y };
    },
    { name: 'nonFinite' },
  );
  await step.run({ x: { data: new Float32Array(2 ** 20), shape: [2 ** 20] } });
  const growth = await growthMib(40, () =>
    expect(step.run({ x: { data: values, shape: [values.length] } })).rejects.toMatchObject({ code: 'nonFinite' }),
  );
  step.dispose();
  expect(growth).toBeLessThan(100);
});

test('memory that cannot be had is reported as such, and the engine goes on', () => {
  const attributes = [typeAttribute('T', TF_FLOAT), typeAttribute('index_type', TF_INT32)];
  const failure = () => tf.tidy(() => single('Fill', attributes, [tf.tensor1d([2 ** 30, 2 ** 20], 'int32'), tf.scalar(0)]));
  expect(failure).toThrow(expect.objectContaining({ code: 'outOfMemory', message: expect.stringContaining('[1073741824,1048576]') }));
  expect(tf.tidy(() => tf.add(1, 2).dataSync()[0])).toBe(3);
});
