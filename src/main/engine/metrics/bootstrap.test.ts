import { describe, expect, it } from 'vitest';
import golden from '../../../../tests/golden/metrics/bootstrap.json' with { type: 'json' };
import { patientBootstrap, percentileSpread } from './bootstrap.ts';
import { bootstrapClassification, classificationEvaluator } from './classificationBootstrap.ts';

describe('patientBootstrap', () => {
  it('draws as many patients as there are, with replacement', () => {
    const seen: number[][] = [];
    const [sums] = patientBootstrap({
      patients: 5,
      resamples: 200,
      seed: 1,
      statistics: 1,
      evaluate: (weights, out) => {
        seen.push([...weights]);
        out[0] = weights.reduce((sum, weight) => sum + weight, 0);
      },
    });
    expect(sums?.every(sum => sum === 5)).toBe(true);
    expect(seen.some(weights => weights.some(weight => weight > 1))).toBe(true);
    // Each patient is drawn once a resample on average: 1000 draws over 5 patients, SD 12.6.
    for (let p = 0; p < 5; p++) {
      const drawn = seen.reduce((sum, weights) => sum + (weights[p] ?? 0), 0);
      expect(Math.abs(drawn - 200)).toBeLessThan(60);
    }
  });

  it('repeats itself for a seed, and not for another', () => {
    const run = (seed: number) =>
      patientBootstrap({ patients: 9, resamples: 20, seed, statistics: 1, evaluate: (w, out) => out.set([w[0] ?? 0]) })[0];
    expect(run(4)).toEqual(run(4));
    expect(run(4)).not.toEqual(run(5));
  });
});

describe('percentileSpread', () => {
  it('interpolates between order statistics as numpy does', () => {
    // numpy.percentile([0, 1, 2, 3, 4], [2.5, 50, 97.5]) = [0.1, 2, 3.9]
    const { low, median, high, defined } = percentileSpread(Float64Array.of(3, 0, 4, Number.NaN, 1, 2));
    expect([low, median, high]).toEqual([expect.closeTo(0.1, 12), 2, expect.closeTo(3.9, 12)]);
    expect(defined).toBe(5);
  });

  it('is NaN where nothing is defined', () => {
    expect(percentileSpread(Float64Array.of(Number.NaN)).low).toBeNaN();
  });
});

describe('the bootstrap of classification metrics', () => {
  const input = {
    labels: Int32Array.from(golden.labels),
    probabilities: Float32Array.from(golden.probabilities),
    classes: ['CNV', 'DME', 'NORMAL'],
  };
  const evaluator = classificationEvaluator(input, Int32Array.from(golden.patients));
  const patients = new Set(golden.patients).size;
  const samples = bootstrapClassification(evaluator, 3, { patients, resamples: 1000, seed: 11 });

  it('gives the intervals that numpy and scikit-learn give with other draws', () => {
    const { balancedAccuracy, accuracy, mcc, auc0 } = golden.intervals;
    const pairs = [
      [samples.overall.balancedAccuracy, balancedAccuracy],
      [samples.overall.accuracy, accuracy],
      [samples.overall.mcc, mcc],
      [samples.perClass[0]?.auc, auc0],
    ] as const;
    for (const [sample, [low = 0, high = 0]] of pairs) {
      const spread = percentileSpread(sample ?? new Float64Array());
      // The SD of a 2.5 % percentile over 1000 draws is about 0.085 of the half-width of the interval.
      const tolerance = 0.15 * (high - low);
      expect(Math.abs(spread.low - low)).toBeLessThan(tolerance);
      expect(Math.abs(spread.high - high)).toBeLessThan(tolerance);
    }
  });

  it('surrounds the value itself', () => {
    const point = evaluator(new Float64Array(patients).fill(1));
    for (const name of ['balancedAccuracy', 'accuracy', 'macroF1', 'macroAuc', 'mcc', 'logLoss'] as const) {
      const { low, high } = percentileSpread(samples.overall[name]);
      expect(low, name).toBeLessThan(point.overall[name].value);
      expect(high, name).toBeGreaterThan(point.overall[name].value);
    }
  });

  it('is wider when scans of a patient are alike than when each scan counts as a patient', () => {
    // Every patient's first scan repeated five times: no more is known than from one scan each.
    const firsts = golden.patients.flatMap((patient, item) =>
      golden.patients.indexOf(patient) === item ? [item, item, item, item, item] : [],
    );
    const repeated = {
      classes: input.classes,
      labels: Int32Array.from(firsts, item => golden.labels[item] ?? 0),
      probabilities: Float32Array.from(firsts.flatMap(item => golden.probabilities.slice(3 * item, 3 * item + 3))),
    };
    const width = (patientOf: Int32Array, count: number) => {
      const drawn = bootstrapClassification(classificationEvaluator(repeated, patientOf), 3, { patients: count, resamples: 300, seed: 2 });
      const { low, high } = percentileSpread(drawn.overall.accuracy);
      return high - low;
    };
    const byPatient = width(
      Int32Array.from(firsts, item => golden.patients[item] ?? 0),
      patients,
    );
    const byScan = width(
      Int32Array.from(firsts, (_, scan) => scan),
      firsts.length,
    );
    // √5 = 2.24 in theory.
    expect(byPatient / byScan).toBeGreaterThan(1.7);
    expect(byPatient / byScan).toBeLessThan(2.9);
  });
});
