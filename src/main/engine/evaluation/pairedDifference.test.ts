import { expect, test } from 'vitest';
import { randomGenerator } from '../../../shared/random.ts';
import { type MetricDifference, pairedDifference } from './pairedDifference.ts';

const classes = ['CNV', 'NORMAL'];

/** 40 patients with two scans each, alternating in class; `rightShare` of the patients are answered right. */
function answers(seed: number, rightShare: number, patients = 40) {
  const random = randomGenerator(seed, 'answers');
  const labels = Int32Array.from({ length: 2 * patients }, (_, scan) => (scan >> 1) % 2);
  const patientOf = Int32Array.from(labels, (_, scan) => scan >> 1);
  const rightOf = Array.from({ length: patients }, () => random.uniform() < rightShare);
  const probabilities = Float32Array.from(
    [...labels].flatMap((label, scan) => {
      const sure = 0.6 + 0.3 * random.uniform();
      const ofCnv = (label === 0) === rightOf[scan >> 1] ? sure : 1 - sure;
      return [ofCnv, 1 - ofCnv];
    }),
  );
  return { labels, patientOf, patients, probabilities };
}

const named = (all: MetricDifference[], name: MetricDifference['name']) => all.find(entry => entry.name === name) as MetricDifference;

test('by hand: one of four patients is answered right instead of wrong, so accuracy rises by a quarter', async () => {
  const labels = Int32Array.of(0, 0, 1, 1);
  const patientOf = Int32Array.of(0, 1, 2, 3);
  const base = Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.3, 0.7, 0.1, 0.9);
  const other = Float32Array.of(0.9, 0.1, 0.6, 0.4, 0.3, 0.7, 0.1, 0.9);
  const all = await pairedDifference({ classes, labels, patientOf, patients: 4, base, other, seed: 1, resamples: 50 });
  expect(named(all, 'accuracy')).toMatchObject({ base: 0.75, other: 1, difference: { value: 0.25, low: null } });
  expect(named(all, 'accuracy').difference.reason).toBe('too few patients to estimate (n = 4)');
  expect(named(all, 'balancedAccuracy')).toMatchObject({ base: 0.75, other: 1 });
  expect(named(all, 'balancedAccuracy').difference.reason).toBe('too few patients to estimate (CNV: n = 2)');
});

test('a run against itself differs by nothing, and the difference turns its sign when the two change places', async () => {
  const { probabilities: base, ...scans } = answers(1, 0.7);
  const other = answers(2, 0.9).probabilities;
  const same = await pairedDifference({ ...scans, classes, base, other: base, seed: 3, resamples: 100 });
  for (const { name, difference } of same) expect([name, difference.value, difference.low]).toEqual([name, 0, null]);
  const there = await pairedDifference({ ...scans, classes, base, other, seed: 3 });
  const back = await pairedDifference({ ...scans, classes, base: other, other: base, seed: 3 });
  for (const name of ['balancedAccuracy', 'mcc', 'logLoss'] as const) {
    const [one, two] = [named(there, name).difference, named(back, name).difference];
    expect(one.value).toBeCloseTo(-(two.value ?? Number.NaN), 12);
    expect(one.low).toBeCloseTo(-(two.high ?? Number.NaN), 12);
    expect((one.low ?? 0) < (one.value ?? 0) && (one.value ?? 0) < (one.high ?? 0)).toBe(true);
  }
});

test('for accuracy the interval is that of the mean of paired differences', async () => {
  const { probabilities: base, ...scans } = answers(5, 0.7);
  const other = answers(6, 0.85).probabilities;
  const isRight = (probabilities: Float32Array, scan: number): number =>
    Number((probabilities[2 * scan] as number) > 0.5 === (scans.labels[scan] === 0));
  // Each patient has two scans with one answer: the mean over patients, and its normal interval.
  const differences = Array.from({ length: scans.patients }, (_, patient) => isRight(other, 2 * patient) - isRight(base, 2 * patient));
  const mean = differences.reduce((sum, value) => sum + value, 0) / scans.patients;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / scans.patients;
  const half = 1.96 * Math.sqrt(variance / scans.patients);
  const { difference } = named(await pairedDifference({ ...scans, classes, base, other, seed: 7, resamples: 2000 }), 'accuracy');
  expect(difference.value).toBeCloseTo(mean, 12);
  expect(Math.abs((difference.low ?? 0) - (mean - half))).toBeLessThan(0.3 * half);
  expect(Math.abs((difference.high ?? 0) - (mean + half))).toBeLessThan(0.3 * half);
});
