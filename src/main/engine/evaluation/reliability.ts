// Reliability diagram: how often the most probable class is right, by how sure the model says it is (Guo et al., ICML 2017).
import { calibrationBinCount, calibrationBins } from '../metrics/calibrationError.ts';
import type { ClassificationInput } from '../metrics/metric.ts';

export interface ReliabilityBin {
  /** Confidences in (low, high]. */
  low: number;
  high: number;
  scans: number;
  /** Means over the scans of the bin; null for an empty one. */
  confidence: number | null;
  shareRight: number | null;
}

export function reliabilityBins(input: ClassificationInput, bins = calibrationBinCount): ReliabilityBin[] {
  const sums = calibrationBins(input, bins);
  return Array.from(sums.items, (scans, bin) => ({
    ...{ low: bin / bins, high: (bin + 1) / bins, scans },
    confidence: scans === 0 ? null : (sums.confidence[bin] as number) / scans,
    shareRight: scans === 0 ? null : (sums.correct[bin] as number) / scans,
  }));
}
