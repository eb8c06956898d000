import { afterEach, beforeEach, expect, test } from 'vitest';
import { boolAttribute, intAttribute, stringAttribute, typeAttribute } from './attributes.ts';
import { capi } from './capi.ts';
import { TF_BOOL, TF_FLOAT, TF_INT32, TF_INT64, TF_STRING } from './dtypes.ts';
import { createHandle, deleteHandle, executeEager } from './eager.ts';
import { callAttributes, registerFunction, removeFunction } from './functions.ts';
import { GraphRecorder, type Symbolic } from './graph.ts';
import { readHandle, type TensorValues } from './tensors.ts';

const float = typeAttribute('T', TF_FLOAT);
let recorder: GraphRecorder;
let functions = 0;

beforeEach(() => {
  recorder = new GraphRecorder();
});
afterEach(() => recorder.dispose());

/** Calls what was recorded as a function of `values`, one for each of the recorder's inputs. */
function call(outputs: Symbolic[], values: TensorValues[]): unknown[] {
  const name = registerFunction(recorder, `graph_test_${functions++}`, outputs);
  const inputs = recorder.inputs.map(({ shape, dtype }, i) => createHandle(shape, dtype, values[i] ?? []));
  const types = [recorder.inputs, outputs].map(symbols => symbols.map(({ dtype }) => dtype));
  const results = executeEager(
    'StatefulPartitionedCall',
    callAttributes(name, types[0] ?? [], types[1] ?? [], 'fp32'),
    inputs,
    outputs.length,
  );
  const read = results.map(handle => readHandle(handle));
  for (const handle of [...inputs, ...results]) deleteHandle(handle);
  removeFunction(name);
  return read;
}

test('shapes and types are inferred while recording; an open dimension is -1 and an open rank [-1]', () => {
  const x = recorder.input([4, 3], TF_FLOAT, 'x');
  const w = recorder.input([3, 2], TF_FLOAT, 'w');
  const product = recorder.add('MatMul', [float, boolAttribute('transpose_a', false), boolAttribute('transpose_b', false)], [x.id, w.id]);
  expect(product).toMatchObject([{ shape: [4, 2], dtype: TF_FLOAT, index: 0 }]);
  const positive = recorder.add('Greater', [float], [x.id, x.id])[0] as Symbolic;
  expect(positive).toMatchObject({ shape: [4, 3], dtype: TF_BOOL });
  expect(recorder.add('Where', [typeAttribute('T', TF_BOOL)], [positive.id])).toMatchObject([{ shape: [-1, 2], dtype: TF_INT64 }]);
  const shape = recorder.input([], TF_STRING, 's');
  const attributes = [typeAttribute('out_type', TF_FLOAT)];
  expect(recorder.add('ParseTensor', attributes, [shape.id])).toMatchObject([{ shape: [-1], dtype: TF_FLOAT }]);
});

test('a shape that depends on values is refused, with what to do; batch norm may leave its reserve spaces open', () => {
  const x = recorder.input([4], TF_FLOAT, 'x');
  const condition = recorder.add('Greater', [float], [x.id, x.id])[0] as Symbolic;
  const where = recorder.add('Where', [typeAttribute('T', TF_BOOL)], [condition.id]);
  expect(() => recorder.requireShapes('Where', where)).toThrow(/'Where'.*depends on values.*outside the traced step/s);

  const image = recorder.input([1, 2, 2, 3], TF_FLOAT, 'image');
  const channels = [1, 2, 3, 4].map(i => recorder.input([3], TF_FLOAT, `c${i}`).id);
  const normed = recorder.add('FusedBatchNormV3', [float, typeAttribute('U', TF_FLOAT)], [image.id, ...channels]);
  expect(normed.map(({ shape }) => shape).slice(0, 3)).toEqual([[1, 2, 2, 3], [3], [3]]);
  recorder.requireShapes('FusedBatchNormV3', normed);
});

test('backward, a convolution waits for the filter gradient before it; forward nothing waits', () => {
  const attributes = [float, intAttribute('strides', [1, 1, 1, 1]), stringAttribute('padding', 'SAME')];
  const [imageShape, kernelShape] = [
    [1, 4, 4, 2],
    [3, 3, 2, 2],
  ];
  const [x, kernel] = [recorder.input(imageShape, TF_FLOAT, 'x'), recorder.input(kernelShape, TF_FLOAT, 'kernel')];
  const sizes = [imageShape, kernelShape].map(shape => recorder.constant([4], TF_INT32, Int32Array.from(shape)).id) as [number, number];
  const convolve = (from: Symbolic) => recorder.add('Conv2D', attributes, [from.id, kernel.id])[0] as Symbolic;
  const backInput = (dy: Symbolic) => recorder.add('Conv2DBackpropInput', attributes, [sizes[0], kernel.id, dy.id])[0] as Symbolic;
  const backFilter = (from: Symbolic, dy: Symbolic) =>
    recorder.add('Conv2DBackpropFilter', attributes, [from.id, sizes[1], dy.id])[0] as Symbolic;

  const hidden = convolve(x);
  const dy = convolve(hidden);
  const dHidden = backInput(dy);
  const dKernel = backFilter(hidden, dy);
  const dx = backInput(dHidden);
  const waiting = [hidden, dy, dHidden, dKernel, dx].map(({ operation }) => capi().TF_OperationNumControlInputs(operation));
  expect(waiting).toEqual([0, 0, 0, 0, 1]);
});

test('lists of tensors need no count, and lists of several types no types', () => {
  const a = recorder.input([2], TF_FLOAT, 'a');
  const b = recorder.input([2], TF_FLOAT, 'b');
  const n = recorder.input([1], TF_INT32, 'n');
  const axis = recorder.constant([], TF_INT32, [0]);
  const outputs = [
    ...recorder.add('AddN', [float], [a.id, b.id, a.id]),
    ...recorder.add('ConcatV2', [float, typeAttribute('Tidx', TF_INT32)], [b.id, a.id, axis.id]),
    ...recorder.add('Pack', [float, intAttribute('N', 2), intAttribute('axis', 1)], [a.id, b.id]),
    ...recorder.add('Einsum', [float, stringAttribute('equation', 'i,i->')], [a.id, b.id]),
    ...recorder.add('IdentityN', [], [a.id, n.id]),
  ];
  expect(outputs.map(({ shape }) => shape)).toEqual([[2], [4], [2, 2], [], [2], [1]]);
  expect(call(outputs, [Float32Array.of(1, 2), Float32Array.of(10, 20), Int32Array.of(7)])).toEqual([
    Float32Array.of(12, 24),
    Float32Array.of(10, 20, 1, 2),
    Float32Array.of(1, 10, 2, 20),
    Float32Array.of(50),
    Float32Array.of(1, 2),
    Int32Array.of(7),
  ]);
});

test('constants of every type, strings among them, and a type that the inputs imply', () => {
  const long = new TextEncoder().encode('x'.repeat(1000));
  const x = recorder.input([2], TF_FLOAT, 'x');
  const outputs = [
    recorder.constant([1], TF_STRING, [long]),
    recorder.constant([2], TF_INT64, BigInt64Array.of(-1n, 2n ** 60n)),
    recorder.constant([0], TF_FLOAT, []),
    recorder.add('Neg', [typeAttribute('T', TF_INT32)], [x.id])[0] as Symbolic,
  ];
  expect(call(outputs, [Float32Array.of(1, -2)])).toEqual([
    [long],
    BigInt64Array.of(-1n, 2n ** 60n),
    new Float32Array(0),
    Float32Array.of(-1, 2),
  ]);
});

test('an operation that cannot be is refused when it is recorded, with its place in the model', () => {
  const x = recorder.input([4, 3], TF_FLOAT, 'x');
  recorder.scopeName = 'layer1/conv1';
  expect(() => recorder.add('MatMul', [float], [x.id, x.id])).toThrow(/^layer1\/conv1\/MatMul_1: .*3 and 4/s);
  expect(() => recorder.add('Neg', [float], [x.id, x.id])).toThrow("Expected 1 inputs for operation 'Neg', received 2.");
  expect(() => recorder.add('Sub', [float], [x.id])).toThrow("Expected 2 inputs for operation 'Sub', received 1.");
});

test('a value of another trace is refused, even if this trace has as many', () => {
  const other = new GraphRecorder();
  const x = other.input([1], TF_FLOAT, 'x');
  other.dispose();
  recorder.input([1], TF_FLOAT, 'x');
  expect(() => recorder.add('Neg', [float], [x.id])).toThrow('belongs to another trace');
});

test('names that TensorFlow does not allow are made ones that it does', () => {
  recorder.scopeName = '_étage (1)';
  recorder.input([1], TF_FLOAT, 'a:0');
  expect(recorder.size).toBe(1);
});

test('a removed function is gone', () => {
  const x = recorder.input([1], TF_FLOAT, 'x');
  const y = recorder.add('Neg', [float], [x.id]);
  const name = registerFunction(recorder, 'graph_test_removed', y);
  const input = createHandle([1], TF_FLOAT, [1]);
  const run = () => executeEager('StatefulPartitionedCall', callAttributes(name, [TF_FLOAT], [TF_FLOAT], 'fp32'), [input], 1);
  expect(run().map(handle => readHandle(handle))).toEqual([Float32Array.of(-1)]);
  removeFunction(name);
  expect(run).toThrow('graph_test_removed');
  expect(() => removeFunction(name)).toThrow('graph_test_removed');
});
