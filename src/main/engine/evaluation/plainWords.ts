// One sentence that says what a class's recall means, for readers who do not know the word.
import type { Estimate } from '../../../shared/domain/evaluation.ts';
import { formatCount, formatNumber } from '../../../shared/units.ts';

/** `Of 100 CNV scans like these, about 94 are found (88 to 98).` */
export function recallInPlainWords(name: string, recall: Estimate, scans: number): string {
  if (recall.value === null) return `There is no ${name} scan here, so nothing can be said about finding ${name}.`;
  if (recall.low === null || recall.high === null) {
    const found = formatNumber(Math.round(recall.value * scans));
    return `Of ${formatCount(scans, `${name} scan`)} here, ${found} found; ${recall.reason ?? 'no interval'}.`;
  }
  const [value, low, high] = [recall.value, recall.low, recall.high].map(share => Math.round(100 * share));
  return `Of 100 ${name} scans like these, about ${value} are found (${low} to ${high}).`;
}
