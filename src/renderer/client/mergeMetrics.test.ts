import { expect, test } from 'vitest';
import { mergeMetrics } from './mergeMetrics.ts';

const row = (series: string, step: number, value: number, attempt = 1) => ({ series, step, epoch: 1, value, attempt, atMs: 5 });
const event = (series: string, step: number, value: number, attempt = 1) => {
  return { type: 'metric' as const, series, step, epoch: 1, value, attempt, seq: 0, timeMs: 5 };
};

test('new steps come in by series and step, whatever their order', () => {
  const known = [row('val/loss', 10, 3)];
  expect(mergeMetrics(known, [event('train/loss', 2, 2), event('train/loss', 1, 1)])).toEqual([
    row('train/loss', 1, 1),
    row('train/loss', 2, 2),
    row('val/loss', 10, 3),
  ]);
  expect(known).toHaveLength(1);
});

test('a step that a resumed run computed again has the later value, and an old event changes nothing', () => {
  const resumed = mergeMetrics([row('train/loss', 1, 1)], [event('train/loss', 1, 7, 2)]);
  expect(resumed).toEqual([row('train/loss', 1, 7, 2)]);
  expect(mergeMetrics(resumed, [event('train/loss', 1, 1, 1)])).toEqual(resumed);
});
