// Counts of grey values, and percentiles from them.
import { AppError } from '../../shared/errors.ts';
import type { Raster } from './raster.ts';

/** How often each value occurs over all channels: 256 counts for 8 bit, 65536 for 16 bit. */
export function histogram(raster: Raster<Uint8Array | Uint16Array>): Uint32Array {
  const { data } = raster;
  const counts = new Uint32Array(data instanceof Uint16Array ? 65536 : 256);
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    counts[value] = (counts[value] as number) + 1;
  }
  return counts;
}

/** For each percentage the smallest value at or below which at least that share of the pixels lies (nearest rank). */
export function percentiles(counts: Uint32Array, percentages: readonly number[]): number[] {
  let total = 0;
  for (const count of counts) total += count;
  if (total === 0) throw new AppError('badInput', 'Expected a histogram with at least one pixel, received an empty one.');
  return percentages.map(percentage => {
    const rank = Math.max(1, Math.ceil((percentage / 100) * total));
    let seen = 0;
    return counts.findIndex(count => {
      seen += count;
      return seen >= rank;
    });
  });
}
