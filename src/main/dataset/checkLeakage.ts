// Proves that no patient, eye or file content is in two parts of a split, or lists what is.
import type { Leak, SplitCertificate } from '../../shared/domain/dataset.ts';
import { AppError } from '../../shared/errors.ts';
import { compareText } from './compareText.ts';
import { eyeKey, type SplitInput } from './groupItems.ts';

/** What each detector looks at: items with one key belong in one part. */
const detectors: Record<Leak['kind'], (item: SplitInput) => string | null> = {
  patient: item => item.subject,
  eye: item => (item.subject === null || item.eye === null ? null : eyeKey(item.subject, item.eye)),
  content: item => item.sha256,
};

/**
 * Checks any assignment from item to part, however it was made; parts may have any name, so that the data a transferred
 * model was trained on can be one. Items that are in no part are not looked at.
 * Errors: `badInput` when the assignment names items that were not given.
 */
export function checkLeakage(
  items: readonly SplitInput[],
  assignment: ReadonlyMap<string, string>,
  about: { checkedAt: string; method: string },
): SplitCertificate {
  const assigned = items.filter(item => assignment.has(item.item));
  const given = new Set(assigned.map(item => item.item));
  const strange = [...assignment.keys()].find(item => !given.has(item));
  if (strange !== undefined) {
    throw new AppError('badInput', `Expected an assignment of the items of this data set, received the unknown item '${strange}'.`);
  }
  const partOf = (item: SplitInput): string => assignment.get(item.item) as string;
  const leaks = Object.entries(detectors).flatMap(([kind, keyOf]) => findLeaks(kind as Leak['kind'], assigned, keyOf, partOf));
  const withoutPatient = assigned.filter(item => item.subject === null).length;
  const parts = [...Map.groupBy(assigned, partOf)].sort(byPart).map(([name, members]) => ({
    ...countsOf(name, members),
    classes: [...Map.groupBy(members, item => item.label ?? '')].sort(byName).map(([label, scans]) => countsOf(label, scans)),
  }));
  return { version: 1, ...about, parts, leaks, withoutPatient, ok: leaks.length === 0 && withoutPatient === 0 };
}

function findLeaks(
  kind: Leak['kind'],
  items: readonly SplitInput[],
  keyOf: (item: SplitInput) => string | null,
  partOf: (item: SplitInput) => string,
): Leak[] {
  const leaks: Leak[] = [];
  for (const [key, members] of Map.groupBy(items, keyOf)) {
    if (key === null) continue;
    const parts = [...new Set(members.map(partOf))].sort(compareText);
    if (parts.length > 1) leaks.push({ kind, key, parts, items: members.map(member => member.item).sort(compareText) });
  }
  return leaks.sort((a, b) => compareText(a.key, b.key));
}

function countsOf(name: string, items: readonly SplitInput[]): { name: string; patients: number; eyes: number; scans: number } {
  const distinct = (keyOf: (item: SplitInput) => string | null): number => new Set(items.map(keyOf).filter(key => key !== null)).size;
  return { name, patients: distinct(detectors.patient), eyes: distinct(detectors.eye), scans: items.length };
}

const usualOrder = ['pretrain', 'train', 'val', 'test'];

function byPart([a]: [string, unknown], [b]: [string, unknown]): number {
  return usualOrder.indexOf(a) - usualOrder.indexOf(b) || compareText(a, b);
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return compareText(a, b);
}
