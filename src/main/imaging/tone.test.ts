import { expect, test } from 'vitest';
import { golden, largestDifference, unpackFloat } from '../../../tests/golden/imaging/golden.ts';
import { adjustBrightness, adjustContrast, adjustGamma } from './tone.ts';

const adjust = { brightness: adjustBrightness, contrast: adjustContrast, gamma: adjustGamma };

test.each(Object.keys(golden.tones))('%s equals torchvision', name => {
  const [kind, factor] = name.split(' ') as [keyof typeof adjust, string];
  const source = golden.sources.unit;
  const expected = golden.tones[name];
  if (source === undefined || expected === undefined) throw new Error('golden file is incomplete');
  const values = unpackFloat(source).data;
  adjust[kind](values, Number(factor));
  expect(largestDifference(values, unpackFloat(expected).data)).toBeLessThan(1e-6);
});

test('a weighted table gives the contrast of the pixels it stands for', () => {
  const pixels = Float32Array.of(0.1, 0.1, 0.1, 0.9);
  const table = Float32Array.of(0.1, 0.5, 0.9);
  adjustContrast(pixels, 0.5);
  adjustContrast(table, 0.5, Uint32Array.of(3, 0, 1));
  expect(table[0]).toBe(pixels[0]);
  expect(table[2]).toBe(pixels[3]);
});
