import { describe, expect, test } from 'vitest';
import { randomGenerator } from '../../shared/random.ts';
import { fillMask, growMask, maskShare } from './fillMask.ts';
import type { Raster } from './raster.ts';

/** A raster drawn with characters: W white, B black, anything else tissue. */
function draw(...lines: string[]): Raster<Uint8Array> {
  const data = Uint8Array.from(lines.join(''), character => (character === 'W' ? 254 : character === 'B' ? 1 : 90));
  return { data, rows: lines.length, columns: lines[0]?.length ?? 0, channels: 1 };
}

function show(mask: Uint8Array, columns: number): string[] {
  return Array.from({ length: mask.length / columns }, (_, row) => mask.subarray(row * columns, (row + 1) * columns).join(''));
}

describe('fillMask', () => {
  test('takes white that touches the border, diagonal steps included, and leaves white inside', () => {
    const raster = draw('WWWW..', '.WW...', '...W..', '......', '.WW...', '......');
    expect(show(fillMask(raster), 6)).toEqual(['111100', '011000', '000100', '000000', '000000', '000000']);
  });

  test('follows a white line along the rim through the ringing of JPEG', () => {
    const data = new Uint8Array(60 * 40).fill(90);
    for (let row = 0; row < 60; row++) data[row * 40] = [255, 252, 254, 246, 255][row % 5] as number;
    const mask = fillMask({ data, rows: 60, columns: 40, channels: 1 });
    expect(maskShare(mask)).toBe(60 / 2400);
  });

  test('takes black bands and leaves thin or speckled black', () => {
    const raster = draw('.....BBB', '.B...BBB', 'B..B.BBB', '.BBB.BBB', '.....BBB', 'BBBBBBBB');
    expect(show(fillMask(raster), 8)).toEqual(['00000111', '00000111', '00000111', '00000111', '00000111', '00000111']);
  });

  test('ignores regions below the smallest share', () => {
    const raster = draw('WW........', '..........', '........WW', '.......WWW');
    expect(show(fillMask(raster, { minShare: 0.1 }), 10)).toEqual(['0000000000', '0000000000', '0000000011', '0000000111']);
  });

  test('the dark speckle of a vitreous is not fill, even when a third of it is black', () => {
    const random = randomGenerator(4, 'speckle');
    const data = Uint8Array.from({ length: 200 * 300 }, () => (random.uniform() < 0.35 ? 0 : 20));
    expect(maskShare(fillMask({ data, rows: 200, columns: 300, channels: 1 }))).toBe(0);
  });

  test('an image that is all fill is all marked', () => {
    expect(maskShare(fillMask({ data: new Uint8Array(50).fill(255), rows: 5, columns: 10, channels: 1 }))).toBe(1);
    expect(maskShare(fillMask({ data: new Uint8Array(50), rows: 5, columns: 10, channels: 1 }))).toBe(1);
  });

  test('16-bit fill is exact: 65535 and 0 only', () => {
    const data = Uint16Array.from({ length: 36 }, (_, i) => (i < 12 ? 65535 : i < 18 ? 65534 : 500));
    expect(maskShare(fillMask({ data, rows: 6, columns: 6, channels: 1 }))).toBeCloseTo(12 / 36);
  });

  test('asks for grey', () => {
    expect(() => fillMask({ data: new Uint8Array(12), rows: 2, columns: 2, channels: 3 })).toThrow('toGrey');
  });
});

test('growMask spreads by rows and columns, not further', () => {
  const mask = Uint8Array.from('0000000' + '0000000' + '0010000' + '0000000' + '0000001', Number);
  expect(show(growMask(mask, 7, 1), 7)).toEqual(['0000000', '0111000', '0111000', '0111011', '0000011']);
  expect(growMask(mask, 7, 0)).toEqual(mask);
});
