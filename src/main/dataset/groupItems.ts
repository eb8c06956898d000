// Ties together the items that must not be separated by a split: one patient's or one eye's scans, and copies of one file.
import { AppError } from '../../shared/errors.ts';
import { compareText } from './compareText.ts';
import { tieByKeys } from './tieByKeys.ts';

/** What splitting and leakage need to know of an item; `ManifestItem` is one, and `splitInput` makes one of a `DataItem`. */
export interface SplitInput {
  item: string;
  /** Patient identifier or its keyed hash. */
  subject: string | null;
  eye: 'OD' | 'OS' | null;
  sha256: string;
  label?: string | null | undefined;
  /** It goes with its patient, but nothing is trained on it. */
  isVolume?: boolean | undefined;
}

export const groupLevels = ['patient', 'eye', 'none'] as const;
export type GroupLevel = (typeof groupLevels)[number];

/** Items that stay together. */
export interface ItemGroup {
  items: string[];
  /** Scans by class; items without a label count under ''. */
  scans: Map<string, number>;
}

/** What identifies one eye of one patient. */
export function eyeKey(subject: string, eye: 'OD' | 'OS'): string {
  return `${subject} ${eye}`;
}

/**
 * Groups by shared keys, so that a file copied from one patient to another ties both patients together.
 * At level 'eye' a patient with a scan of unknown eye stays whole. Groups come in the order of their content hashes,
 * which depends neither on the order of the input nor on names and ids.
 * Errors: `badInput` for an item without the patient that the level needs, and for an item given twice.
 */
export function groupItems(items: readonly SplitInput[], level: GroupLevel): ItemGroup[] {
  requireUnique(items);
  const sorted = [...items].sort((a, b) => compareText(a.sha256, b.sha256) || compareText(a.item, b.item));
  if (level !== 'none') requirePatients(sorted, level);
  const unknownEye = new Set(sorted.filter(item => item.eye === null).map(item => item.subject));
  const keysOf = ({ subject, eye, sha256 }: SplitInput): string[] => {
    const content = `content ${sha256}`;
    if (level === 'none' || subject === null) return [content];
    const whole = level === 'patient' || eye === null || unknownEye.has(subject);
    return [content, whole ? `patient ${subject}` : `eye ${eyeKey(subject, eye)}`];
  };
  const roots = tieByKeys(sorted.map(keysOf));
  const groups = new Map<number, ItemGroup>();
  for (const [at, { item, label }] of sorted.entries()) {
    const root = roots[at] as number;
    const group: ItemGroup = groups.get(root) ?? { items: [], scans: new Map() };
    group.items.push(item);
    group.scans.set(label ?? '', (group.scans.get(label ?? '') ?? 0) + 1);
    groups.set(root, group);
  }
  return [...groups.values()];
}

function requireUnique(items: readonly SplitInput[]): void {
  const seen = new Set<string>();
  for (const { item } of items) {
    if (seen.has(item)) throw new AppError('badInput', `Expected each item once, received '${item}' at least twice.`);
    seen.add(item);
  }
}

function requirePatients(items: readonly SplitInput[], level: GroupLevel): void {
  const without = items.filter(item => item.subject === null);
  if (without.length === 0) return;
  throw new AppError(
    'badInput',
    `Expected a patient for every scan to split by ${level}, received ${without.length} of ${items.length} without. Import again with a patient pattern or a table, or say that each such file is its own patient.`,
    { details: { items: without.slice(0, 10).map(item => item.item) } },
  );
}
