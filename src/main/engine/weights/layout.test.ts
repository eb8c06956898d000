import { expect, it } from 'vitest';
import { fromReference, referenceShape, toReference } from './layout.ts';

it("puts a convolution kernel [row, column, in, out] into torch's [out, in, row, column]", () => {
  const shape = [1, 2, 3, 2];
  const values = Float32Array.from({ length: 12 }, (_, i) => i);
  expect(referenceShape(shape, 'conv2d')).toEqual([2, 3, 1, 2]);
  // Ours at [0, column, in, out] is 6·column + 2·in + out.
  expect(Array.from(toReference(values, shape, 'conv2d'))).toEqual([0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11]);
});

it.each([
  ['conv2d', [3, 2, 4, 5]],
  ['conv3d', [2, 3, 2, 4, 5]],
  ['convTranspose2d', [2, 2, 3, 4]],
  ['plain', [6, 7]],
] as const)('comes back from the reference layout unchanged: %s', (layout, shape) => {
  const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i);
  expect(fromReference(toReference(values, shape, layout), shape, layout)).toEqual(values);
});
