import { expect, test } from 'vitest';
import { randomGenerator } from '../../../shared/random.ts';
import { rocAucPerClass } from '../metrics/rocAuc.ts';
import { reliabilityBins } from './reliability.ts';
import { rocCurve } from './rocCurve.ts';

const classes = ['sick', 'well'];
function inputOf(scores: number[], labels: number[]) {
  return { classes, labels: Int32Array.from(labels), probabilities: Float32Array.from(scores.flatMap(score => [score, 1 - score])) };
}
const ownPatients = (count: number) => Int32Array.from({ length: count }, (_, i) => i);

test('corners by hand, with a tie as one slanted step', () => {
  // Scores of sick: .9 (sick) | .6 (sick) and .6 (well) | .2 (well).
  const input = inputOf([0.9, 0.6, 0.6, 0.2], [0, 0, 1, 1]);
  const { points, band, reason } = rocCurve({ input, classIndex: 0, patientOf: ownPatients(4), patients: 4, seed: 1 });
  expect(points.map(point => [point.falsePositiveRate, point.truePositiveRate])).toEqual([
    [0, 0],
    [0, 0.5],
    [0.5, 1],
    [1, 1],
  ]);
  expect([band, reason]).toEqual([null, 'too few patients to estimate (n = 2)']);
});

test('a class that does not occur has no curve', () => {
  const input = inputOf([0.9, 0.6], [0, 0]);
  expect(rocCurve({ input, classIndex: 1, patientOf: ownPatients(2), patients: 2, seed: 1 })).toMatchObject({ points: [], band: null });
});

test('the area under the curve is the AUC, the band encloses the curve, and the same seed gives the same band', () => {
  const random = randomGenerator(3, 'roc');
  const labels = Array.from({ length: 400 }, (_, i) => i % 2);
  const scores = labels.map(label => Math.round(100 * (0.3 * (1 - label) + 0.7 * random.uniform())) / 100);
  const input = inputOf(scores, labels);
  const patientOf = Int32Array.from(labels, (_, i) => i >> 2);
  const request = { input, classIndex: 0, patientOf, patients: 100, seed: 5 };
  const curve = rocCurve(request);
  const area = curve.points.slice(1).reduce((sum, { falsePositiveRate: x, truePositiveRate: y }, i) => {
    const before = curve.points[i] as (typeof curve.points)[0];
    return sum + ((x - before.falsePositiveRate) * (y + before.truePositiveRate)) / 2;
  }, 0);
  expect(area).toBeCloseTo(rocAucPerClass(input)[0]?.value as number, 9);
  expect(curve.band).toHaveLength(51);
  for (const { low, high } of curve.band ?? []) expect(low).toBeLessThanOrEqual(high);
  const middle = curve.band?.[10];
  expect(middle?.falsePositiveRate).toBe(0.2);
  expect(middle && middle.high - middle.low).toBeGreaterThan(0.05);
  expect(rocCurve(request)).toEqual(curve);
});

test('reliability bins hold how sure and how right, and an empty one says nothing', () => {
  const input = inputOf([0.95, 0.97, 0.55], [0, 1, 0]);
  const bins = reliabilityBins(input);
  expect(bins).toHaveLength(15);
  expect(bins[14]).toMatchObject({ scans: 2, shareRight: 0.5 });
  expect(bins[14]?.confidence).toBeCloseTo(0.96, 5);
  expect(bins[0]).toMatchObject({ low: 0, scans: 0, confidence: null, shareRight: null });
  expect(bins.reduce((sum, { scans }) => sum + scans, 0)).toBe(3);
});
