import { describe, expect, it } from 'vitest';
import { randomGenerator } from '../../../../shared/random.ts';
import { camMassInMask, camMassOnFill } from './camMass.ts';
import type { HeatMap, PixelMask } from './heatMap.ts';

const map = (rows: number, columns: number, values: number[]): HeatMap => ({ rows, columns, data: Float32Array.from(values) });

function mask(rows: number, columns: number, isInside: (row: number, column: number) => boolean): PixelMask {
  return {
    rows,
    columns,
    data: Uint8Array.from({ length: rows * columns }, (_, i) => (isInside(Math.floor(i / columns), i % columns) ? 2 : 0)),
  };
}

describe('camMassOnFill', () => {
  it('is the share of positive attribution on the mask', () => {
    const right = mask(2, 4, (_, column) => column >= 2);
    expect(camMassOnFill(map(2, 4, [1, 1, 3, 0, 1, 1, 1, -9]), right)).toEqual({ value: 0.5 });
  });

  it('is measured at image size for a coarser map', () => {
    const bottom = mask(64, 32, row => row >= 48);
    expect(camMassOnFill(map(4, 4, Array(16).fill(0.2)), bottom).value).toBeCloseTo(0.25, 6);
    expect(camMassOnFill(map(2, 1, [1, 0]), bottom).value).toBeCloseTo(0, 6);
  });

  it('is undefined for a map without mass', () => {
    expect(
      camMassOnFill(
        map(1, 1, [0]),
        mask(2, 2, () => true),
      ),
    ).toEqual({ value: Number.NaN, reason: 'the map is zero everywhere' });
  });

  it('refuses a mask whose size is not its own', () => {
    expect(() => camMassOnFill(map(1, 1, [1]), { rows: 2, columns: 2, data: new Uint8Array(3) })).toThrow('2 × 2 pixels, received 3');
  });
});

describe('camMassInMask', () => {
  it('dilates by half a map cell on each axis', () => {
    // Cells of 4 × 2 pixels: the mask grows by 2 rows and 1 column each way, from 1 × 1 to 5 × 3.
    const one = mask(16, 8, (row, column) => row === 8 && column === 4);
    const { share, maskShare, dilatedShare } = camMassInMask(map(4, 4, Array(16).fill(1)), one);
    expect(maskShare).toBe(1 / 128);
    expect(dilatedShare).toBe(15 / 128);
    expect(share.value).toBeCloseTo(15 / 128, 6);
  });

  it('does not grow over the edge of the image, nor join lines', () => {
    const corner = mask(8, 8, (row, column) => row === 0 && column === 7);
    expect(camMassInMask(map(4, 4, Array(16).fill(1)), corner).dilatedShare).toBe(4 / 64);
  });

  it('agrees with a dilation by definition on random masks', () => {
    const random = randomGenerator(3, 'masks');
    for (let round = 0; round < 20; round++) {
      const rows = 5 + random.integer(12);
      const columns = 5 + random.integer(12);
      const sparse = mask(rows, columns, () => random.uniform() < 0.06);
      const cells = 0.2 + random.uniform();
      const [rowRadius, columnRadius] = [Math.round((cells * rows) / 3), Math.round((cells * columns) / 2)];
      let expected = 0;
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const isNear = sparse.data.some(
            (value, i) =>
              value !== 0 && Math.abs(Math.floor(i / columns) - row) <= rowRadius && Math.abs((i % columns) - column) <= columnRadius,
          );
          expected += isNear ? 1 : 0;
        }
      }
      expect(camMassInMask(map(3, 2, Array(6).fill(1)), sparse, cells).dilatedShare).toBeCloseTo(expected / (rows * columns), 12);
    }
  });

  it('finds nearly all mass of a map that points at the lesion, and the expected share of one that does not', () => {
    const lesion = mask(128, 128, (row, column) => row >= 48 && row < 64 && column >= 32 && column < 48);
    const pointed = map(
      8,
      8,
      Array.from({ length: 64 }, (_, cell) => (cell === 3 * 8 + 2 ? 1 : 0)),
    );
    const { share, dilatedShare } = camMassInMask(pointed, lesion);
    expect(share.value).toBeGreaterThan(0.9);
    expect(camMassInMask(map(8, 8, Array(64).fill(1)), lesion).share.value).toBeCloseTo(dilatedShare, 6);
  });
});
