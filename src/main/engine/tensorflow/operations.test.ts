import { expect, test } from 'vitest';
import { operationInputs } from './operations.ts';

test('TensorFlow tells which inputs of its operations are lists and which attributes they imply', () => {
  const single = { countAttribute: null, typeListAttribute: null };
  expect(operationInputs('MatMul')).toEqual([
    { name: 'a', typeAttribute: 'T', ...single },
    { name: 'b', typeAttribute: 'T', ...single },
  ]);
  expect(operationInputs('ConcatV2')).toEqual([
    { name: 'values', typeAttribute: 'T', countAttribute: 'N', typeListAttribute: null },
    { name: 'axis', typeAttribute: 'Tidx', ...single },
  ]);
  expect(operationInputs('IdentityN')).toEqual([{ name: 'input', typeAttribute: null, countAttribute: null, typeListAttribute: 'T' }]);
  expect(operationInputs('VarHandleOp')).toEqual([]);
});

test('an operation that TensorFlow does not have is named', () => {
  expect(() => operationInputs('MatMull')).toThrow("no operation 'MatMull'");
});
