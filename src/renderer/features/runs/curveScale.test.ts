import { expect, test } from 'vitest';
import { piecesOf, spread, ticks } from './curveScale.ts';

const row = (epoch: number, value: number | 'NaN', series = 'val/loss') => ({ series, step: epoch, epoch, value, attempt: 1, atMs: 0 });

test('a curve is cut where a value is not finite', () => {
  const metrics = [row(1, 0.5), row(2, 'NaN'), row(3, 0.25), row(4, 0.125), row(1, 9, 'other')];
  expect(piecesOf(metrics, 'val/loss')).toEqual([
    [{ epoch: 1, value: 0.5 }],
    [
      { epoch: 3, value: 0.25 },
      { epoch: 4, value: 0.125 },
    ],
  ]);
  expect(piecesOf([row(1, 'NaN')], 'val/loss')).toEqual([]);
});

test('ticks are round numbers inside the range', () => {
  expect(ticks(0, 1, 4)).toEqual([0, 0.5, 1]);
  expect(ticks(0, 30, 6)).toEqual([0, 5, 10, 15, 20, 25, 30]);
  expect(ticks(-1, 1, 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(ticks(0, 0.93, 4).map(value => value.toFixed(1))).toEqual(['0.0', '0.5']);
  expect(ticks(2, 2, 4)).toEqual([2]);
});

test('labels that would lie on each other move apart, in their order', () => {
  expect(spread([100, 20], 14)).toEqual([100, 20]);
  expect(spread([22, 20], 14)).toEqual([34, 20]);
  expect(spread([50, 50, 50], 14)).toEqual([50, 64, 78]);
});
