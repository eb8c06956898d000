// Splits a data set by patient, checks the result for leaks, and keeps both.
import { randomUUID } from 'node:crypto';
import type { Finding, SplitCertificate } from '../../shared/domain/dataset.ts';
import { AppError } from '../../shared/errors.ts';
import { checkLeakage } from '../dataset/checkLeakage.ts';
import { type GroupLevel, groupLevels } from '../dataset/groupItems.ts';
import { describeSplit, split } from '../dataset/split.ts';
import type { Split } from '../store/split.ts';
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
  const labels = new Map(store.labels.currentOfDataset(dataset.id, diagnosisTask).map(label => [label.item, label]));
  const inputs = store.items.list(dataset.id).map(item => splitInputOf(item, classLabelOf(labels.get(item.id))));
  const { assignment, findings } = split(inputs, { ratios, group, seed });
  const checkedAt = new Date().toISOString();
  const certificate = checkLeakage(inputs, assignment, { checkedAt, method: describeSplit({ ratios, group, seed }) });
  const id = randomUUID();
  const parts = [...assignment].map(([item, part]) => ({ item, part }));
  const params = { ratios: [...ratios], group };
  store.splits.insert({ id, dataset: dataset.id, name, seed, params, certificate, createdMs: Date.now() }, parts);
  context.notifications.publish({ topic: 'datasets' });
  return { split: store.splits.get(dataset.id, id), certificate, findings };
}

function groupLevelOf(name: string): GroupLevel {
  const level = groupLevels.find(known => known === name);
  if (level !== undefined) return level;
  throw new AppError('unknownName', `Expected what stays together in a split, received '${name}'. Known: ${groupLevels.join(', ')}.`);
}
