import { describe, expect, it } from 'vitest';
import { randomGenerator } from '../../shared/random.ts';
import { fourthRootGrey, heyexGrey, octConverterGrey } from './octGrey.ts';

/** First intensity that HEYEX's XML export shows at each grey, as LibOctData tabulates it. */
const heyexAnchors: readonly (readonly [intensity: number, grey: number])[] = [
  [6.891787052154541e-6, 2],
  [5.918741226196289e-5, 14],
  [0.0004911422729492188, 54],
  [0.003940582275390625, 113],
  [0.0311737060546875, 176],
  [0.12237548828125, 218],
  [0.346435546875, 250],
  [0.409423828125, 255],
];

describe('grey of linear OCT intensities', () => {
  it('follows the grey values of HEYEX', () => {
    const grey = heyexGrey(Float32Array.from(heyexAnchors, ([intensity]) => intensity));
    expect([...grey]).toEqual(heyexAnchors.map(([, expected]) => expected));
  });

  it('takes the fourth root, clamps, and shows missing samples black', () => {
    expect([...fourthRootGrey(Float32Array.of(0, 1 / 16, 1, 7, Number.NaN, -1))]).toEqual([0, 128, 255, 255, 0, 0]);
    expect([...heyexGrey(Float32Array.of(0, Number.NaN, -1, 9))]).toEqual([0, 0, 0, 255]);
  });

  it('is that of the formula for every kind of float: at each change of grey, on both sides of it, and anywhere', () => {
    const formulas = [
      [fourthRootGrey, (x: number) => 255 * Math.sqrt(Math.sqrt(x))],
      [heyexGrey, (x: number) => (255 * Math.log1p(9800 * x)) / Math.log1p(9800 * 0.41)],
      [octConverterGrey, (x: number) => (x > 1 ? 255 : (255 * (Math.log(x + 2.44e-4) + 8.3)) / 8.285)],
    ] as const;
    const random = randomGenerator(1, 'grey');
    const bits = Uint32Array.from({ length: 200_000 }, () => random.integer(2 ** 32));
    const usual = Float32Array.from({ length: 200_000 }, () => random.uniform() ** 4);
    const odd = Float32Array.of(
      0,
      -0,
      1e-45,
      -1e-45,
      1,
      1.0000001,
      Number.MAX_VALUE,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
    );
    for (const [grey, formula] of formulas) {
      for (const values of [new Float32Array(bits.buffer), usual, odd]) {
        const expected = Array.from(values, x => Math.min(255, Math.max(0, formula(x) || 0)));
        const worst = grey(values).reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] as number))), 0);
        // Half a grey is rounding; where the formulas are written differently, a hair more.
        expect(worst).toBeLessThanOrEqual(0.5 + 1e-6);
      }
    }
  });
});
