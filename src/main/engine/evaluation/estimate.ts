// Turns a metric and its bootstrap sample into a value with an interval, or with the reason why there is none.
import { type Estimate, fewestPatients } from '../../../shared/domain/evaluation.ts';
import { percentileSpread } from '../metrics/bootstrap.ts';
import type { MetricValue } from '../metrics/metric.ts';
import { exactMargin } from './exactInterval.ts';

export interface EstimateSettings {
  /** Patients behind the value, or behind each class that it averages over; the smallest count decides. */
  readonly patients: readonly { readonly name?: string; readonly count: number }[];
  /** The value is a share, or a mean of shares: at 0 or 1 the exact bound stands in for the bootstrap. */
  readonly isShare?: boolean;
  /** The statistic is biased upwards by resampling (ECE): the interval is shifted by the bias seen (Efron & Tibshirani 1993, ch. 10). */
  readonly isBiased?: boolean;
}

export function estimate({ value, reason }: MetricValue, sample: Float64Array, settings: EstimateSettings): Estimate {
  if (Number.isNaN(value)) return { value: null, low: null, high: null, ...(reason === undefined ? {} : { reason }) };
  const without = (why: string): Estimate => ({ value, low: null, high: null, reason: why });

  const fewest = settings.patients.reduce((a, b) => (b.count < a.count ? b : a));
  if (fewest.count < fewestPatients) {
    return without(`too few patients to estimate (${fewest.name === undefined ? '' : `${fewest.name}: `}n = ${fewest.count})`);
  }
  const { low, high, median, defined } = percentileSpread(sample);
  if (defined < 0.95 * sample.length) return without(`undefined in ${sample.length - defined} of ${sample.length} resamples`);
  if (low === high) {
    if (!settings.isShare || (value !== 0 && value !== 1)) return without('the same in every resample, so no interval can be given');
    const margin = settings.patients.reduce((sum, { count }) => sum + exactMargin(count), 0) / settings.patients.length;
    return value === 1 ? { value, low: 1 - margin, high: 1 } : { value, low: 0, high: margin };
  }
  if (!settings.isBiased) return { value, low, high };
  const bias = median - value;
  return { value, low: Math.max(0, low - bias), high: Math.max(0, high - bias) };
}
