// En face projection: one value an A-scan, from the samples between two boundaries. A sample stands for the row from half a pixel above
// to half a pixel below its place, so a boundary within it counts its share.
import type { Projection } from '../../shared/domain/volumeView.ts';
import type { Samples } from './windowGrey.ts';

/** One B-scan: samples [row, column, channel]; of several channels the mean counts. */
export interface ProjectedBscan {
  readonly data: Samples;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

/** Rows from the top with fractions, one a column; NaN where there is none. */
export interface Slab {
  readonly upper: Float32Array;
  readonly lower: Float32Array;
}

/**
 * [column]. `mean` and `sum` weigh each sample with its share of the slab (a sum is in samples × rows); `max` takes every sample that has
 * one. The slab is cut at the B-scan's edges. Samples that are no number are left out. NaN where a boundary is missing, where the slab is
 * empty or upside down, and where no sample is left.
 */
export function projectBscan(
  { data, rows, columns, channels }: ProjectedBscan,
  { upper, lower }: Slab,
  projection: Projection,
): Float32Array {
  const projected = new Float32Array(columns).fill(Number.NaN);
  for (let column = 0; column < columns; column++) {
    const top = Math.max(-0.5, upper[column] as number);
    const bottom = Math.min(rows - 0.5, lower[column] as number);
    // False for NaN too.
    if (!(bottom > top)) continue;
    let sum = 0;
    let weight = 0;
    let most = Number.NEGATIVE_INFINITY;
    const last = Math.min(rows - 1, Math.ceil(bottom - 0.5));
    for (let row = Math.max(0, Math.floor(top + 0.5)); row <= last; row++) {
      const share = Math.min(bottom, row + 0.5) - Math.max(top, row - 0.5);
      if (share <= 0) continue;
      const value = valueAt(data, (row * columns + column) * channels, channels);
      if (!Number.isFinite(value)) continue;
      sum += share * value;
      weight += share;
      most = Math.max(most, value);
    }
    if (weight === 0) continue;
    projected[column] = projection === 'max' ? most : projection === 'sum' ? sum : sum / weight;
  }
  return projected;
}

function valueAt(data: Samples, at: number, channels: number): number {
  let value = 0;
  for (let channel = 0; channel < channels; channel++) value += data[at + channel] as number;
  return value / channels;
}
