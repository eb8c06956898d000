import { expect, test } from 'vitest';
import { layerVolumeNl, maskAreaMm2, maskVolumeNl, summarizeThickness, thicknessUm } from './thickness.ts';

const { NaN: none } = Number;

test('thickness is rows times their spacing, negative where lines cross, missing where either line is', () => {
  const upper = Float32Array.of(10, 20.5, none, 30, 40);
  const lower = Float32Array.of(60, 70.5, 80, none, 38);
  expect(thicknessUm(upper, lower, 4)).toEqual(Float32Array.of(200, 200, none, none, -8));
});

test('a summary counts what is known', () => {
  expect(summarizeThickness(Float32Array.of(100, none, 300))).toEqual({ known: 2, all: 3, meanUm: 200, leastUm: 100, mostUm: 300 });
  expect(summarizeThickness(Float32Array.of(none))).toEqual({ known: 0, all: 1, meanUm: null, leastUm: null, mostUm: null });
});

test('a layer of 250 µm over 6 × 6 mm is 9 µL', () => {
  // 600 A-scans at 10 µm, 50 B-scans at 120 µm: 6 mm × 6 mm × 0.25 mm = 9 mm³ = 9,000 nL.
  const thickness = new Float32Array(50 * 600).fill(250);
  expect(layerVolumeNl(thickness, { column: 10, bscan: 120 })).toBeCloseTo(9000, 6);
  expect(layerVolumeNl(thickness.fill(none, 0, 600), { column: 10, bscan: 120 })).toBeCloseTo(9000 * (49 / 50), 6);
});

test('masks: 1,000 samples of 10 × 4 µm are 0.04 mm², and 4.8 nL where B-scans lie 120 µm apart', () => {
  const mask = new Uint8Array(5000).fill(2, 100, 1100);
  expect(maskAreaMm2(mask, { row: 4, column: 10 })).toBeCloseTo(0.04, 12);
  expect(maskVolumeNl(Uint16Array.from(mask), { row: 4, column: 10, bscan: 120 })).toBeCloseTo(4.8, 12);
});
