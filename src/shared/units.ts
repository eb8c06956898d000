// How numbers are written for people: decimals, intervals, counts, durations, sizes. Files and CSV stay plain.
import type { Estimate } from './domain/evaluation.ts';

/** U+202F, narrow and not breaking: groups thousands and stands between a number and its unit. */
export const narrowSpace = '\u202f';
export const undefinedMark = '—';

/** Fixed decimals, decimal point, thousands apart: `12 345.6`. NaN is `—`; minus is U+2212. */
export function formatNumber(value: number, decimals = 0): string {
  if (Number.isNaN(value)) return undefinedMark;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, narrowSpace);
  const isZero = /^0*$/.test(whole + (fraction ?? ''));
  return `${value < 0 && !isZero ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** `1 patient`, `4 312 scans`. */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(count)} ${count === 1 ? singular : plural}`;
}

/** Decimals whose last digit is at least a tenth of the interval's half-width, at most 3. */
export function decimalsFor(low: number, high: number): number {
  const halfWidth = (high - low) / 2;
  if (!(halfWidth > 0)) return 3;
  // The epsilon keeps exact powers of ten (half-width 0.1 → two decimals) from falling to rounding.
  return Math.min(3, Math.max(0, Math.floor(1 - Math.log10(halfWidth) + 1e-9)));
}

/** Value and interval with the decimals that the interval allows. */
export function formatEstimateParts({ value, low, high }: Estimate): { value: string; interval: string | null } {
  if (value === null) return { value: undefinedMark, interval: null };
  if (low === null || high === null) return { value: formatNumber(value, 2), interval: null };
  const decimals = decimalsFor(low, high);
  return { value: formatNumber(value, decimals), interval: `${formatNumber(low, decimals)}–${formatNumber(high, decimals)}` };
}

/** `0.94 (95 % CI 0.88–0.98; 46 patients)`, or the value, or `—`, with the reason for what is missing. */
export function formatEstimate(estimate: Estimate, patients?: number): string {
  const { value, interval } = formatEstimateParts(estimate);
  const notes = [
    ...(interval === null ? [] : [`95${narrowSpace}% CI ${interval}`]),
    ...(estimate.reason === undefined ? [] : [estimate.reason]),
    ...(interval === null || patients === undefined ? [] : [formatCount(patients, 'patient')]),
  ];
  return notes.length === 0 ? value : `${value} (${notes.join('; ')})`;
}

/** A share of `cases`, in per cent: no decimals under 200 cases, one from there on. */
export function formatShare(share: number, cases: number): string {
  return Number.isNaN(share) ? undefinedMark : `${formatNumber(100 * share, cases < 200 ? 0 : 1)}${narrowSpace}%`;
}

/** Mean ± sample standard deviation over repeats: `0.957 ± 0.012 (SD, 3 seeds)`; one repeat has no SD. */
export function formatMeanSd(values: readonly number[], decimals = 3): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return `${formatNumber(mean, decimals)} (${formatCount(values.length, 'seed')})`;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  return `${formatNumber(mean, decimals)} ± ${formatNumber(sd, decimals)} (SD, ${formatCount(values.length, 'seed')})`;
}

/** `p = 0.032`, `p < 0.001`. */
export function formatPValue(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${formatNumber(p, 3)}`;
}

/** `340 ms`, `4.2 s`, `3 min 20 s`, `1 h 20 min`. */
export function formatDuration(elapsedMs: number): string {
  if (Number.isNaN(elapsedMs)) return undefinedMark;
  const unit = (count: number, name: string, decimals = 0) => `${formatNumber(count, decimals)}${narrowSpace}${name}`;
  if (elapsedMs < 999.5) return unit(elapsedMs, 'ms');
  if (elapsedMs < 9_950) return unit(elapsedMs / 1000, 's', 1);
  const seconds = Math.round(elapsedMs / 1000);
  if (seconds < 60) return unit(seconds, 's');
  if (seconds < 3600) return `${unit(Math.floor(seconds / 60), 'min')} ${unit(seconds % 60, 's')}`;
  const minutes = Math.round(seconds / 60);
  return `${unit(Math.floor(minutes / 60), 'h')} ${unit(minutes % 60, 'min')}`;
}

/** Decimal units with three digits: `512 B`, `18.2 kB`, `1.26 GB`. */
export function formatBytes(sizeBytes: number): string {
  if (Number.isNaN(sizeBytes)) return undefinedMark;
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = sizeBytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const decimals = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${formatNumber(value, decimals)}${narrowSpace}${units[unit]}`;
}
