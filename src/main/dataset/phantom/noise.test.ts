import { expect, test } from 'vitest';
import { randomGenerator } from '../../../shared/random.ts';
import { drawFrame, framed } from './frame.ts';
import { blurGain, gaussianBlur } from './gaussianBlur.ts';
import { smoothCurve, smoothField, smoothStep } from './smoothNoise.ts';
import { whiteNoise } from './whiteNoise.ts';

function momentsOf(values: ArrayLike<number>): { mean: number; sd: number } {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return { mean, sd: Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length) };
}

test('white noise is standard normal and each value independent of the last', () => {
  const noise = whiteNoise(randomGenerator(1, 'noise'), 200_001);
  const { mean, sd } = momentsOf(noise);
  expect(mean).toBeCloseTo(0, 1.9);
  expect(sd).toBeCloseTo(1, 1.9);
  const lagged = noise.reduce((sum, value, i) => sum + value * (noise[i + 1] ?? 0), 0) / noise.length;
  expect(lagged).toBeCloseTo(0, 1.9);
  // The normal distribution leaves 4.55 % beyond two standard deviations.
  expect(noise.filter(value => Math.abs(value) > 2).length / noise.length).toBeCloseTo(0.0455, 2.3);
});

test('a blurred impulse is the outer product of two kernels and keeps its sum', () => {
  const field = new Float32Array(7 * 9);
  field[3 * 9 + 4] = 1;
  gaussianBlur(field, 7, 9, 1, 0.5);
  expect(field.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
  // Kernels: e^(−i²/2) to ±2 over its sum 2.48373; e^(−2i²) to ±1 over its sum 1.27067.
  expect(field[3 * 9 + 4]).toBeCloseTo(1 / 2.48373 / 1.27067, 5);
  expect(field[4 * 9 + 4]).toBeCloseTo(0.60653 / 2.48373 / 1.27067, 5);
  expect(field[3 * 9 + 5]).toBeCloseTo(0.13534 / 2.48373 / 1.27067, 5);
});

test('a constant field stays constant to its edges', () => {
  const field = new Float32Array(5 * 6).fill(3);
  gaussianBlur(field, 5, 6, 1.1, 0.9);
  for (const value of field) expect(value).toBeCloseTo(3, 5);
});

test('the gain of a blur gives white noise its unit standard deviation back', () => {
  const noise = whiteNoise(randomGenerator(2, 'noise'), 300 * 300);
  gaussianBlur(noise, 300, 300, 0.9, 0.6);
  expect(momentsOf(noise).sd * blurGain(0.9, 0.6)).toBeCloseTo(1, 1.7);
});

test('smooth curves and fields have about unit standard deviation and change little from one pixel to the next', () => {
  const curve = smoothCurve(randomGenerator(3, 'curve'), 50);
  const samples = Array.from({ length: 20_000 }, (_, i) => curve(i));
  expect(momentsOf(samples).sd).toBeCloseTo(1, 1);
  expect(Math.max(...samples.slice(1).map((value, i) => Math.abs(value - (samples[i] as number))))).toBeLessThan(0.5);
  const field = smoothField(randomGenerator(4, 'field'), 300, 200, 7, 5);
  expect(Math.abs(momentsOf(field).sd - 1)).toBeLessThan(0.1);
  expect(smoothStep(2, 4, 3)).toBe(0.5);
});

test('a frame that was not moved shows every pixel, a moved one is white in one piece at each side', () => {
  const frames = Array.from({ length: 200 }, (_, patient) => drawFrame({ seed: 5, patient, index: 0 }, 96, 64));
  const whole = frames.filter(({ first, last }) => first.every(row => row === 0) && last.every(row => row === 64));
  expect(whole.length).toBeGreaterThan(30);
  expect(whole.length).toBeLessThan(75);
  for (const { first, last } of frames) {
    expect(first.every((row, x) => row >= 0 && row <= 64 && (last[x] as number) <= 64)).toBe(true);
    // Seen columns are one stretch: white columns lie at the sides only.
    const seen = [...first].map((row, x) => (row < (last[x] as number) ? 1 : 0)).join('');
    expect(seen).toMatch(/^0*1+0*$/);
  }
});

test('the frame turns A-scans into rows, rounds, fills outside with white and darkens the unlit side', () => {
  // Two columns of three rows; the frame begins at row 1 in the first column, and the second column is unlit.
  const frame = { columns: 2, rows: 3, first: Int32Array.of(1, 0), last: Int32Array.of(3, 2), lightFrom: 0, lightTo: 1 };
  const picture = framed(Float32Array.of(10, 20.4, 30.6, 40, 50, 60), frame, 255);
  expect([...picture]).toEqual([255, 0, 20, 0, 31, 255]);
});
