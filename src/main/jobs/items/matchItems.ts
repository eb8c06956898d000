// The items that a filter lets through, in its order, and how many each value of each field would let through.
import type { ItemFilter, itemKinds } from '../../../shared/domain/itemFilter.ts';
import { type SplitName, splitNames } from '../../../shared/domain/manifest.ts';
import { AppError } from '../../../shared/errors.ts';
import { compareText } from '../../dataset/compareText.ts';
import type { JobContext } from '../context.ts';
import { findingItems } from './findingItems.ts';
import { type ItemList, itemListOf, type ListEntry } from './itemList.ts';
import { type RunAnswer, runAnswers } from './runAnswers.ts';

/** Everything a filter may ask about an item. */
export interface MatchSources {
  list: ItemList;
  filter: ItemFilter;
  /** By place in the list: 1 + index of the part's name, 0 for an item that is in none. */
  parts: Uint8Array | null;
  answers: ReadonlyMap<string, RunAnswer> | null;
}

export interface Matched extends MatchSources {
  /** Places in the list, in the filter's order. */
  places: Int32Array;
}

type Test = (entry: ListEntry) => boolean;

interface Kept {
  revision: number;
  stamp: unknown[];
  matched: Matched;
}
const keptPerContext = 8;
const keptOf = new WeakMap<JobContext, Map<string, Kept>>();

/** Matches a filter; scrolling through what was matched before costs nothing. Errors: `notFound`; `usage` for an order without a run. */
export async function matchItems(context: JobContext, filter: ItemFilter): Promise<Matched> {
  const sources = await sourcesOf(context, filter);
  const { list, parts, answers } = sources;
  const known = keptOf.get(context) ?? new Map<string, Kept>();
  keptOf.set(context, known);
  const key = JSON.stringify(Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1)));
  const entry = known.get(key);
  const stamp = [list, answers, parts];
  if (entry !== undefined && entry.revision === list.revision && entry.stamp.every((value, index) => value === stamp[index])) {
    return entry.matched;
  }
  const tests = Object.values(testsOf(context, sources));
  const found: number[] = [];
  for (const [place, item] of list.entries.entries()) if (tests.every(test => test(item))) found.push(place);
  const matched = { ...sources, places: Int32Array.from(ordered(found, sources)) };
  known.delete(key);
  known.set(key, { revision: list.revision, stamp, matched });
  for (const old of [...known.keys()].slice(0, -keptPerContext)) known.delete(old);
  return matched;
}

export async function sourcesOf(context: JobContext, filter: ItemFilter): Promise<MatchSources> {
  const { store } = context.workspace;
  const dataset = store.datasets.idOf(filter.dataset);
  if ((filter.order === 'uncertainty' || filter.order === 'loss') && filter.run === undefined) {
    throw new AppError('usage', `Expected a run to order items by ${filter.order}, received none. Choose a run.`);
  }
  const list = await itemListOf(context, dataset);
  const answers = filter.run === undefined ? null : await runAnswers(context, filter.run);
  return { list, filter, answers, parts: filter.split === undefined ? null : partsOf(context, list, filter.split) };
}

const partsKept = new WeakMap<ItemList, Map<string, Uint8Array>>();

/** A split never changes once made, so its parts are read once. */
function partsOf({ workspace: { store } }: JobContext, list: ItemList, split: string): Uint8Array {
  const { id } = store.splits.get(list.dataset, split);
  const known = partsKept.get(list) ?? new Map<string, Uint8Array>();
  partsKept.set(list, known);
  const found = known.get(id);
  if (found !== undefined) return found;
  const parts = new Uint8Array(list.entries.length);
  for (const { item, part } of store.splits.items(id)) {
    const place = list.placeOf.get(item);
    if (place !== undefined) parts[place] = 1 + splitNames.indexOf(part);
  }
  known.set(id, parts);
  return parts;
}

/** The part of a split that an item is in. */
export function partAt(parts: Uint8Array | null, place: number): SplitName | undefined {
  return splitNames[(parts?.[place] ?? 0) - 1];
}

/** One test for each field that is set. Excluded items are in no list but their own. */
export function testsOf(context: JobContext, { list, filter, parts, answers }: MatchSources): Record<string, Test> {
  const { classes, states, subject, eyes, kinds, devices, patterns, flagged, finding, split, truth, predicted, wrong } = filter;
  const tests: Record<string, Test> = { excluded: entry => entry.isExcluded === (filter.excluded ?? false) };
  if (classes !== undefined) tests.classes = entry => entry.className !== null && classes.includes(entry.className);
  if (states !== undefined) tests.states = entry => states.includes(entry.state);
  if (parts !== null) tests.parts = entry => isIn(filter.parts, partAt(parts, entry.place));
  if (subject !== undefined) tests.subject = entry => entry.subject === subject;
  if (eyes !== undefined) tests.eyes = entry => eyes.includes(entry.eye ?? 'unknown');
  if (kinds !== undefined) tests.kinds = entry => kinds.includes(kindOf(entry));
  if (devices !== undefined) tests.devices = entry => entry.device !== null && devices.includes(entry.device);
  if (patterns !== undefined) tests.patterns = entry => entry.series !== null && patterns.includes(entry.pattern ?? 'unknown');
  if (filter.search !== undefined && filter.search.trim() !== '') tests.search = searchTest(filter.search);
  if (flagged !== undefined) tests.flagged = entry => entry.isFlagged === flagged;
  if (finding !== undefined) {
    const places = findingItems(context, list, finding, split);
    tests.finding = entry => places[entry.place] === 1;
  }
  if (answers !== null) {
    tests.run = entry => {
      const answer = answers.get(entry.id);
      if (answer === undefined) return false;
      return (
        (truth === undefined || answer.truth === truth) &&
        (predicted === undefined || answer.predicted === predicted) &&
        (wrong === undefined || (answer.truth !== null && (answer.truth !== answer.predicted) === wrong))
      );
    };
  }
  return tests;
}

function isIn(wanted: readonly SplitName[] | undefined, part: SplitName | undefined): boolean {
  return part !== undefined && (wanted === undefined || wanted.includes(part));
}

/** Part of the path, or a patient as the window writes it: P-0043. */
function searchTest(search: string): Test {
  const words = search.trim().toLowerCase();
  const patient = Number(/^p-?0*(\d+)$/.exec(words)?.[1] ?? Number.NaN);
  return entry => entry.patient === patient || entry.path.toLowerCase().includes(words);
}

export function kindOf({ series }: ListEntry): (typeof itemKinds)[number] {
  return series === null ? 'image' : 'volume';
}

/** Patient, eye, visit, series; what is unknown comes last. */
function inTree(a: ListEntry, b: ListEntry): number {
  const last = '\uffff';
  const byEye = compareText(a.eye ?? last, b.eye ?? last);
  return a.patient - b.patient || byEye || compareText(a.visit ?? last, b.visit ?? last) || a.place - b.place;
}

function ordered(places: number[], { list, filter, answers }: MatchSources): number[] {
  const entry = (place: number): ListEntry => list.entries[place] as ListEntry;
  if (filter.order === 'patient') return places.sort((a, b) => inTree(entry(a), entry(b)));
  const by = filter.order;
  if ((by === 'uncertainty' || by === 'loss') && answers !== null) {
    const scores = new Float64Array(list.entries.length);
    for (const place of places) scores[place] = answers.get(entry(place).id)?.[by] ?? Number.NEGATIVE_INFINITY;
    return places.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
  }
  return places;
}
