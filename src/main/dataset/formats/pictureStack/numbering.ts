// Names that count: which pictures of a folder are a sequence, and which numbers it leaves out.
import { basename } from 'node:path/posix';
import { compareText } from '../../compareText.ts';

const collator = new Intl.Collator('en', { numeric: true });

/** b2 before b10. */
export function naturalOrder(a: string, b: string): number {
  return collator.compare(a, b) || compareText(a, b);
}

/**
 * Sequences of two names at least, each in natural order. Names that differ by one number alone are one sequence; else names that are alike
 * but for their last number belong together, as those of OD_001 and OS_001 do.
 */
export function sequencesOf(names: readonly string[]): string[][] {
  const sorted = names.toSorted(naturalOrder);
  if (sorted.length > 1 && countIn(sorted) !== null) return [sorted];
  const alike = Map.groupBy(sorted, name => stem(name).replace(/\d+(?=\D*$)/, '#'));
  return [...alike.values()].filter(members => members.length > 1 && countIn(members) !== null);
}

/** How many numbers the only part that differs between the names leaves out; 0 where the names are no plain count. */
export function missingNumbers(names: readonly string[]): number {
  const values = names.length < 3 ? null : countIn(names);
  if (values === null) return 0;
  const steps = values.slice(1).map((value, i) => value - (values[i] as number));
  const step = steps.reduce((least, value) => Math.min(least, value));
  if (step < 1) return 0;
  const span = ((values.at(-1) as number) - (values[0] as number)) / step + 1;
  return Number.isInteger(span) ? span - values.length : 0;
}

/** The only number that differs between the names; null where something else does, too. */
function countIn(paths: readonly string[]): number[] | null {
  const names = paths.map(stem);
  const numbers = names.map(name => (name.match(/\d+/g) ?? []).map(Number));
  const first = numbers[0] as number[];
  const differing = first.map((_, i) => i).filter(i => numbers.some(list => list[i] !== first[i]));
  const [place] = differing;
  if (new Set(names.map(name => name.replaceAll(/\d+/g, '#'))).size !== 1 || differing.length !== 1 || place === undefined) return null;
  return numbers.map(list => list[place] as number);
}

/** The name of a file without its extension. */
function stem(path: string): string {
  return basename(path).replace(/\.[^.]*$/, '');
}
