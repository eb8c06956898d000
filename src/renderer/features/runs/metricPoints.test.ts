import { expect, test } from 'vitest';
import { elapsedAt, marksOf, pointsOf } from './metricPoints.ts';

const row = (epoch: number, value: number | 'NaN', change = {}) => ({
  series: 'train/loss',
  step: epoch,
  epoch,
  value,
  attempt: 1,
  atMs: 1000 * epoch,
  ...change,
});

test('a curve has a gap where a value is not finite', () => {
  const metrics = [row(1, 0.5), row(2, 'NaN'), row(3, 0.25), row(1, 9, { series: 'other' })];
  expect(pointsOf(metrics, 'train/loss')).toEqual([
    { x: 1, y: 0.5 },
    { x: 2, y: null },
    { x: 3, y: 0.25 },
  ]);
});

test('the estimate looks at the newest attempt alone', () => {
  expect(marksOf([row(1, 1), row(2, 1, { attempt: 2, atMs: 90_000 }), row(3, 1, { attempt: 2, atMs: 91_000 })])).toEqual([
    { step: 2, atMs: 90_000 },
    { step: 3, atMs: 91_000 },
  ]);
});

test('time runs with the epochs, without the hours between two attempts', () => {
  const elapsed = elapsedAt([row(1, 1), row(2, 1), row(3, 1, { attempt: 2, atMs: 9_000_000 }), row(4, 1, { attempt: 2, atMs: 9_002_000 })]);
  expect([1, 1.5, 2, 3, 4, 5].map(elapsed)).toEqual([0, 500, 1000, 1000, 3000, null]);
});
