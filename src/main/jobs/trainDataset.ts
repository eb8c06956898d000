// A training run from a data set and a split: configuration, manifest, facts and certificate in a run folder, then into the queue.
import { z } from 'zod';
import { applySetting, type Json, overlay, type Setting } from '../../shared/domain/configSettings.ts';
import type { ImageFacts, SplitCertificate } from '../../shared/domain/dataset.ts';
import { type ManifestItem, splitNames } from '../../shared/domain/manifest.ts';
import type { RunConfig } from '../../shared/domain/runConfig.ts';
import { AppError } from '../../shared/errors.ts';
import { classificationRecipe } from '../engine/training/recipes/classification.ts';
import type { Dataset } from '../store/dataset.ts';
import type { Run } from '../store/run.ts';
import type { Split } from '../store/split.ts';
import { checkConfig } from './checkConfig.ts';
import type { JobContext } from './context.ts';
import { createRun } from './createRun.ts';
import { classLabelOf, diagnosisTask, imageFactsOf } from './datasetRecords.ts';
import { certify } from './leakageGate.ts';
import type { Queue } from './queue.ts';
import { freeRunName } from './runNames.ts';

export interface TrainRequest {
  /** Ids or names. */
  dataset: string;
  split: string;
  name?: string | undefined;
  seed?: number | undefined;
  /** Part of a configuration, laid over the recipe. */
  config?: Json | undefined;
  set?: readonly Setting[] | undefined;
}

/** What a training run starts from. */
export interface TrainPlan {
  dataset: Dataset;
  split: Split;
  config: RunConfig;
  manifest: ManifestItem[];
  facts: Map<string, ImageFacts>;
  certificate: SplitCertificate;
  /** Scans of the split without a label: left out. */
  unlabelled: number;
}

/** Makes the run and puts it into the queue. Errors: those of `planTraining`; `diskFull`. */
export function trainDataset(context: JobContext, queue: Queue, request: TrainRequest): { run: Run; plan: TrainPlan } {
  const plan = planTraining(context, request);
  const { dataset, split, config, manifest, facts, certificate } = plan;
  const name = request.name ?? freeRunName(context, `${dataset.name}-${config.architecture.name}`);
  const run = createRun(context, { name, config, manifest, dataset: dataset.id, split: split.id, facts, certificate });
  queue.enqueue(run.id);
  return { run: context.workspace.store.runs.get(run.id), plan };
}

/**
 * Puts a training together and checks it, without making anything.
 * Errors: `notFound`; `usage` and `unknownName` for the configuration; `badInput` for data that cannot be trained on; `leakage`.
 */
export function planTraining({ workspace: { store } }: JobContext, request: TrainRequest): TrainPlan {
  const dataset = store.datasets.get(request.dataset);
  const split = store.splits.get(dataset.id, request.split);
  const items = new Map(store.items.list(dataset.id).map(item => [item.id, item]));
  const labels = new Map(store.labels.currentOfDataset(dataset.id, diagnosisTask).map(label => [label.item, label]));
  const roots = new Map(store.importRoots.list().map(root => [root.id, root.path]));
  const labelled = store.splits.items(split.id).flatMap(({ item: id, part }) => {
    const item = items.get(id);
    const label = labels.get(id);
    const name = classLabelOf(label);
    return item === undefined || label === undefined || name === null ? [] : [{ item, part, name, source: label.source }];
  });
  const config = configOf(request, dataset, split, [...new Set(labelled.map(({ name }) => name))].sort());
  const parts = labelled.filter(({ name }) => config.data.classes.includes(name));
  const manifest = parts.map(({ item, part, name, source }): ManifestItem => {
    const { id, subject, laterality: eye, path, sha256, frame } = item;
    const root = roots.get(item.root) as string;
    return { item: id, subject, eye, root, path, sha256, ...(frame === null ? {} : { frame }), label: name, split: part, source };
  });
  requireTrainable(manifest, config.data.classes, split.name);
  const certificate = certify(manifest, `split '${split.name}' of data set '${dataset.name}'`);
  const facts = new Map(parts.map(({ item }) => [item.id, imageFactsOf(item)]));
  return { dataset, split, config, manifest, facts, certificate, unlabelled: store.splits.items(split.id).length - labelled.length };
}

/** `classes`: all that occur; `data.classes` may name fewer, and the scans of the others are left out. */
function configOf(request: TrainRequest, dataset: Dataset, split: Split, classes: string[]): RunConfig {
  if (classes.length < 2) {
    const received = classes[0] === undefined ? 'no labels' : `only ${classes[0]}`;
    throw new AppError(
      'badInput',
      `Expected scans of at least two classes to tell apart, received ${received}. Import one folder a class.`,
    );
  }
  let config: Json = z.json().parse(classificationRecipe({ dataset: dataset.name, split: split.name, classes, seed: 0 }));
  if (request.config !== undefined) config = overlay(config, request.config);
  for (const setting of request.set ?? []) config = applySetting(config, setting);
  if (request.seed !== undefined) config = overlay(config, { seed: request.seed });
  const checked = checkConfig(config);
  const { kind, data } = checked;
  if (kind !== 'train' || data.dataset !== dataset.name || data.split !== split.name) {
    throw new AppError(
      'usage',
      `Expected a configuration for training on '${dataset.name}', split '${split.name}', received one for another purpose (${kind}, '${data.dataset}', '${data.split}'). Leave 'kind' and 'data' out of it.`,
    );
  }
  const strange = data.classes.filter(name => !classes.includes(name));
  if (strange.length > 0) {
    throw new AppError('unknownName', `Expected data.classes among ${classes.join(', ')}, received ${strange.join(', ')}.`);
  }
  return checked;
}

/** Every class needs patients to learn from and, where there is a validation part, to select by. */
export function requireTrainable(manifest: readonly ManifestItem[], classes: readonly string[], split: string): void {
  for (const part of splitNames) {
    const present = new Set(manifest.filter(item => item.split === part).map(item => item.label));
    if (present.size === 0 && part !== 'train') continue;
    const missing = classes.filter(name => !present.has(name));
    if (missing.length === 0) continue;
    throw new AppError(
      'badInput',
      `Expected scans of every class in the ${part} part of split '${split}', received none of ${missing.join(', ')}. ` +
        'A class needs at least one patient in each part: import more patients of it, split with other ratios, or leave it out by naming the others in data.classes.',
      { details: { part, missing } },
    );
  }
}
