// Two classifiers on the same scans: what each reaches, and the difference with its interval. Every resample draws the same patients for
// both, so that what makes a patient hard cancels out (paired patient bootstrap: Efron & Tibshirani 1993, ch. 8 and 13).
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Estimate } from '../../../shared/domain/evaluation.ts';
import { deriveSeed } from '../../../shared/random.ts';
import { patientBootstrap } from '../metrics/bootstrap.ts';
import { classificationEvaluator, type OverallMetricName, overallMetricNames } from '../metrics/classificationBootstrap.ts';
import { checkClassificationInput, type MetricValue } from '../metrics/metric.ts';
import { estimate } from './estimate.ts';

export interface PairedInput {
  readonly classes: readonly string[];
  /** [scan] */
  readonly labels: Int32Array;
  /** [scan] index of the patient, below `patients`. */
  readonly patientOf: Int32Array;
  readonly patients: number;
  /** [scan, class] of either. */
  readonly base: Float32Array;
  readonly other: Float32Array;
  readonly seed: number;
  readonly resamples?: number;
}

export interface MetricDifference {
  name: OverallMetricName;
  base: number | null;
  other: number | null;
  /** Other minus base. */
  difference: Estimate;
}

/** Resamples between two turns of the event loop. */
const resamplesPerTurn = 20;

/** Errors: those of `checkClassificationInput`. */
export async function pairedDifference(input: PairedInput): Promise<MetricDifference[]> {
  const { classes, labels, patientOf, patients, seed, resamples = 1000 } = input;
  const [base, other] = [input.base, input.other].map(probabilities => {
    const one = { classes, labels, probabilities };
    checkClassificationInput(one);
    return classificationEvaluator(one, patientOf);
  }) as [ReturnType<typeof classificationEvaluator>, ReturnType<typeof classificationEvaluator>];
  const whole = new Float64Array(patients).fill(1);
  const [baseValues, otherValues] = [base(whole).overall, other(whole).overall];
  const samples = overallMetricNames.map(() => new Float64Array(resamples));
  for (let from = 0; from < resamples; from += resamplesPerTurn) {
    const drawn = patientBootstrap({
      ...{ patients, resamples: Math.min(resamplesPerTurn, resamples - from), seed: deriveSeed(seed, 'paired', from) },
      statistics: overallMetricNames.length,
      evaluate: (weights, out) => {
        const [left, right] = [base(weights).overall, other(weights).overall];
        for (const [m, name] of overallMetricNames.entries()) out[m] = right[name].value - left[name].value;
      },
    });
    for (const [m, sample] of drawn.entries()) samples[m]?.set(sample, from);
    await nextTurn();
  }
  const basis = patientsBehind(input);
  return overallMetricNames.map((name, m) => ({
    name,
    base: finite(baseValues[name]),
    other: finite(otherValues[name]),
    difference: estimate(difference(baseValues[name], otherValues[name]), samples[m] as Float64Array, { patients: basis[name] }),
  }));
}

function difference(base: MetricValue, other: MetricValue): MetricValue {
  const missing = [base, other].find(({ value }) => Number.isNaN(value));
  return missing ?? { value: other.value - base.value };
}

function finite({ value }: MetricValue): number | null {
  return Number.isNaN(value) ? null : value;
}

/** As in an evaluation: a mean over classes rests on the smallest of them. */
function patientsBehind({ classes, labels, patientOf, patients }: PairedInput) {
  const eachClass = classes.map((name, c) => ({ name, count: new Set(patientOf.filter((_, scan) => labels[scan] === c)).size }));
  const all = [{ count: patients }];
  return {
    ...{ balancedAccuracy: eachClass, macroF1: eachClass, macroAuc: eachClass },
    ...{ accuracy: all, mcc: all, ece: all, logLoss: all },
  } satisfies Record<OverallMetricName, readonly { name?: string; count: number }[]>;
}
