import { expect, it } from 'vitest';
import { naturalIntensities, octConverterIntensities, ufloat16Of } from './ufloat16.ts';

it('reads six bits of exponent and ten of mantissa in natural order', () => {
  const values = naturalIntensities();
  // 55281 = 53 · 1024 + 1009, as LibOctData's table of grey values is ordered: it grows with the code.
  expect(values[55281]).toBeCloseTo((1 + 1009 / 1024) * 2 ** -10, 12);
  expect(values[62 * 1024]).toBe(0.5);
  expect(values[512]).toBeCloseTo(2 ** -63, 25);
  expect(values[63 * 1024]).toBe(0);
  expect(values[65535]).toBeNaN();
  for (let code = 1; code < 63 * 1024; code++) expect((values[code] as number) > (values[code - 1] as number)).toBe(true);
});

it('reversed mantissas differ in 63,488 of all codes, by up to 1.91, and do not grow with the code', () => {
  const reversed = octConverterIntensities();
  const natural = Float64Array.from({ length: 2 ** 16 }, (_, code) => (1 + (code & 1023) / 1024) * 2 ** ((code >> 10) - 63));
  let differ = 0;
  let most = 1;
  for (let code = 0; code < 2 ** 16; code++) {
    const ratio = (reversed[code] as number) / (natural[code] as number);
    if (ratio !== 1) differ++;
    most = Math.max(most, ratio, 1 / ratio);
  }
  expect(differ).toBe(63_488);
  expect(most).toBeCloseTo(1.91, 1);
  expect((reversed[60 * 1024 + 2] as number) < (reversed[60 * 1024 + 1] as number)).toBe(true);
});

it('writes the code nearest to an intensity', () => {
  const values = naturalIntensities();
  for (const code of [1024, 30_000, 55_281, 63_487]) expect(ufloat16Of(values[code] as number)).toBe(code);
  expect(ufloat16Of(0)).toBe(0);
});
