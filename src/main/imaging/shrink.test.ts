import { describe, expect, it } from 'vitest';
import { cut, shrink, shrinkFactor } from './shrink.ts';

const raster = { data: Uint8Array.from([0, 2, 4, 4, 6, 8, 9, 9, 9]), rows: 3, columns: 3, channels: 1 };

describe('shrinking', () => {
  it('takes the mean of each block, and of what is there at the rim', () => {
    expect(shrink(raster, 2)).toEqual({ data: Uint8Array.from([3, 6, 9, 9]), rows: 2, columns: 2, channels: 1 });
    expect(shrink(raster, 1)).toBe(raster);
  });

  it('keeps the channels of a 16-bit colour image apart', () => {
    const colour = { data: Uint16Array.from([1000, 0, 5, 3000, 0, 7]), rows: 1, columns: 2, channels: 3 };
    expect([...shrink(colour, 2).data]).toEqual([2000, 0, 6]);
  });

  it('uses the smallest whole factor that fits', () => {
    expect(shrinkFactor({ rows: 6000, columns: 8192 }, 2048)).toBe(4);
    expect(shrinkFactor({ rows: 496, columns: 768 }, 2048)).toBe(1);
    expect(shrinkFactor({ rows: 2049, columns: 10 }, 2048)).toBe(2);
  });
});

it('a cut piece ends where the image ends', () => {
  expect(cut(raster, { row: 1, column: 1, rows: 5, columns: 5 })).toEqual({
    data: Uint8Array.from([6, 8, 9, 9]),
    rows: 2,
    columns: 2,
    channels: 1,
  });
});
