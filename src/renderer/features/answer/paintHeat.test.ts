import { describe, expect, it } from 'vitest';
import { contour, decodedGrid, decodeGrid, paintHeat } from './paintHeat.ts';

describe('a heat map', () => {
  const grid = { rows: 2, columns: 3, data: Float32Array.from([0, 1, 2, 0, 1, 2]) };

  it('is clear below a fifth of its scale and .60 at its top', () => {
    const rgba = paintHeat(grid, 2);
    expect([3, 7, 11].map(i => rgba[i])).toEqual([0, Math.round(255 * 0.6 * 0.375), 153]);
  });

  it('has lines where it crosses a level', () => {
    expect([...contour(grid, 1.5)]).toEqual([2, 0.5, 2, 1.5]);
    expect(contour(grid, 3)).toHaveLength(0);
  });

  it('travels as text', () => {
    const data = btoa(String.fromCharCode(...new Uint8Array(grid.data.buffer)));
    const map = { rows: 2, columns: 3, data };
    expect(decodeGrid(map)).toEqual(grid);
    expect(decodedGrid(map)).toBe(decodedGrid(map));
  });
});
