import { expect, test } from 'vitest';
import { formatTimeRange } from './timeRange.ts';

const range = (lowMin: number, highMin: number) => formatTimeRange(lowMin * 60_000, highMin * 60_000).replaceAll('\u202f', ' ');

test('a range is as fine as it can be trusted', () => {
  expect(range(0.2, 0.8)).toBe('under 1 min');
  expect(range(0.4, 1.2)).toBe('up to 2 min');
  expect(range(6.2, 7.4)).toBe('≈ 6–8 min');
  expect(range(4, 4)).toBe('≈ 4 min');
  expect(range(26, 33)).toBe('≈ 25–35 min');
  expect(range(50, 75)).toBe('≈ 50 min – 1 h 20 min');
  expect(range(125, 178)).toBe('≈ 2 h – 3 h');
});
