// Splits a data set into training, validation and test parts, or into folds: by patient, stratified by class, seeded.
import { type DataItem, type Finding, placeOf } from '../../shared/domain/dataset.ts';
import { type SplitName, splitNames } from '../../shared/domain/manifest.ts';
import { AppError } from '../../shared/errors.ts';
import { compareText } from './compareText.ts';
import { type GroupLevel, groupItems, type ItemGroup, type SplitInput } from './groupItems.ts';
import { stratify } from './stratify.ts';

export interface SplitOptions {
  /** Shares of training, validation and test, sum 1. A part with 0 stays empty. */
  ratios: readonly [train: number, val: number, test: number];
  group: GroupLevel;
  seed: number;
}

export interface FoldOptions {
  /** At least 3, so that a fold can be validation while another is test. */
  folds: number;
  group: GroupLevel;
  seed: number;
}

/** What splitting needs of an imported item, under the id that the store gave it, else its place. */
export function splitInput(data: DataItem, item = placeOf(data)): SplitInput {
  const { patient, eye, sha256, label, volume } = data;
  return { item, subject: patient, eye, sha256, label, isVolume: volume !== null };
}

/**
 * Assigns every item to a part. The same items, options and seed give the same parts, in whatever order the items come;
 * copies of a file stay together. Errors: `usage` for ratios, `badInput` for items without a patient (see `groupItems`).
 */
export function split(items: readonly SplitInput[], options: SplitOptions): { assignment: Map<string, SplitName>; findings: Finding[] } {
  const sum = options.ratios.reduce((total, ratio) => total + ratio, 0);
  if (options.ratios.some(ratio => !(ratio >= 0)) || Math.abs(sum - 1) > 1e-6) {
    throw new AppError(
      'usage',
      `Expected three shares for train, val and test that add up to 1, such as .6,.15,.25, received ${options.ratios.join(',')}.`,
    );
  }
  const groups = groupItems(items, options.group);
  const partOf = stratify(groups, options.ratios, options.seed);
  const assignment = assign(groups, group => splitNames[partOf[group] as number] as SplitName);
  return { assignment, findings: rareClassFindings(groups, partOf, openParts(options.ratios)) };
}

/** Assigns every item to one of `folds` folds of equal size, as {@link split} does. Errors: as there. */
export function kFold(items: readonly SplitInput[], options: FoldOptions): { foldOf: Map<string, number>; findings: Finding[] } {
  const { folds, group, seed } = options;
  if (!Number.isInteger(folds) || folds < 3) {
    throw new AppError('usage', `Expected at least 3 folds (one to test on, one to select on, the others to train on), received ${folds}.`);
  }
  const groups = groupItems(items, group);
  const ratios = Array.from({ length: folds }, () => 1 / folds);
  const partOf = stratify(groups, ratios, seed);
  return { foldOf: assign(groups, at => partOf[at] as number), findings: rareClassFindings(groups, partOf, openParts(ratios)) };
}

/** The parts of one round of cross-validation: the fold is test, the next one validation, the others training. */
export function foldAssignment(foldOf: ReadonlyMap<string, number>, fold: number, folds: number): Map<string, SplitName> {
  const partOf = (at: number): SplitName => (at === fold ? 'test' : at === (fold + 1) % folds ? 'val' : 'train');
  return new Map([...foldOf].map(([item, at]) => [item, partOf(at)]));
}

/** In words, for the certificate. */
export function describeSplit({ ratios, group, seed }: SplitOptions): string {
  return `split ${ratios.join(' / ')} ${group === 'none' ? 'by file' : `by ${group}`}, stratified by class, seed ${seed}`;
}

function assign<Part>(groups: readonly ItemGroup[], partOf: (group: number) => Part): Map<string, Part> {
  const pairs = groups.flatMap((group, at) => group.items.map(item => [item, partOf(at)] as const));
  return new Map(pairs.sort(([a], [b]) => compareText(a, b)));
}

function openParts(ratios: readonly number[]): number[] {
  return ratios.flatMap((ratio, part) => (ratio > 0 ? [part] : []));
}

/** Classes that cannot be, or are not, in every part. */
function rareClassFindings(groups: readonly ItemGroup[], partOf: readonly number[], parts: readonly number[]): Finding[] {
  const partsWith = new Map<string, { groups: number; parts: Set<number> }>();
  for (const [at, group] of groups.entries()) {
    for (const name of group.scans.keys()) {
      const seen = partsWith.get(name) ?? { groups: 0, parts: new Set() };
      seen.groups++;
      seen.parts.add(partOf[at] as number);
      partsWith.set(name, seen);
    }
  }
  const classes = [...partsWith].filter(([name, seen]) => name !== '' && seen.parts.size < parts.length);
  const single = classes.filter(([, seen]) => seen.groups === 1).map(([name]) => name);
  const partial = classes.filter(([, seen]) => seen.groups > 1).map(([name]) => name);
  const findings: Finding[] = [];
  if (single.length > 0) {
    const message = `All scans of ${single.join(', ')} belong to one patient or group: such a class can be learned or tested, not both.`;
    findings.push({ name: 'onePatientClass', severity: 'warning', message, count: single.length, examples: single });
  }
  if (partial.length > 0) {
    const message = `Too few separate patients or groups of ${partial.join(', ')} for each of the ${parts.length} parts to have one.`;
    findings.push({ name: 'classMissingFromPart', severity: 'warning', message, count: partial.length, examples: partial });
  }
  return findings;
}
