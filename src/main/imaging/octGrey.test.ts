import { describe, expect, it } from 'vitest';
import { fourthRootGrey, heyexGrey } from './octGrey.ts';

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
});
