// How far a scan's features lie from those of training scans: the distance to the k-th nearest (Sun et al. 2022, arXiv 2204.06507).

/** The k of the paper's k-th nearest neighbour, for sets of some hundreds of scans. */
const nearest = 5;

/** Features of scans, row by row. */
export interface FeatureRows {
  /** [scan, channel]; each row has length 1. */
  values: Float32Array;
  channels: number;
}

/** Rows at length 1: the direction tells what is seen, the length how much of it. */
export function toUnitRows(values: Float32Array, channels: number): FeatureRows {
  const unit = values.slice();
  for (let start = 0; start < unit.length; start += channels) {
    const row = unit.subarray(start, start + channels);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    for (let i = 0; length > 0 && i < channels; i++) row[i] = (row[i] as number) / length;
  }
  return { values: unit, channels };
}

/** Distance of one unit row to its k-th nearest among `rows`, of those that `counts` lets in; all where it is absent. */
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
