import { expect, test } from 'vitest';
import { projectBscan } from './enFace.ts';

const { NaN: none } = Number;
const wholeColumn = { upper: Float32Array.of(-0.5), lower: Float32Array.of(3.5) };

/** One column of four rows. */
function column(...values: number[]) {
  return { data: Float32Array.from(values), rows: values.length, columns: 1, channels: 1 };
}

test('between the edges of the B-scan every row counts once', () => {
  const bscan = column(1, 2, 3, 10);
  expect(projectBscan(bscan, wholeColumn, 'mean')).toEqual(Float32Array.of(4));
  expect(projectBscan(bscan, wholeColumn, 'sum')).toEqual(Float32Array.of(16));
  expect(projectBscan(bscan, wholeColumn, 'max')).toEqual(Float32Array.of(10));
});

test('a boundary within a row counts its share', () => {
  // From 0.75 to 2.0: row 1 from 0.75 to 1.5 (0.75), row 2 from 1.5 to 2.0 (0.5).
  const slab = { upper: Float32Array.of(0.75), lower: Float32Array.of(2) };
  const bscan = column(100, 2, 6, 100);
  expect(projectBscan(bscan, slab, 'sum')[0]).toBe(0.75 * 2 + 0.5 * 6);
  expect(projectBscan(bscan, slab, 'mean')[0]).toBeCloseTo(4.5 / 1.25, 6);
  expect(projectBscan(bscan, slab, 'max')[0]).toBe(6);
});

test('a slab within one row is that row’s value', () => {
  const slab = { upper: Float32Array.of(1.9), lower: Float32Array.of(2.1) };
  expect(projectBscan(column(1, 2, 6, 9), slab, 'mean')[0]).toBeCloseTo(6, 6);
});

test('a slab beyond the edges is cut there', () => {
  const slab = { upper: Float32Array.of(-20), lower: Float32Array.of(0.5) };
  expect(projectBscan(column(7, 1, 1, 1), slab, 'sum')[0]).toBe(7);
});

test('a missing boundary, an empty slab, one upside down and one outside give no value', () => {
  const bscan = { data: new Uint8Array(4 * 5).fill(9), rows: 4, columns: 5, channels: 1 };
  const slab = { upper: Float32Array.of(none, 1, 2, 3, 50), lower: Float32Array.of(2, none, 2, 1, 60) };
  for (const projection of ['mean', 'max', 'sum'] as const) {
    expect(projectBscan(bscan, slab, projection)).toEqual(new Float32Array(5).fill(none));
  }
});

test('samples that are no number are left out, and a column of nothing else has no value', () => {
  const slab = { upper: Float32Array.of(-0.5, -0.5), lower: Float32Array.of(1.5, 1.5) };
  const bscan = { data: Float32Array.of(none, none, 8, none), rows: 2, columns: 2, channels: 1 };
  expect(projectBscan(bscan, slab, 'mean')).toEqual(Float32Array.of(8, none));
  expect(projectBscan(bscan, slab, 'sum')).toEqual(Float32Array.of(8, none));
});

test('columns keep their places, and of several channels the mean counts', () => {
  const slab = { upper: Float32Array.of(-0.5, -0.5), lower: Float32Array.of(0.5, 0.5) };
  const bscan = { data: Uint8Array.of(10, 20, 30, 90, 90, 60), rows: 1, columns: 2, channels: 3 };
  expect(projectBscan(bscan, slab, 'max')).toEqual(Float32Array.of(20, 80));
});
