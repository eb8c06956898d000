import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import golden from './hashFill.json' with { type: 'json' };
import { inputValues, labelValues, parameterValues } from './hashFill.ts';

function sha256(values: Float32Array | Int32Array): string {
  return createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex');
}

test.each(Object.entries(golden.parameters))('%s has the bytes that Python fills it with', (name, expected) => {
  const values = parameterValues(name, expected.shape);
  expect([...values.slice(0, 3)]).toEqual(expected.first);
  expect(sha256(values)).toBe(expected.sha256);
});

test('input and labels have the bytes that Python makes', () => {
  expect(sha256(inputValues(golden.input.shape))).toBe(golden.input.sha256);
  expect(sha256(labelValues(golden.labels.shape, 4))).toBe(golden.labels.sha256);
});
