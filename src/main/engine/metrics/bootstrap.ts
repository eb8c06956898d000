// Patient bootstrap: patients are drawn with replacement, each with all of its scans, because scans of one patient
// are not independent (Efron & Tibshirani 1993, ch. 13: percentile interval; Field & Welsh 2007: cluster bootstrap).
import { randomGenerator } from '../../../shared/random.ts';

export interface PatientBootstrap {
  /** Number of patients. */
  readonly patients: number;
  readonly resamples: number;
  readonly seed: number;
  /** Number of statistics that `evaluate` writes. */
  readonly statistics: number;
  /** Computes all statistics for `weights[patient]` = how often the patient was drawn; NaN = undefined here. */
  readonly evaluate: (weights: Float64Array, statistics: Float64Array) => void;
}

/** [statistic][resample]. The same seed always draws the same patients. */
export function patientBootstrap({ patients, resamples, seed, statistics, evaluate }: PatientBootstrap): Float64Array[] {
  const random = randomGenerator(seed, 'bootstrap');
  const samples = Array.from({ length: statistics }, () => new Float64Array(resamples));
  const weights = new Float64Array(patients);
  const values = new Float64Array(statistics);
  for (let r = 0; r < resamples; r++) {
    weights.fill(0);
    for (let draw = 0; draw < patients; draw++) {
      const patient = random.integer(patients);
      weights[patient] = (weights[patient] as number) + 1;
    }
    evaluate(weights, values);
    for (const [s, sample] of samples.entries()) sample[r] = values[s] as number;
  }
  return samples;
}

/** How the resampled values of one statistic spread. */
export interface Spread {
  readonly low: number;
  readonly high: number;
  readonly median: number;
  /** Number of resamples in which the statistic is defined. */
  readonly defined: number;
}

/** Percentiles as numpy's default (linear between order statistics), over the defined resamples. */
export function percentileSpread(sample: Float64Array, coverage = 0.95): Spread {
  const sorted = sample.filter(value => !Number.isNaN(value)).sort();
  const at = (share: number): number => {
    const position = share * (sorted.length - 1);
    const below = Math.floor(position);
    const low = sorted[below] ?? Number.NaN;
    const high = sorted[below + 1] ?? low;
    return low + (high - low) * (position - below);
  };
  return { low: at((1 - coverage) / 2), high: at((1 + coverage) / 2), median: at(0.5), defined: sorted.length };
}
