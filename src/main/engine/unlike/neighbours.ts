// How far a scan's features lie from those of training scans: the distance to the k-th nearest (Sun et al. 2022, arXiv 2204.06507), each
// channel in units of its spread over the training scans.

/** The k of the paper's k-th nearest neighbour, for sets of some hundreds of scans. */
const nearest = 5;
/** A channel that hardly varies must not outweigh the others: its spread counts as at least this share of the mean spread. */
const smallestSpread = 0.05;

/** Features of scans, row by row. */
export interface FeatureRows {
  /** [scan, channel] */
  values: Float32Array;
  channels: number;
}

/** Per channel: standard value = (value − mean) / spread. */
export interface FeatureScale {
  mean: Float32Array;
  spread: Float32Array;
}

export function featureScale({ values, channels }: FeatureRows): FeatureScale {
  const scans = values.length / channels;
  const mean = new Float32Array(channels);
  const variance = new Float64Array(channels);
  values.forEach((value, i) => {
    mean[i % channels] = (mean[i % channels] as number) + value / scans;
  });
  values.forEach((value, i) => {
    variance[i % channels] = (variance[i % channels] as number) + (value - (mean[i % channels] as number)) ** 2 / scans;
  });
  const usual = Math.sqrt(variance.reduce((sum, value) => sum + value, 0) / channels) || 1;
  return { mean, spread: Float32Array.from(variance, value => Math.sqrt(value) + smallestSpread * usual) };
}

/** Rows of any number. */
export function standardized(values: Float32Array, { mean, spread }: FeatureScale): Float32Array {
  const channels = mean.length;
  return values.map((value, i) => (value - (mean[i % channels] as number)) / (spread[i % channels] as number));
}

/** Distance of one standard row to its k-th nearest among standard `rows`, of those that `counts` lets in; all where it is absent. */
export function neighbourDistance(row: Float32Array, { values, channels }: FeatureRows, counts?: (scan: number) => boolean): number {
  const distances: number[] = [];
  for (let scan = 0; scan * channels < values.length; scan++) {
    if (counts?.(scan) === false) continue;
    let sum = 0;
    const start = scan * channels;
    for (let i = 0; i < channels; i++) sum += ((row[i] as number) - (values[start + i] as number)) ** 2;
    distances.push(sum);
  }
  distances.sort((a, b) => a - b);
  return Math.sqrt(distances[Math.min(nearest, distances.length) - 1] ?? 0);
}

/** The smallest value that at least this share of the values does not exceed (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** The quantile over patients, each by the median of its scans: one odd patient with many scans must not decide what is usual. */
export function patientQuantile(scans: readonly { subject: string; value: number }[], share: number): number {
  const patients = Map.groupBy(scans, scan => scan.subject);
  const medians = [...patients.values()].map(own =>
    quantile(
      own.map(({ value }) => value),
      0.5,
    ),
  );
  return quantile(medians, share);
}
