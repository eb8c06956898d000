import { describe, expect, it } from 'vitest';
import golden from '../../../../tests/golden/metrics/metrics.json' with { type: 'json' };
import { randomGenerator } from '../../../shared/random.ts';
import { calibrationBins, calibrationErrorOf } from './calibrationError.ts';
import { classificationEvaluator, classMetricNames, overallMetricNames } from './classificationBootstrap.ts';
import { f1, precision, recall, specificity } from './classShares.ts';
import { allClassCounts, confusionMatrix } from './confusionMatrix.ts';
import { computeMetric, isBetter, metrics } from './index.ts';
import type { ClassificationInput } from './metric.ts';
import { rankScores, rocAucOf, rocAucPerClass } from './rocAuc.ts';

const names = ['CNV', 'DME', 'DRUSEN', 'NORMAL'];

function input(labels: number[], rows: number[][]): ClassificationInput {
  return { labels: Int32Array.from(labels), probabilities: Float32Array.from(rows.flat()), classes: names.slice(0, rows[0]?.length ?? 2) };
}

/** Six scans: CNV twice right and once called NORMAL, NORMAL twice right and once called CNV. */
const sixScans = input(
  [0, 0, 0, 1, 1, 1],
  [
    [0.9, 0.1],
    [0.8, 0.2],
    [0.3, 0.7],
    [0.2, 0.8],
    [0.4, 0.6],
    [0.6, 0.4],
  ],
);

describe('metrics by hand', () => {
  it('counts truth in rows and prediction in columns', () => {
    expect([...confusionMatrix(sixScans).counts]).toEqual([2, 1, 1, 2]);
  });

  it('gives the hand-computed values', () => {
    expect(computeMetric({ name: 'accuracy' }, sixScans).value).toBeCloseTo(4 / 6, 12);
    expect(computeMetric({ name: 'balancedAccuracy' }, sixScans).value).toBeCloseTo(2 / 3, 12);
    expect(computeMetric({ name: 'macroF1' }, sixScans).value).toBeCloseTo(2 / 3, 12);
    // (TP·TN − FP·FN) / √(3·3·3·3) = (4 − 1) / 9
    expect(computeMetric({ name: 'mcc' }, sixScans).value).toBeCloseTo(1 / 3, 12);
    // CNV scores .9 .8 .3 against .2 .4 .6: 7 of 9 pairs in order.
    expect(rocAucPerClass(sixScans)[0]?.value).toBeCloseTo(7 / 9, 12);
  });

  it('counts a tie as half a pair', () => {
    const tied = input(
      [0, 0, 1],
      [
        [0.5, 0.5],
        [0.7, 0.3],
        [0.5, 0.5],
      ],
    );
    expect(rocAucPerClass(tied)[0]?.value).toBe(0.75);
  });

  it('measures calibration as the gap between confidence and correctness in each of 15 bins', () => {
    // Two scans at .9 of which one is right, two at .6 both right: (|1 − 1.8| + |2 − 1.2|) / 4 = .4
    const four = input(
      [0, 1, 0, 1],
      [
        [0.9, 0.1],
        [0.9, 0.1],
        [0.6, 0.4],
        [0.4, 0.6],
      ],
    );
    expect(computeMetric({ name: 'ece' }, four).value).toBeCloseTo(0.4, 6);
    expect(calibrationErrorOf(calibrationBins(four, 2)).value).toBeCloseTo(0, 6);
  });

  it('keeps the log loss of one sure error finite', () => {
    expect(computeMetric({ name: 'logLoss' }, input([0], [[0, 1]])).value).toBeCloseTo(23 * Math.LN2, 12);
  });
});

describe('metrics against scikit-learn', () => {
  it.each(golden.cases)('agree on $name, ties included', ({ labels, probabilities, classes, confusion, overall, perClass }) => {
    const data = { labels: Int32Array.from(labels), probabilities: Float32Array.from(probabilities), classes: names.slice(0, classes) };
    expect([...confusionMatrix(data).counts]).toEqual(confusion.flat());
    for (const name of overallMetricNames) {
      expect(computeMetric({ name }, data).value, name).toBeCloseTo(overall[name], name === 'logLoss' ? 6 : 10);
    }
    const evaluator = classificationEvaluator(
      data,
      data.labels.map((_, item) => item),
    );
    const values = evaluator(new Float64Array(labels.length).fill(1));
    for (const [c, expected] of perClass.entries()) {
      for (const name of classMetricNames) {
        expect(values.perClass[c]?.[name].value, `${name} of class ${c}`).toBeCloseTo(expected[name], 10);
      }
    }
    for (const name of overallMetricNames) expect(values.overall[name].value, name).toBeCloseTo(computeMetric({ name }, data).value, 10);
  });
});

describe('undefined metrics', () => {
  const withoutDrusen = input(
    [0, 1, 0],
    [
      [0.8, 0.1, 0.1],
      [0.1, 0.8, 0.1],
      [0.1, 0.8, 0.1],
    ],
  );

  it('are NaN with the class that is missing, never zero', () => {
    for (const name of ['balancedAccuracy', 'macroF1', 'macroAuc'] as const) {
      expect(computeMetric({ name }, withoutDrusen)).toEqual({ value: Number.NaN, reason: 'no DRUSEN in the reference' });
    }
    const [, , drusen] = allClassCounts(confusionMatrix(withoutDrusen));
    expect(drusen && precision(drusen)).toEqual({ value: Number.NaN, reason: 'DRUSEN was never predicted' });
    expect(drusen && specificity(drusen)).toEqual({ value: 1 });
  });

  it('leave F1 at zero for a class that is present and never predicted', () => {
    const missed = input(
      [0, 1],
      [
        [0.9, 0.1],
        [0.9, 0.1],
      ],
    );
    const [, dme] = allClassCounts(confusionMatrix(missed));
    expect(dme && f1(dme)).toEqual({ value: 0 });
    expect(dme && recall(dme)).toEqual({ value: 0 });
    expect(computeMetric({ name: 'mcc' }, missed).reason).toBe('one class was predicted for everything');
  });

  it('say so when only one class is in the reference', () => {
    const alone = input([0, 0], [[0.9, 0.1], [0.2, 0.8]]); // biome-ignore format: two rows
    expect(rocAucPerClass(alone)[0]?.reason).toBe('nothing but CNV in the reference');
    expect(computeMetric({ name: 'mcc' }, alone).reason).toBe('the reference holds fewer than two classes');
  });

  it('say so when there is nothing at all', () => {
    const nothing = { labels: new Int32Array(0), probabilities: new Float32Array(0), classes: ['CNV', 'NORMAL'] };
    for (const name of Object.keys(metrics)) {
      const { value, reason } = computeMetric({ name }, nothing);
      expect(value, name).toBeNaN();
      expect(reason, name).toBeTruthy();
    }
  });
});

describe('properties on seeded data', () => {
  const random = randomGenerator(5, 'metrics');
  const items = 200;
  const rows = Array.from({ length: items }, () => {
    const score = Math.round(random.uniform() * 20) / 20;
    return [score, 1 - score];
  });
  const labels = rows.map(([score = 0]) => (random.uniform() < score ? 0 : 1));

  it('AUC of reversed scores is one minus AUC', () => {
    const forward = rocAucPerClass(input(labels, rows))[0]?.value ?? Number.NaN;
    const reversed = rocAucPerClass(
      input(
        labels,
        rows.map(row => row.toReversed()),
      ),
    )[0]?.value;
    expect(forward).toBeGreaterThan(0.6);
    expect(reversed).toBeCloseTo(1 - forward, 12);
  });

  it('AUC does not change under a monotone transform of the scores', () => {
    const squared = rows.map(([score = 0]) => [score ** 2, 1 - score ** 2]);
    expect(rocAucPerClass(input(labels, squared))[0]?.value).toBe(rocAucPerClass(input(labels, rows))[0]?.value);
  });

  it('a weight of two is the same as having the item twice', () => {
    const data = input(labels, rows);
    const weights = Float64Array.from(labels, () => random.integer(3));
    const repeat = <T>(values: T[]) => values.flatMap((value, item) => Array<T>(weights[item] ?? 0).fill(value));
    const repeated = input(repeat(labels), repeat(rows));
    const units = data.labels.map((_, item) => item);
    expect(rocAucOf(rankScores(data, 0, units), weights).value).toBeCloseTo(rocAucPerClass(repeated)[0]?.value ?? Number.NaN, 12);
    const weighted = classificationEvaluator(data, units)(weights);
    for (const name of overallMetricNames) {
      expect(weighted.overall[name].value, name).toBeCloseTo(computeMetric({ name }, repeated).value, 10);
    }
  });
});

describe('the registry', () => {
  it('names each metric as its spec does, with defaults for every parameter', () => {
    for (const [name, spec] of Object.entries(metrics)) {
      expect(spec.name).toBe(name);
      expect(spec.params.safeParse({}).success).toBe(true);
      expect(spec.summary).toMatch(/\.$/);
    }
  });

  it('lists the known names for an unknown one', () => {
    expect(() => computeMetric({ name: 'kappa' }, sixScans)).toThrow(/balancedAccuracy, accuracy, macroF1, macroAuc, mcc, ece, logLoss/);
  });

  it('refuses labels, lengths and numbers that cannot be', () => {
    expect(() => computeMetric({ name: 'accuracy' }, input([2], [[0.5, 0.5]]))).toThrow('received 2 at item 0');
    expect(() => computeMetric({ name: 'accuracy' }, input([0, 1], [[0.5, 0.5]]))).toThrow('2 items × 2 classes');
    expect(() => computeMetric({ name: 'accuracy' }, input([0], [[Number.NaN, 0.5]]))).toThrow('received NaN at item 0');
  });

  it('never prefers NaN, and prefers anything to it', () => {
    expect(isBetter('max', Number.NaN, 0.1)).toBe(false);
    expect(isBetter('max', 0.1, Number.NaN)).toBe(true);
    expect(isBetter('min', 0.1, 0.2)).toBe(true);
    expect(isBetter('max', 0.2, 0.2)).toBe(false);
  });
});
