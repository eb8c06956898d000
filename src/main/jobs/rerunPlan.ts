// What a rerun with today's labels would compute on, and in what that differs from the original: relabelled, new, gone, left out.
// Nobody moves: a patient stays in the part that the original had them in, and only patients that it did not know are split anew.
import type { ImageFacts } from '../../shared/domain/dataset.ts';
import { type ManifestItem, type SplitName, splitNames } from '../../shared/domain/manifest.ts';
import type { RunConfig } from '../../shared/domain/runConfig.ts';
import { AppError } from '../../shared/errors.ts';
import { groupItems } from '../dataset/groupItems.ts';
import { split as splitItems } from '../dataset/split.ts';
import { readFacts } from '../engine/host/runFacts.ts';
import { readConfig, readManifest } from '../engine/host/runFolder.ts';
import type { Item } from '../store/item.ts';
import type { CurrentLabel } from '../store/label.ts';
import type { Run } from '../store/run.ts';
import { type JobContext, runFolderOf } from './context.ts';
import { classLabelOf, diagnosisTask, imageFactsOf, splitInputOf } from './datasetRecords.ts';
import { requireTrainable } from './trainDataset.ts';

/** One scan that differs; `from` null: it was not in the original, `to` null: it is not in the rerun. */
export interface RerunChange {
  item: string;
  path: string;
  from: string | null;
  to: string | null;
  /** Its part in the rerun; of a scan that goes, the part that it leaves. */
  part: SplitName;
}

export interface RerunDifferences {
  /** Labelled otherwise than in the original. */
  relabelled: RerunChange[];
  /** Labelled since, or imported since. */
  added: RerunChange[];
  /** No longer in the data set. */
  gone: RerunChange[];
  /** Still there, but left out by a person, without a label, or with one that is no class of this run. */
  unlabelled: RerunChange[];
  unchanged: number;
}

export interface RerunContent {
  config: RunConfig;
  manifest: ManifestItem[];
  facts: Map<string, ImageFacts>;
  differences: RerunDifferences;
  dataset: string;
}

/** Errors: `usage` for a run that is no training; `notFound` when its data set is gone; `badInput` when a class would be missing. */
export function planTodaysLabels(context: JobContext, run: Run): RerunContent {
  const { store } = context.workspace;
  if (run.kind !== 'train') {
    throw new AppError('usage', `Expected a training run to repeat with today's labels, but ${run.name} is a run of kind '${run.kind}'.`);
  }
  const folder = runFolderOf(context, run.id);
  const config = readConfig(folder);
  const original = readManifest(folder);
  const dataset = store.datasets.get(run.dataset ?? config.data.dataset);
  const images = store.items.list(dataset.id).filter(({ series }) => series === null);
  const items = new Map(images.map(item => [item.id, item]));
  const labels = new Map(store.labels.ofIncluded(dataset.id, diagnosisTask).map(label => [label.item, label]));
  const partOf = partsOf(context, run, { original, items, labels, classes: config.data.classes });
  const differences = compare(original, items, labels, partOf, config.data.classes);
  const manifest = [...partOf].flatMap(([id, part]) => todaysItem(context, items.get(id), labels.get(id), part, config.data.classes));
  requireTrainable(manifest, config.data.classes, config.data.split);
  const known = readFacts(folder);
  const facts = new Map(manifest.map(({ item }) => [item, known?.get(item) ?? imageFactsOf(items.get(item) as Item)]));
  return { config, manifest, facts, differences, dataset: dataset.id };
}

interface Today {
  original: readonly ManifestItem[];
  items: ReadonlyMap<string, Item>;
  labels: ReadonlyMap<string, CurrentLabel>;
  classes: readonly string[];
}

/** The part of every scan: as in the original, else with its patient or its copy, else as the stored split says, else split anew. */
function partsOf(context: JobContext, run: Run, { original, items, labels, classes }: Today): Map<string, SplitName> {
  const { store } = context.workspace;
  const parts = new Map<string, SplitName>(original.map(({ item, split }) => [item, split]));
  const usable = [...items.values()].filter(item => classes.includes(classLabelOf(labels.get(item.id)) ?? ''));
  const fresh = usable.filter(item => !parts.has(item.id));
  if (fresh.length === 0) return parts;
  const stored = new Map(run.split === null ? [] : store.splits.items(run.split).map(({ item, part }) => [item, part]));
  const goneOriginals = original
    .filter(({ item }) => !items.has(item))
    .map(({ item, subject, eye, sha256, label }) => ({ item, subject: subject || null, eye, sha256, label }));
  const inputs = [...items.values()].filter(item => parts.has(item.id) || usable.includes(item));
  const all = [...inputs.map(item => splitInputOf(item, classLabelOf(labels.get(item.id)))), ...goneOriginals];
  const unknown = new Set<string>();
  for (const group of groupItems(all, all.every(({ subject }) => subject !== null) ? 'patient' : 'none')) {
    const part = group.items.map(item => parts.get(item)).find(Boolean) ?? group.items.map(item => stored.get(item)).find(Boolean);
    for (const item of group.items) {
      if (parts.has(item)) continue;
      if (part === undefined) unknown.add(item);
      else parts.set(item, part);
    }
  }
  const left = all.filter(({ item }) => unknown.has(item));
  if (left.length > 0) {
    const { assignment } = splitItems(left, { ratios: sharesOf(original), group: 'patient', seed: run.config.seed });
    for (const [item, part] of assignment) parts.set(item, part);
  }
  return parts;
}

/** New patients go to the parts in the original's proportions. */
function sharesOf(original: readonly ManifestItem[]): [number, number, number] {
  const [train, val] = splitNames.map(name => original.filter(({ split }) => split === name).length / original.length) as [number, number];
  return [train, val, 1 - train - val];
}

function compare(
  original: readonly ManifestItem[],
  items: ReadonlyMap<string, Item>,
  labels: ReadonlyMap<string, CurrentLabel>,
  partOf: ReadonlyMap<string, SplitName>,
  classes: readonly string[],
): RerunDifferences {
  const differences: RerunDifferences = { relabelled: [], added: [], gone: [], unlabelled: [], unchanged: 0 };
  const before = new Map(original.map(item => [item.item, item]));
  for (const { item, path, label, split: part } of original) {
    const from = label ?? null;
    const today = classLabelOf(labels.get(item));
    if (!items.has(item)) differences.gone.push({ item, path, from, to: null, part });
    else if (today === null || !classes.includes(today)) differences.unlabelled.push({ item, path, from, to: null, part });
    else if (today !== from) differences.relabelled.push({ item, path, from, to: today, part });
    else differences.unchanged++;
  }
  for (const [item, part] of partOf) {
    if (before.has(item)) continue;
    differences.added.push({ item, path: items.get(item)?.path ?? item, from: null, to: classLabelOf(labels.get(item)), part });
  }
  return differences;
}

function todaysItem(
  { workspace: { store } }: JobContext,
  item: Item | undefined,
  label: CurrentLabel | undefined,
  split: SplitName,
  classes: readonly string[],
): ManifestItem[] {
  const name = classLabelOf(label);
  if (item === undefined || label === undefined || name === null || !classes.includes(name)) return [];
  const { id, subject, laterality: eye, path, sha256, frame } = item;
  const root = store.importRoots.list().find(known => known.id === item.root)?.path as string;
  return [{ item: id, subject, eye, root, path, sha256, ...(frame === null ? {} : { frame }), label: name, split, source: label.source }];
}
