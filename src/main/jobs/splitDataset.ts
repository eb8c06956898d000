// Splits a data set by patient, checks the result for leaks, and keeps both.
import { randomUUID } from 'node:crypto';
import type { Finding, SplitCertificate } from '../../shared/domain/dataset.ts';
import { AppError } from '../../shared/errors.ts';
import { checkLeakage } from '../dataset/checkLeakage.ts';
import { firstSplit, firstSplitName } from '../dataset/firstSplit.ts';
import { type GroupLevel, groupLevels, type SplitInput } from '../dataset/groupItems.ts';
import { describeSplit, split } from '../dataset/split.ts';
import type { Split, SplitItem } from '../store/split.ts';
import type { JobContext } from './context.ts';
import { classLabelOf, diagnosisTask, splitInputOf } from './datasetRecords.ts';

export interface SplitRequest {
  /** Id or name. */
  dataset: string;
  name: string;
  /** Shares of train, val and test. */
  ratios: readonly [number, number, number];
  group: string;
  seed: number;
}

export interface SplitOutcome {
  split: Split;
  certificate: SplitCertificate;
  findings: Finding[];
}

/** Errors: those of `split`; `notFound`; `unknownName` for the group; `conflict` when the data set has a split of that name. */
export function splitDataset(context: JobContext, request: SplitRequest): SplitOutcome {
  const { store } = context.workspace;
  const dataset = store.datasets.get(request.dataset);
  const { name, ratios, seed } = request;
  const group = groupLevelOf(request.group);
  if (name.trim() === '') throw new AppError('usage', 'Expected a name for the split, received an empty one.');
  if (store.splits.list(dataset.id).some(known => known.name === name)) {
    throw new AppError('conflict', `Expected a new name, but data set '${dataset.name}' has a split '${name}' already. Choose another.`);
  }
  const { assignment, findings } = split(inputsOf(context, dataset.id), { ratios, group, seed });
  const parts = [...assignment].map(([item, part]) => ({ item, part }));
  const params = { ratios: [...ratios], group };
  return { ...splitParts(context, dataset.id, { name, seed, params, parts, method: describeSplit({ ratios, group, seed }) }), findings };
}

/** A split by patient in which every part has every class. Errors: `badInput` when there are too few patients for that. */
export function splitForTraining(context: JobContext, idOrName: string): SplitOutcome {
  const { store } = context.workspace;
  const dataset = store.datasets.get(idOrName);
  const names = new Set(store.splits.list(dataset.id).map(known => known.name));
  let name = firstSplitName;
  for (let number = 2; names.has(name); number++) name = `${firstSplitName}-${number}`;
  const made = firstSplit(inputsOf(context, dataset.id));
  if (made !== null) return splitDataset(context, { dataset: dataset.id, name, ...made.options });
  throw new AppError(
    'badInput',
    `Expected at least two classes with two patients each, received too few for a split. Label scans of more patients.`,
  );
}

/** Keeps an assignment, however it was made, with its certificate. */
export function splitParts(
  context: JobContext,
  dataset: string,
  made: { name: string; seed: number; params: Split['params']; parts: readonly SplitItem[]; method: string },
): Omit<SplitOutcome, 'findings'> {
  const { store } = context.workspace;
  const { name, seed, params, parts, method } = made;
  const assignment = new Map(parts.map(({ item, part }) => [item, part]));
  const certificate = checkLeakage(inputsOf(context, dataset), assignment, { checkedAt: new Date().toISOString(), method });
  const id = randomUUID();
  store.splits.insert({ id, dataset, name, seed, params, certificate, createdMs: Date.now() }, parts);
  context.notifications.publish({ topic: 'datasets' });
  return { split: store.splits.get(dataset, id), certificate };
}

/** Volumes go with their patients; those of nobody known are in no part, as nothing is trained on them anyway. */
function inputsOf({ workspace: { store } }: JobContext, dataset: string): SplitInput[] {
  const labels = new Map(store.labels.ofIncluded(dataset, diagnosisTask).map(label => [label.item, label]));
  const inputs = store.items.list(dataset).map(item => splitInputOf(item, classLabelOf(labels.get(item.id))));
  return inputs.filter(({ isVolume, subject }) => isVolume !== true || subject !== null);
}

function groupLevelOf(name: string): GroupLevel {
  const level = groupLevels.find(known => known === name);
  if (level !== undefined) return level;
  throw new AppError('unknownName', `Expected what stays together in a split, received '${name}'. Known: ${groupLevels.join(', ')}.`);
}
