import { describe, expect, test } from 'vitest';
import { golden, largestDifference, unpackFloat } from '../../../tests/golden/imaging/golden.ts';
import { randomGenerator } from '../../shared/random.ts';
import { type Affine, affineWarp, composeAffine, flipColumns, flipRows, identityAffine, inverseSimilarity } from './affine.ts';
import type { Raster } from './raster.ts';

const numbered: Raster<Uint8Array> = { data: Uint8Array.from({ length: 24 }, (_, i) => i), rows: 4, columns: 6, channels: 1 };

describe('affineWarp', () => {
  test.each(golden.warps)('equals torchvision at $angle°, scale $scale', ({ angle, scale, shiftRows, shiftColumns, fill, torchvision }) => {
    const source = unpackFloat(golden.warpSource);
    // torchvision turns clockwise; its grid is single precision, hence the tolerance in grey levels.
    const warped = affineWarp(source, inverseSimilarity(-angle, scale, shiftRows, shiftColumns), fill);
    expect(largestDifference(warped.data, unpackFloat(torchvision).data)).toBeLessThan(0.01);
  });

  test('the identity returns every pixel exactly, for every type and channel count', () => {
    const random = randomGenerator(2, 'warp');
    for (const channels of [1, 3]) {
      const length = 17 * 23 * channels;
      for (const data of [
        Uint8Array.from({ length }, () => random.integer(256)),
        Uint16Array.from({ length }, () => random.integer(65536)),
        Float32Array.from({ length }, () => random.uniform()),
      ]) {
        expect(affineWarp({ data, rows: 17, columns: 23, channels }, identityAffine).data).toEqual(data);
      }
    }
  });

  test('a shift by whole pixels moves them and fills what comes in', () => {
    const shifted = affineWarp(numbered, inverseSimilarity(0, 1, 1, -2), 99);
    expect(Array.from(shifted.data.subarray(0, 6))).toEqual([99, 99, 99, 99, 99, 99]);
    expect(Array.from(shifted.data.subarray(6, 12))).toEqual([2, 3, 4, 5, 99, 99]);
  });

  test('mirroring by a map equals flipping', () => {
    expect(affineWarp(numbered, [1, 0, 0, 0, -1, 0]).data).toEqual(flipColumns(numbered).data);
    expect(affineWarp(numbered, [-1, 0, 0, 0, 1, 0]).data).toEqual(flipRows(numbered).data);
  });

  test('agrees with tap-by-tap interpolation for random maps', () => {
    const random = randomGenerator(3, 'warp');
    const source: Raster<Float32Array> = {
      data: Float32Array.from({ length: 13 * 9 }, () => random.uniform()),
      rows: 13,
      columns: 9,
      channels: 1,
    };
    const at = (row: number, column: number): number =>
      row >= 0 && row < 13 && column >= 0 && column < 9 ? (source.data[row * 9 + column] as number) : 0.25;
    for (let i = 0; i < 200; i++) {
      const inverse = Array.from({ length: 6 }, (_, k) => (k % 3 === 2 ? 4 : 1.5) * (2 * random.uniform() - 1)) as unknown as Affine;
      const warped = affineWarp(source, inverse, 0.25);
      const expected = warped.data.map((_, index) => {
        const [v, u] = [Math.floor(index / 9) - 6, (index % 9) - 4];
        const y = inverse[0] * v + inverse[1] * u + inverse[2] + 6;
        const x = inverse[3] * v + inverse[4] * u + inverse[5] + 4;
        const [top, left] = [Math.floor(y), Math.floor(x)];
        const [down, right] = [y - top, x - left];
        return (
          (1 - down) * ((1 - right) * at(top, left) + right * at(top, left + 1)) +
          down * ((1 - right) * at(top + 1, left) + right * at(top + 1, left + 1))
        );
      });
      expect(largestDifference(warped.data, expected)).toBeLessThan(1e-5);
    }
  });
});

test('composing maps applies the second first on the way back to the source', () => {
  // Forward: mirror, then shift right by 2. Output column 2 shows input column 0 mirrored: 5.
  const mirror: Affine = [1, 0, 0, 0, -1, 0];
  const both = composeAffine(mirror, inverseSimilarity(0, 1, 0, 2));
  expect(Array.from(affineWarp(numbered, both, 99).data.subarray(0, 6))).toEqual([99, 99, 5, 4, 3, 2]);
});
