// The answers of a predict run in the orders that a person asks for, and as a table for a spreadsheet.
import { unlikeReasons } from '../../../shared/domain/unlike.ts';
import type { FilePrediction } from '../../client/queries/predictions.ts';
import { text } from '../../text/index.ts';

export const predictionSorts = ['file', 'confidence', 'sure', 'unlike'] as const;
export type PredictionSort = (typeof predictionSorts)[number];

export function sortPredictions(rows: readonly FilePrediction[], sort: PredictionSort): FilePrediction[] {
  const byFile = (a: FilePrediction, b: FilePrediction): number => a.name.localeCompare(b.name, 'en', { numeric: true });
  const orders: Record<PredictionSort, (a: FilePrediction, b: FilePrediction) => number> = {
    file: byFile,
    confidence: (a, b) => shareOf(a) - shareOf(b) || byFile(a, b),
    sure: (a, b) => shareOf(b) - shareOf(a) || byFile(a, b),
    unlike: (a, b) => unlikeness(b) - unlikeness(a) || byFile(a, b),
  };
  return rows.toSorted(orders[sort]);
}

/** Of the answer. */
export function shareOf({ predicted, probabilities }: FilePrediction): number {
  return probabilities[predicted] ?? 0;
}

/** How far beyond the nearest threshold; below 1 for a scan like the training data. */
function unlikeness({ unlike }: FilePrediction): number {
  if (unlike === null) return 0;
  const parts = [unlike.size, unlike.colour, unlike.grey, ...(unlike.features === null ? [] : [unlike.features])];
  return Math.max(...parts.map(({ value, threshold }) => (threshold > 0 ? value / threshold : 0)));
}

/** RFC 4180. What a spreadsheet would take for a formula gets an apostrophe. */
export function predictionsCsv(rows: readonly FilePrediction[], classes: readonly string[]): string {
  const head = ['file', 'answer', ...classes.map(name => `share ${name}`), 'unlike the training data', 'in the data of the run', 'notice'];
  const lines = rows.map(row => [
    row.name,
    row.predicted,
    ...classes.map(name => String(row.probabilities[name] ?? '')),
    row.unlike === null ? 'not compared' : unlikeReasons(row.unlike).join('; '),
    row.seenIn ?? '',
    text.predict.notice,
  ]);
  return [head, ...lines].map(cells => `${cells.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
