// Expected calibration error of the most probable class, equal-width bins (Naeini et al., AAAI 2015; Guo et al., ICML 2017).
import { z } from 'zod';
import { type ClassificationInput, type MetricValue, metricSpec, predictedClasses, undefinedBecause } from './metric.ts';

export const calibrationBinCount = 15;

/** Sums of one reliability diagram, [bin]: bin b holds confidences in (b / bins, (b + 1) / bins]. */
export interface CalibrationBins {
  readonly items: Float64Array;
  readonly confidence: Float64Array;
  readonly correct: Float64Array;
}

/** What one item adds to its bin. */
export interface CalibrationItems {
  readonly bin: Int32Array;
  readonly confidence: Float64Array;
  readonly correct: Uint8Array;
}

export function calibrationItems(input: ClassificationInput, bins: number): CalibrationItems {
  const predicted = predictedClasses(input);
  const confidence = Float64Array.from(predicted, (c, item) => input.probabilities[item * input.classes.length + c] as number);
  return {
    bin: Int32Array.from(confidence, value => Math.min(bins - 1, Math.max(0, Math.ceil(value * bins) - 1))),
    confidence,
    correct: Uint8Array.from(predicted, (c, item) => (c === input.labels[item] ? 1 : 0)),
  };
}

export function emptyCalibrationBins(bins: number): CalibrationBins {
  return { items: new Float64Array(bins), confidence: new Float64Array(bins), correct: new Float64Array(bins) };
}

/** The sums of a reliability diagram. */
export function calibrationBins(input: ClassificationInput, bins = calibrationBinCount): CalibrationBins {
  const { bin, confidence, correct } = calibrationItems(input, bins);
  const sums = emptyCalibrationBins(bins);
  for (const [item, b] of bin.entries()) {
    sums.items[b] = (sums.items[b] as number) + 1;
    sums.confidence[b] = (sums.confidence[b] as number) + (confidence[item] as number);
    sums.correct[b] = (sums.correct[b] as number) + (correct[item] as number);
  }
  return sums;
}

/** Σ over bins of |correct − confidence|, weighted by the bin's share of items. */
export function calibrationErrorOf({ items, confidence, correct }: CalibrationBins): MetricValue {
  let gap = 0;
  let total = 0;
  for (let b = 0; b < items.length; b++) {
    gap += Math.abs((correct[b] as number) - (confidence[b] as number));
    total += items[b] as number;
  }
  return total === 0 ? undefinedBecause('no items') : { value: gap / total };
}

export const calibrationError = metricSpec({
  name: 'ece',
  title: 'Calibration error',
  summary: 'Expected calibration error: how far stated confidence is from the share that is right. Smaller is better.',
  reference: 'Naeini et al. 2015; Guo et al. 2017',
  params: z.strictObject({
    bins: z
      .int()
      .min(2)
      .max(100)
      .default(calibrationBinCount)
      .meta({ title: 'Bins', description: 'Bins of equal width over the probability.' }),
  }),
  direction: 'min',
  compute: (input, { bins }) => calibrationErrorOf(calibrationBins(input, bins)),
});
