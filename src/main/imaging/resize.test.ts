import { describe, expect, test } from 'vitest';
import { golden, largestDifference, unpack } from '../../../tests/golden/imaging/golden.ts';
import { randomGenerator } from '../../shared/random.ts';
import type { Raster } from './raster.ts';
import { resize } from './resize.ts';

describe('resize', () => {
  test.each(golden.resizes.map(golden => [`${golden.source} to ${golden.rows} × ${golden.columns}`, golden] as const))(
    '%s equals torchvision, and Pillow, within one level',
    (_, { source, rows, columns, torchvision, pillow }) => {
      const resized = resize(unpack(golden.sources[source] ?? torchvision), rows, columns);
      const expected = unpack(torchvision);
      expect([resized.rows, resized.columns, resized.channels]).toEqual([rows, columns, expected.channels]);
      const tolerance = resized.data instanceof Float32Array ? 1e-5 : 1;
      expect(largestDifference(resized.data, expected.data)).toBeLessThanOrEqual(tolerance);
      if (pillow !== undefined) expect(largestDifference(resized.data, unpack(pillow).data)).toBeLessThanOrEqual(1);
    },
  );

  test('a constant image stays constant whatever the sizes and types', () => {
    const random = randomGenerator(1, 'resize');
    for (let i = 0; i < 60; i++) {
      const [rows, columns, channels] = [1 + random.integer(40), 1 + random.integer(40), i % 2 === 0 ? 1 : 3];
      const value = random.integer(256);
      for (const data of [new Uint8Array(rows * columns * channels), new Uint16Array(rows * columns * channels)]) {
        const resized = resize({ data: data.fill(value), rows, columns, channels }, 1 + random.integer(60), 1 + random.integer(60));
        expect(resized.data.every(pixel => pixel === value)).toBe(true);
      }
    }
  });

  test('averages blocks when it halves a checkerboard of two-pixel cells', () => {
    // Row 0 0 9 9 to 2: taps 1 3 3 1 over 8 in the middle, cut and renormalised at the edges (3 3 1 over 7): 9 · 1/7 and 9 · 6/7.
    const source: Raster = { data: Float32Array.of(0, 0, 9, 9), rows: 1, columns: 4, channels: 1 };
    const resized = resize(source, 1, 2);
    expect(resized.data[0]).toBeCloseTo(9 / 7, 6);
    expect(resized.data[1]).toBeCloseTo(54 / 7, 6);
  });

  test('the same size gives the same pixels in a new array', () => {
    const source: Raster = { data: Uint8Array.of(1, 2, 3, 4), rows: 2, columns: 2, channels: 1 };
    const resized = resize(source, 2, 2);
    expect(resized).toEqual(source);
    expect(resized.data).not.toBe(source.data);
  });

  test('refuses an empty target', () => {
    const source: Raster = { data: Uint8Array.of(1), rows: 1, columns: 1, channels: 1 };
    expect(() => resize(source, 0, 5)).toThrow('at least 1 × 1');
  });
});
