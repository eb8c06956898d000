// A training as it would be: data, configuration and start weights put together, with what speaks against it noted and not thrown.
import { z } from 'zod';
import { applySetting, type Json, overlay, type Setting } from '../../../shared/domain/configSettings.ts';
import type { ImageFacts, SplitCertificate } from '../../../shared/domain/dataset.ts';
import { type ManifestItem, type SplitName, splitNames } from '../../../shared/domain/manifest.ts';
import type { RunConfig } from '../../../shared/domain/runConfig.ts';
import { volumeWords } from '../../../shared/domain/volumeWords.ts';
import { AppError } from '../../../shared/errors.ts';
import { readConfig } from '../../engine/host/runFolder.ts';
import { defaultRecipe, findRecipe, type RecipeData, recipeConfig } from '../../engine/training/recipes/index.ts';
import type { Dataset } from '../../store/dataset.ts';
import type { Run } from '../../store/run.ts';
import type { Split } from '../../store/split.ts';
import { checkConfig } from '../checkConfig.ts';
import { type JobContext, runFolderOf } from '../context.ts';
import { checkManifest } from '../leakageGate.ts';
import { findStartWeights, type StartWeights } from './startWeights.ts';
import { labelledItems } from './trainingItems.ts';

export interface TrainRequest {
  /** Ids or names. */
  dataset: string;
  split: string;
  name?: string | undefined;
  seed?: number | undefined;
  /** Name of a recipe; the default one unless told. */
  recipe?: string | undefined;
  /** Id or name of the run that this one is to better: its configuration takes the recipe's place. */
  parent?: string | undefined;
  /** As `findStartWeights` takes it; the seed unless told. */
  weights?: string | undefined;
  /** Part of a configuration, laid over the recipe. */
  config?: Json | undefined;
  set?: readonly Setting[] | undefined;
}

export interface TrainDraft {
  dataset: Dataset;
  split: Split;
  parent: Run | null;
  /** The recipe's, or the parent's, for this data: every choice spelled out. */
  base: RunConfig;
  config: RunConfig;
  /** All that occur in the split; the configuration may name fewer. */
  classes: string[];
  /** What the recipes adapt to. */
  data: RecipeData;
  manifest: ManifestItem[];
  facts: Map<string, ImageFacts>;
  certificate: SplitCertificate;
  startWeights: StartWeights | null;
  /** Scans of the split without a label, and with one that is none of the classes: left out. */
  unlabelled: number;
  otherClasses: number;
  /** Volumes in the split: training reads images. */
  volumes: number;
  /** Classes without a scan, by part that has scans at all; the training part always counts. */
  missing: { part: SplitName; classes: string[] }[];
}

/** Errors: `notFound`; `usage` and `unknownName` for the configuration; `badInput` for fewer than two classes. */
export function draftTraining(context: JobContext, request: TrainRequest): TrainDraft {
  const { store } = context.workspace;
  const dataset = store.datasets.get(request.dataset);
  const split = store.splits.get(dataset.id, request.split);
  const parent = request.parent === undefined ? null : store.runs.get(request.parent);
  const { labelled, unlabelled, volumes } = labelledItems(context, dataset, split);
  const names = [...new Set(labelled.map(({ item }) => item.label as string))].sort();
  const data = recipeData(labelled);
  const base = baseConfig(context, { request, dataset, split, parent, classes: twoOrMore(names, volumes), data });
  const checked = changed(base, request, names);
  const startWeights = request.weights === undefined ? null : findStartWeights(context, request.weights, checked);
  const config = startWeights === null ? checked : { ...checked, initialWeights: startWeights.config };
  const classes = new Set(config.data.classes);
  const used = labelled.filter(({ item }) => classes.has(item.label as string));
  const manifest = used.map(({ item }) => item);
  const method = `split '${split.name}' of data set '${dataset.name}'${startWeights === null ? '' : `, and what '${startWeights.config.name}' was trained on`}`;
  return {
    ...{ dataset, split, parent, base, config, classes: names, data, manifest, startWeights, unlabelled, volumes },
    certificate: checkManifest(manifest, method, startWeights?.pretraining),
    facts: new Map(used.map(({ item, facts }) => [item.item, facts])),
    otherClasses: labelled.length - used.length,
    missing: missingClasses(manifest, config.data.classes),
  };
}

/** For each part, the classes that have no scan in it. A part without any scan is no part of the training, unless it is the one to learn from. */
export function missingClasses(manifest: readonly ManifestItem[], classes: readonly string[]): TrainDraft['missing'] {
  return splitNames.flatMap(part => {
    const present = new Set(manifest.filter(item => item.split === part).map(item => item.label));
    const missing = present.size === 0 && part !== 'train' ? [] : classes.filter(name => !present.has(name));
    return missing.length === 0 ? [] : [{ part, classes: missing }];
  });
}

function twoOrMore(classes: string[], volumes: number): string[] {
  if (classes.length >= 2) return classes;
  const received = `${classes[0] === undefined ? 'no labels' : `only ${classes[0]}`}${volumes === 0 ? '' : ' on images'}`;
  const hint = volumes === 0 ? '' : ` ${volumeWords(volumes)}`;
  throw new AppError(
    'badInput',
    `Expected scans of at least two classes to tell apart, received ${received}. Import one folder a class, or label the scans.${hint}`,
  );
}

interface BaseParts {
  request: TrainRequest;
  dataset: Dataset;
  split: Split;
  parent: Run | null;
  classes: string[];
  data: RecipeData;
}

function baseConfig(context: JobContext, { request, dataset, split, parent, classes, data }: BaseParts): RunConfig {
  const place = { dataset: dataset.name, split: split.name };
  if (parent === null) return checkConfig(recipeConfig(findRecipe(request.recipe ?? defaultRecipe), { ...place, classes, seed: 0 }, data));
  const { initialWeights: _, weights: __, explain: ___, ...earlier } = readConfig(runFolderOf(context, parent.id));
  const kept = earlier.data.classes.filter(name => classes.includes(name));
  return checkConfig({ ...earlier, kind: 'train', data: { ...place, classes: kept.length >= 2 ? kept : classes } });
}

/** `classes`: all that occur; `data.classes` may name fewer, and the scans of the others are left out. */
function changed(base: RunConfig, request: TrainRequest, classes: readonly string[]): RunConfig {
  let config: Json = z.json().parse(base);
  if (request.config !== undefined) config = overlay(config, request.config);
  for (const setting of request.set ?? []) config = applySetting(config, setting);
  if (request.seed !== undefined) config = overlay(config, { seed: request.seed });
  const checked = checkConfig(config);
  const { kind, data } = checked;
  if (kind !== 'train' || data.dataset !== base.data.dataset || data.split !== base.data.split) {
    throw new AppError(
      'usage',
      `Expected a configuration for training on '${base.data.dataset}', split '${base.data.split}', received one for another purpose (${kind}, '${data.dataset}', '${data.split}'). Leave 'kind' and 'data' out of it.`,
    );
  }
  const strange = data.classes.filter(name => !classes.includes(name));
  if (strange.length > 0) {
    throw new AppError('unknownName', `Expected data.classes among ${classes.join(', ')}, received ${strange.join(', ')}.`);
  }
  return checked;
}

function recipeData(labelled: ReturnType<typeof labelledItems>['labelled']): RecipeData {
  const sides = labelled.map(({ facts }) => Math.min(facts.widthPx, facts.heightPx)).sort((a, b) => a - b);
  return {
    trainScans: labelled.filter(({ item }) => item.split === 'train').length,
    shortSidePx: sides[Math.floor(sides.length / 2)] ?? 0,
  };
}
