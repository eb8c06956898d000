// Fast standard normal noise: a table of the normal distribution's 65,536 quantiles, looked up by 16 random bits at a time.
// Quantile function: P. J. Acklam's rational approximation (relative error below 1.2e-9).
import type { RandomGenerator } from '../../../shared/random.ts';

let table: Float32Array | null = null;

/** `length` independent standard normal values, cut at ± 4.3. */
export function whiteNoise(random: RandomGenerator, length: number): Float32Array {
  table ??= Float32Array.from({ length: 65536 }, (_, i) => normalQuantile((i + 0.5) / 65536));
  const noise = new Float32Array(length);
  for (let i = 0; i < length; i += 2) {
    const bits = random.uniform() * 4294967296;
    noise[i] = table[bits >>> 16] as number;
    if (i + 1 < length) noise[i + 1] = table[bits & 0xffff] as number;
  }
  return noise;
}

function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    const top =
      ((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968) * q;
    const bottom = (((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1;
    return (top + 2.938163982698783) / bottom;
  }
  const q = p - 0.5;
  const r = q * q;
  const top =
    ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r - 30.66479806614716) * r +
    2.506628277459239;
  const bottom =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r - 13.28068155288572) * r + 1;
  return (q * top) / bottom;
}
