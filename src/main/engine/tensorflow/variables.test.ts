import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { typeAttribute } from './attributes.ts';
import { tensorflowBackend } from './backend.ts';
import { TF_FLOAT } from './dtypes.ts';
import { openHandleCount } from './eager.ts';
import { type Tensor, tf } from './tfjs.ts';
import { trace } from './trace.ts';
import { outsideOfTrace, recordUpdate, Variable } from './variables.ts';

const float = typeAttribute('dtype', TF_FLOAT);
const one = { x: { data: Float32Array.of(1), shape: [1] } };

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

test('a variable is read, written and freed outside of a trace', () => {
  const variable = new Variable('v', [2, 2], Float32Array.of(1, 2, 3, 4));
  const integers = new Variable('n', [], Int32Array.of(7));
  expect(tf.tidy(() => tf.transpose(variable.read()).dataSync())).toEqual(Float32Array.of(1, 3, 2, 4));
  variable.write(Float32Array.of(5, 6, 7, 8));
  expect(variable.values()).toEqual(Float32Array.of(5, 6, 7, 8));
  expect(integers.values()).toEqual(Int32Array.of(7));
  expect(() => variable.write(Float32Array.of(1))).toThrow("Expected 4 values for 'v' of shape [2,2], received 1.");
  for (const freed of [variable, integers]) {
    freed.dispose();
    freed.dispose();
  }
  expect(() => variable.values()).toThrow("'v' was used after it was disposed");
  expect(() => variable.read()).toThrow("'v' was used after it was disposed");
});

test('two variables of one name are two variables', () => {
  const [a, b] = [new Variable('same', [1], Float32Array.of(1)), new Variable('same', [1], Float32Array.of(2))];
  expect([...a.values(), ...b.values()]).toEqual([1, 2]);
  a.dispose();
  expect(b.values()).toEqual(Float32Array.of(2));
  b.dispose();
});

test('wrong values for a new variable free it again', () => {
  expect(() => new Variable('v', [3], Float32Array.of(1))).toThrow('Expected 3 values');
});

test('in a step every read is the value at its start, wherever it stands, and updates happen in their order', async () => {
  const variable = new Variable('v', [1], Float32Array.of(10));
  const step = trace(
    ({ x }: { x: Tensor }) => {
      recordUpdate('AssignAddVariableOp', [variable], [float], [x]);
      const read = variable.read();
      recordUpdate('AssignVariableOp', [variable], [float], [tf.mul(read, 3)]);
      recordUpdate('AssignSubVariableOp', [variable], [float], [tf.add(x, x)]);
      expect(variable.read()).toBe(read);
      return { read, later: tf.add(variable.read(), 0) };
    },
    { name: 'order' },
  );
  // Added 1 and overwritten by 3 * 10, then 2 less.
  expect(await step.run(one)).toMatchObject({ read: { data: Float32Array.of(10) }, later: { data: Float32Array.of(10) } });
  expect(variable.values()).toEqual(Float32Array.of(28));
  expect((await step.run(one)).read.data).toEqual(Float32Array.of(28));
  expect(variable.values()).toEqual(Float32Array.of(82));
  step.dispose();
  variable.dispose();
});

test('many updates of one variable keep their order', async () => {
  const variable = new Variable('v', [1], Float32Array.of(0));
  const scale = new Variable('s', [1], Float32Array.of(2));
  const step = trace(
    ({ x }: { x: Tensor }) => {
      for (let i = 1; i <= 40; i++) {
        recordUpdate('AssignVariableOp', [variable], [float], [tf.mul(x, i)]);
        recordUpdate('AssignAddVariableOp', [variable], [float], [tf.mul(scale.read(), i)]);
      }
      return {};
    },
    { name: 'many' },
  );
  for (let run = 0; run < 20; run++) {
    await step.run(one);
    expect(variable.values()).toEqual(Float32Array.of(120));
    variable.write(Float32Array.of(0));
  }
  step.dispose();
  variable.dispose();
  scale.dispose();
});

test('a step sees what was written between its runs, and a variable made while it is traced', async () => {
  const made: Variable[] = [];
  const step = trace(
    ({ x }: { x: Tensor }) => {
      made[0] ??= outsideOfTrace(() => new Variable('late', [1], Float32Array.of(5)));
      return { y: tf.mul(made[0].read(), x) };
    },
    { name: 'late' },
  );
  expect((await step.run(one)).y.data).toEqual(Float32Array.of(5));
  made[0]?.write(Float32Array.of(6));
  expect((await step.run(one)).y.data).toEqual(Float32Array.of(6));
  made[0]?.dispose();
  await expect(step.run(one)).rejects.toThrow(/late.*(does not exist|uninitialized|destroyed)/s);
  step.dispose();
});

test('an update that does not fit its variable, or stands outside of a step, is refused', async () => {
  const variable = new Variable('v', [2], Float32Array.of(1, 2));
  expect(() => recordUpdate('AssignVariableOp', [variable], [float], [])).toThrow('must be part of a traced step');
  const step = trace(
    ({ x }: { x: Tensor }) => {
      recordUpdate('AssignAddVariableOp', [variable], [float], [tf.tile(x, [3])]);
      return {};
    },
    { name: 'misfit' },
  );
  await expect(step.run(one)).rejects.toThrow(/\[2\].*\[3\]/s);
  expect(variable.values()).toEqual(Float32Array.of(1, 2));
  step.dispose();
  variable.dispose();
});
