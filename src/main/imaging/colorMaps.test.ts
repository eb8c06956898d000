import { describe, expect, it } from 'vitest';
import { colorIndex, heatAlpha } from '../../shared/heatScale.ts';
import { colorMaps } from './colorMaps.ts';

const hex = (map: Uint8Array, entry: number) =>
  [...map.subarray(3 * entry, 3 * entry + 3)].map(v => v.toString(16).padStart(2, '0')).join('');

describe('colour maps', () => {
  it.each([
    ['inferno', ['000004', '57106e', 'bc3754', 'f98e09', 'fcffa4']],
    ['viridis', ['440154', '3b528b', '21918c', '5ec962', 'fde725']],
  ] as const)('%s has the published colours', (name, expected) => {
    expect(colorMaps[name]).toHaveLength(768);
    expect([0, 64, 128, 192, 255].map(entry => hex(colorMaps[name], entry))).toEqual(expected);
  });

  it('only ever become lighter, so that more is never darker', () => {
    for (const [name, map] of Object.entries(colorMaps)) {
      // Relative luminance, WCAG 2.
      const luminance = Array.from({ length: 256 }, (_, i) =>
        [0.2126, 0.7152, 0.0722].reduce((sum, weight, c) => {
          const share = (map[3 * i + c] ?? 0) / 255;
          return sum + weight * (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
        }, 0),
      );
      for (let i = 8; i < 256; i++) expect(luminance[i], `${name} ${i}`).toBeGreaterThan(luminance[i - 8] ?? 1);
    }
  });

  it('are read by share, and hold their ends', () => {
    expect([-1, 0, 0.5, 1, 2].map(colorIndex)).toEqual([0, 0, 128, 255, 255]);
  });

  it('let nothing below a fifth of the scale be seen and the top at 0.6', () => {
    expect([0, 0.2, 0.6, 1, 2].map(heatAlpha)).toEqual([0, 0, expect.closeTo(0.3, 12), 0.6, 0.6]);
  });
});
