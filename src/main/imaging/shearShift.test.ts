import { describe, expect, it } from 'vitest';
import { shearShift, shearShiftLine } from './shearShift.ts';

const raster = { data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), rows: 3, columns: 4, channels: 1 };

describe('moving the columns of a B-scan', () => {
  it('takes samples from the right and from below, and leaves NaN where nothing was', () => {
    expect([...shearShift(raster, { columns: 1, rows: 1, shear: 0 }).data]).toEqual([
      6,
      7,
      8,
      Number.NaN,
      10,
      11,
      12,
      ...Array(5).fill(Number.NaN),
    ]);
  });

  it('interpolates between rows, without the missing row where it has no weight', () => {
    expect([...shearShift(raster, { columns: 0, rows: 0.5, shear: 0 }).data].slice(0, 8)).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
    expect([...shearShift(raster, { columns: 0, rows: 0, shear: 0 }).data]).toEqual([...raster.data]);
  });

  it('shears about the middle column, and moves lines with the samples', () => {
    const sheared = shearShift(raster, { columns: 0, rows: 0, shear: 0.5 }).data;
    expect(sheared[2]).toBe(3);
    expect(sheared[3]).toBe(6);
    expect(sheared[1]).toBeNaN();
    expect([...shearShiftLine(Float32Array.of(1, 1, 1, 1), { columns: 0, rows: 0, shear: 0.5 })]).toEqual([2, 1.5, 1, 0.5]);
    expect([...shearShiftLine(Float32Array.of(1, 2, 3, 4), { columns: 1, rows: 2, shear: 0 })]).toEqual([0, 1, 2, Number.NaN]);
  });
});
