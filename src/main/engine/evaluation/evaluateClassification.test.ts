import { describe, expect, it } from 'vitest';
import { classificationReportSchema } from '../../../shared/domain/evaluation.ts';
import type { Prediction } from '../../../shared/domain/prediction.ts';
import { randomGenerator } from '../../../shared/random.ts';
import { evaluateClassification } from './evaluateClassification.ts';

function prediction(item: string, label: number | null, probabilities: number[]): Prediction {
  const predicted = probabilities.indexOf(Math.max(...probabilities));
  return { item, label, logits: probabilities.map(Math.log), probabilities, predicted };
}

/** `patients` per class, two scans each; each scan is right unless `isWrong` says otherwise. */
function split(patients: number[], isWrong: (patient: number, scan: number) => boolean) {
  const predictions: Prediction[] = [];
  const subjects: string[] = [];
  const random = randomGenerator(1, 'split');
  let patient = 0;
  for (const [label, count] of patients.entries()) {
    for (let p = 0; p < count; p++, patient++) {
      for (let scan = 0; scan < 2; scan++) {
        const sure = 0.6 + 0.39 * random.uniform();
        const told = isWrong(patient, scan) ? (label + 1) % patients.length : label;
        const rest = (1 - sure) / (patients.length - 1);
        predictions.push(
          prediction(
            `${label}-${patient}-${scan}`,
            label,
            patients.map((_, c) => (c === told ? sure : rest)),
          ),
        );
        subjects.push(`s${patient}`);
      }
    }
  }
  return { predictions, subjects };
}

describe('evaluateClassification', () => {
  it('reports values, counts and intervals that fit its schema and repeat for a seed', () => {
    const data = { ...split([20, 30], (patient, scan) => patient % 10 === 0 && scan === 0), classes: ['CNV', 'NORMAL'], seed: 3 };
    const report = evaluateClassification(data);
    expect(classificationReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(evaluateClassification(data)).toEqual(report);
    expect([report.patients, report.scans, report.unlabelledScans]).toEqual([50, 100, 0]);
    expect(report.confusion).toEqual([
      [38, 2],
      [3, 57],
    ]);
    // Patients 0 and 10 of 20, and 20, 30, 40 of 30, have one wrong scan of two.
    expect(report.overall.accuracy.value).toBeCloseTo(0.95, 12);
    expect(report.overall.balancedAccuracy.value).toBeCloseTo((38 / 40 + 57 / 60) / 2, 12);
    for (const { value, low, high } of [...Object.values(report.overall), ...report.perClass.flatMap(({ recall, auc }) => [recall, auc])]) {
      expect(low).toBeLessThanOrEqual(value ?? Number.NaN);
      expect(high).toBeGreaterThanOrEqual(value ?? Number.NaN);
    }
    expect(report.perClass[0]?.sentence).toMatch(/^Of 100 CNV scans like these, about 95 are found \(\d+ to \d+\)\.$/);
  });

  it('gives no interval for a class with fewer than ten patients, nor for a mean over it', () => {
    const report = evaluateClassification({
      ...split([20, 4], (patient, scan) => patient % 7 === 0 && scan === 0),
      classes: ['CNV', 'DME'],
      seed: 1,
    });
    const dme = report.perClass[1];
    expect(dme?.recall).toEqual({ value: 0.875, low: null, high: null, reason: 'too few patients to estimate (n = 4)' });
    expect(dme?.sentence).toBe('Of 8 DME scans here, 7 found; too few patients to estimate (n = 4).');
    expect(report.overall.balancedAccuracy.reason).toBe('too few patients to estimate (DME: n = 4)');
    expect(report.overall.balancedAccuracy.low).toBeNull();
    expect(report.perClass[0]?.recall.low).not.toBeNull();
    expect(report.overall.accuracy.low).not.toBeNull();
  });

  it('does not take a perfect result for a certain one', () => {
    const report = evaluateClassification({ ...split([29, 40], () => false), classes: ['CNV', 'NORMAL'], seed: 1 });
    // Clopper–Pearson without an error among n patients: lower bound 0.025^(1/n).
    expect(report.perClass[0]?.recall).toEqual({ value: 1, low: expect.closeTo(0.025 ** (1 / 29), 12), high: 1 });
    expect(report.overall.accuracy.low).toBeCloseTo(0.025 ** (1 / 69), 12);
    expect(report.overall.balancedAccuracy.low).toBeCloseTo((0.025 ** (1 / 29) + 0.025 ** (1 / 40)) / 2, 12);
    expect(report.overall.macroAuc).toEqual({
      value: 1,
      low: null,
      high: null,
      reason: 'the same in every resample, so no interval can be given',
    });
    expect(report.worstErrors).toEqual([]);
  });

  it('says which class is missing instead of writing zero', () => {
    const report = evaluateClassification({ ...split([12, 12, 0], () => false), classes: ['CNV', 'NORMAL', 'DRUSEN'], seed: 1 });
    expect(report.overall.balancedAccuracy).toEqual({ value: null, low: null, high: null, reason: 'no DRUSEN in the reference' });
    expect(report.perClass[2]?.precision.reason).toBe('DRUSEN was never predicted');
    expect(report.perClass[2]?.sentence).toBe('There is no DRUSEN scan here, so nothing can be said about finding DRUSEN.');
    expect(report.overall.accuracy.value).toBe(1);
  });

  it('counts a patient with scans of two classes in both', () => {
    const report = evaluateClassification({
      predictions: [prediction('a', 0, [0.9, 0.1]), prediction('b', 1, [0.2, 0.8])],
      subjects: ['same', 'same'],
      classes: ['CNV', 'NORMAL'],
      seed: 1,
    });
    expect(report.patients).toBe(1);
    expect(report.perClass.map(({ patients }) => patients)).toEqual([1, 1]);
  });

  it('lists the most surely wrong scans first and leaves unlabelled ones out', () => {
    const report = evaluateClassification({
      predictions: [
        prediction('unsure', 0, [0.45, 0.55]),
        prediction('right', 0, [0.9, 0.1]),
        prediction('sure', 1, [0.98, 0.02]),
        prediction('unknown', null, [0.5, 0.5]),
      ],
      subjects: ['a', 'b', 'c', 'd'],
      classes: ['CNV', 'NORMAL'],
      seed: 1,
    });
    expect(report.unlabelledScans).toBe(1);
    expect(report.scans).toBe(3);
    expect(report.worstErrors.map(({ item }) => item)).toEqual(['sure', 'unsure']);
    expect(report.worstErrors[0]).toEqual({
      item: 'sure',
      label: 'NORMAL',
      predicted: 'CNV',
      probabilityOfLabel: 0.02,
      probabilityOfPredicted: 0.98,
    });
  });

  it('keeps the calibration interval around its value although resampling biases it upwards', () => {
    const { ece } = evaluateClassification({
      ...split([15, 15], patient => patient % 5 === 0),
      classes: ['CNV', 'NORMAL'],
      seed: 2,
    }).overall;
    expect(ece.low).toBeLessThan(ece.value ?? Number.NaN);
    expect(ece.high).toBeGreaterThan(ece.value ?? Number.NaN);
  });

  it('refuses what cannot be evaluated, with what to do', () => {
    const one = prediction('a', 0, [0.9, 0.1]);
    const evaluate = (predictions: Prediction[], subjects: string[], classes = ['CNV', 'NORMAL']) =>
      evaluateClassification({ predictions, subjects, classes, seed: 1 });
    expect(() => evaluate([one], [])).toThrow('one patient per prediction');
    expect(() => evaluate([{ ...one, label: null }], ['a'])).toThrow('use predict');
    expect(() => evaluate([one], ['a'], ['CNV', 'DME', 'NORMAL'])).toThrow('Evaluate with the classes that the model was trained on');
    expect(() => evaluate([{ ...one, label: 2 }], ['a'])).toThrow('Expected labels 0…1, received 2');
  });
});
