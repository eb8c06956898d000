import { beforeAll, expect, test } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { boolAttribute, intAttribute, type OpAttribute, shapeAttribute, stringAttribute, typeAttribute } from './attributes.ts';
import { tensorflowBackend } from './backend.ts';
import { binding, liveTensorCount } from './binding.ts';
import { TF_BOOL, TF_COMPLEX64, TF_FLOAT, TF_INT32, TF_INT64, TF_STRING, TF_UINT8 } from './dtypes.ts';
import type { TensorValues } from './tensors.ts';
import { tf } from './tfjs.ts';

beforeAll(() => {
  tensorflowBackend();
});

/** A tensor by its values; kernels may pass more types than TFJSBinding declares. */
const make = (shape: number[], dtype: number, values: TensorValues) => binding.createTensor(shape, dtype, values as Float32Array);
const read = (id: number): unknown => binding.tensorDataSync(id);
const texts = (id: number) => (read(id) as Uint8Array[]).map(bytes => new TextDecoder().decode(bytes));
const encode = (...values: string[]) => values.map(value => new TextEncoder().encode(value));

function thrownBy(body: () => unknown): AppError {
  try {
    body();
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return error as AppError;
  }
  throw new Error('Expected an AppError, but nothing was thrown.');
}

test('every type of value comes back as it went in', () => {
  const cases: [dtype: number, shape: number[], values: TensorValues][] = [
    [TF_FLOAT, [2, 2], Float32Array.of(1.5, Number.NaN, Number.NEGATIVE_INFINITY, -0)],
    [TF_INT32, [3], Int32Array.of(-(2 ** 31), 0, 2 ** 31 - 1)],
    [TF_INT64, [2], BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n)],
    [TF_BOOL, [2], Uint8Array.of(1, 0)],
    [TF_UINT8, [1, 3], Uint8Array.of(0, 127, 255)],
    [TF_COMPLEX64, [2], Float32Array.of(1, -2, 3, -4)],
    [TF_FLOAT, [], Float32Array.of(7)],
    [TF_FLOAT, [0, 3], new Float32Array(0)],
    [TF_STRING, [3], encode('', 'naïve Ωμέγα', 'x'.repeat(100_000))],
    [TF_STRING, [], encode('one')],
    [TF_STRING, [0], []],
  ];
  for (const [dtype, shape, values] of cases) {
    const id = make(shape, dtype, values);
    expect(read(id)).toEqual(values);
    binding.deleteTensor(id);
  }
});

test('plain numbers, views into a larger buffer and the two words of an int64 scalar are accepted', () => {
  expect(read(make([2], TF_FLOAT, [1, 2]))).toEqual(Float32Array.of(1, 2));
  expect(read(make([2], TF_BOOL, [1, 0]))).toEqual(Uint8Array.of(1, 0));
  expect(read(make([2], TF_FLOAT, Float32Array.of(9, 1, 2, 9).subarray(1, 3)))).toEqual(Float32Array.of(1, 2));
  // tfjs-node's Int64Scalar: low word, high word.
  expect(read(make([], TF_INT64, Int32Array.of(5, 1)))).toEqual(BigInt64Array.of(2n ** 32n + 5n));
});

test('TensorFlow computes on int64 and on strings, with list inputs and every kind of attribute', () => {
  const sum = binding.executeOp(
    'AddV2',
    [typeAttribute('T', TF_INT64)],
    [make([2], TF_INT64, BigInt64Array.of(2n ** 40n, -1n)), make([], TF_INT64, BigInt64Array.of(1n))],
    1,
  );
  expect(sum).toEqual([{ id: sum[0]?.id, shape: [2], dtype: TF_INT64 }]);
  expect(read(sum[0]?.id ?? 0)).toEqual(BigInt64Array.of(2n ** 40n + 1n, 0n));

  const names = make([2], TF_STRING, encode('a', 'β'.repeat(50)));
  const suffix = make([], TF_STRING, encode('!'));
  const [joined] = binding.executeOp('StringJoin', [intAttribute('N', 2), stringAttribute('separator', '→')], [names, suffix], 1);
  expect(texts(joined?.id ?? 0)).toEqual(['a→!', `${'β'.repeat(50)}→!`]);

  const image = make(
    [1, 4, 4, 1],
    TF_FLOAT,
    Float32Array.from({ length: 16 }, (_, i) => i),
  );
  const pooling: OpAttribute[] = [
    typeAttribute('T', TF_FLOAT),
    intAttribute('ksize', [1, 2, 2, 1]),
    intAttribute('strides', [1, 2, 2, 1]),
    stringAttribute('padding', 'VALID'),
  ];
  expect(read(binding.executeOp('MaxPool', pooling, [image], 1)[0]?.id ?? 0)).toEqual(Float32Array.of(5, 7, 13, 15));

  const placeholder = [typeAttribute('dtype', TF_FLOAT), shapeAttribute('shape', [2, 3]), stringAttribute('shared_name', 'test')];
  expect(binding.executeOp('VarHandleOp', placeholder, [], 1)).toHaveLength(1);

  const matrix = make([2, 2], TF_FLOAT, Float32Array.of(1, 2, 3, 4));
  const product = [typeAttribute('T', TF_FLOAT), boolAttribute('transpose_a', true), boolAttribute('transpose_b', false)];
  expect(read(binding.executeOp('MatMul', product, [matrix, matrix], 1)[0]?.id ?? 0)).toEqual(Float32Array.of(10, 14, 14, 20));
});

test('strings pass through tfjs', () => {
  const long = 'retina '.repeat(40);
  const [first, second] = tf.tidy(() => {
    const x = tf.tensor2d(['a', 'bé', long, ''], [2, 2], 'string');
    return [tf.reshape(x, [4]).dataSync(), tf.concat([x, tf.tensor2d([long, 'b'], [1, 2], 'string')]).dataSync()];
  });
  expect(first).toEqual(['a', 'bé', long, '']);
  expect(second).toEqual(['a', 'bé', long, '', long, 'b']);
});

test('a type that an input implies wins over what the kernel passes for it', () => {
  const x = make([2], TF_FLOAT, Float32Array.of(1, 2));
  const [y] = binding.executeOp('Neg', [typeAttribute('T', TF_INT32)], [x], 1);
  expect(y?.dtype).toBe(TF_FLOAT);
  expect(read(y?.id ?? 0)).toEqual(Float32Array.of(-1, -2));
});

test('rounding integers leaves them as they are; halves of floats go to even', () => {
  expect(Array.from(tf.tidy(() => tf.round(tf.tensor1d([-12345678, 0, 7], 'int32')).dataSync()))).toEqual([-12345678, 0, 7]);
  expect(Array.from(tf.tidy(() => tf.round(tf.tensor1d([0.5, 1.5, -2.5])).dataSync()))).toEqual([0, 2, -2]);
});

test("an operation that fails throws TensorFlow's message with the operation's name and leaves no tensor behind", () => {
  const a = make([2, 3], TF_FLOAT, new Float32Array(6));
  const before = liveTensorCount();
  const error = thrownBy(() => binding.executeOp('MatMul', [typeAttribute('T', TF_FLOAT)], [a, a], 1));
  expect(error.code).toBe('engine');
  expect(error.message).toMatch(/^MatMul: .*\[2,3\]/s);
  expect(error.details).toEqual({ tensorflowCode: 3 });
  expect(thrownBy(() => binding.executeOp('MatMull', [], [], 1)).message).toContain('MatMull');
  expect(liveTensorCount()).toBe(before);
});

test('values that do not fill the shape, or of a type that has none, are refused before anything is allocated', () => {
  expect(thrownBy(() => make([3], TF_FLOAT, [1, 2])).message).toBe('Expected 12 bytes for shape [3], received 8.');
  expect(thrownBy(() => make([2 ** 25, 2 ** 25], TF_FLOAT, [1])).code).toBe('internal');
  expect(thrownBy(() => make([2], TF_STRING, encode('a'))).message).toContain('string');
  expect(thrownBy(() => make([1], 99, [1])).message).toContain('99');
});

test('a tensor freed twice is an error, not a crash', () => {
  const id = make([1], TF_FLOAT, [1]);
  binding.deleteTensor(id);
  expect(thrownBy(() => binding.deleteTensor(id)).message).toContain('freed twice');
});
