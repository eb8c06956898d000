import { expect, test } from 'vitest';
import { histogram, percentiles } from './histogram.ts';

test('counts values of 8 and 16 bit', () => {
  expect(histogram({ data: Uint8Array.of(0, 3, 3, 255), rows: 2, columns: 2, channels: 1 })[3]).toBe(2);
  const counts = histogram({ data: Uint16Array.of(65535, 7), rows: 1, columns: 2, channels: 1 });
  expect([counts.length, counts[65535], counts[7]]).toEqual([65536, 1, 1]);
});

test('percentiles are the nearest ranks', () => {
  const counts = histogram({ data: Uint8Array.of(15, 20, 35, 40, 50), rows: 1, columns: 5, channels: 1 });
  expect(percentiles(counts, [0, 5, 30, 40, 50, 100])).toEqual([15, 15, 20, 20, 35, 50]);
});

test('an empty histogram is refused', () => {
  expect(() => percentiles(new Uint32Array(256), [50])).toThrow('at least one pixel');
});
