// Counts for the filter panel: for each value of each field, the items that it lets through together with all other fields.
import { type ItemFilter, itemKinds } from '../../../shared/domain/itemFilter.ts';
import { splitNames } from '../../../shared/domain/manifest.ts';
import { scanPatterns } from '../../../shared/domain/volume.ts';
import { compareText } from '../../dataset/compareText.ts';
import type { JobContext } from '../context.ts';
import { classesOf } from './classes.ts';
import type { ListEntry } from './itemList.ts';
import { kindOf, partAt, sourcesOf, testsOf } from './matchItems.ts';

export interface FacetValue {
  name: string;
  count: number;
}

export interface Facets {
  /** All items of the data set, without those excluded. */
  total: number;
  matching: number;
  excluded: number;
  patients: number;
  /** Patients among the matching ones. */
  matchingPatients: number;
  classes: FacetValue[];
  states: FacetValue[];
  eyes: FacetValue[];
  /** These three are empty where the data set has no volume. */
  kinds: FacetValue[];
  devices: FacetValue[];
  patterns: FacetValue[];
  /** Of the filter's split; empty without one. */
  parts: FacetValue[];
  flagged: number;
}

/** Errors: as `matchItems`. */
export async function itemFacets(context: JobContext, filter: ItemFilter): Promise<Facets> {
  const sources = await sourcesOf(context, { ...filter, excluded: false });
  const { list, parts } = sources;
  const tests = Object.entries(testsOf(context, sources));
  const empty = (): Map<string, number> => new Map();
  const counts = {
    ...{ classes: empty(), states: empty(), eyes: empty(), parts: empty() },
    ...{ kinds: empty(), devices: empty(), patterns: empty() },
  };
  const fields = Object.keys(counts) as (keyof typeof counts)[];
  const patients = { all: new Set<number>(), matching: new Set<number>() };
  const seen = { total: 0, matching: 0, excluded: 0, flagged: 0 };
  const valueIn: Record<keyof typeof counts, (entry: ListEntry) => string | undefined> = {
    classes: entry => entry.className ?? undefined,
    states: entry => entry.state,
    eyes: entry => entry.eye ?? 'unknown',
    parts: entry => partAt(parts, entry.place),
    kinds: kindOf,
    devices: entry => entry.device ?? undefined,
    patterns: entry => (entry.series === null ? undefined : (entry.pattern ?? 'unknown')),
  };
  for (const entry of list.entries) {
    if (entry.isExcluded) {
      seen.excluded += 1;
      continue;
    }
    seen.total += 1;
    if (entry.patient > 0) patients.all.add(entry.patient);
    const failed = failedTests(tests, entry);
    if (failed.length > 1) continue;
    const [only] = failed;
    if (only === undefined) {
      seen.matching += 1;
      if (entry.patient > 0) patients.matching.add(entry.patient);
    }
    if (entry.isFlagged && (only === undefined || only === 'flagged')) seen.flagged += 1;
    for (const field of fields) {
      const value = only === undefined || only === field ? valueIn[field](entry) : undefined;
      if (value !== undefined) counts[field].set(value, (counts[field].get(value) ?? 0) + 1);
    }
  }
  const values = (names: Iterable<string>, found: ReadonlyMap<string, number>): FacetValue[] =>
    [...names].map(name => ({ name, count: found.get(name) ?? 0 }));
  const volumes = list.entries.filter(({ series }) => series !== null);
  const devices = [...new Set(volumes.flatMap(({ device }) => device ?? []))].sort(compareText);
  const present = new Set(volumes.map(({ pattern }) => pattern ?? 'unknown'));
  return {
    ...seen,
    kinds: volumes.length === 0 ? [] : values(itemKinds, counts.kinds),
    devices: values(devices, counts.devices),
    patterns: values(
      [...scanPatterns, 'unknown' as const].filter(name => present.has(name)),
      counts.patterns,
    ),
    patients: patients.all.size,
    matchingPatients: patients.matching.size,
    classes: values(classesOf(context, list), counts.classes),
    states: values(['labelled', 'unlabelled', 'ungradable'], counts.states),
    eyes: values(['OD', 'OS', 'unknown'], counts.eyes),
    parts: parts === null ? [] : values(splitNames, counts.parts),
  };
}

/** The names of the tests that an item fails, two at most: more make no difference. */
function failedTests(tests: readonly (readonly [string, (entry: ListEntry) => boolean])[], entry: ListEntry): string[] {
  const failed: string[] = [];
  for (const [name, test] of tests) {
    if (test(entry)) continue;
    failed.push(name);
    if (failed.length > 1) break;
  }
  return failed;
}
