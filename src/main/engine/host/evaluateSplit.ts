// Predicts one split and writes predictions/<split>.jsonl and artifacts/evaluation.<split>.json.
import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RunEvaluation, runEvaluationSchema } from '../../../shared/domain/evaluation.ts';
import type { SplitName } from '../../../shared/domain/manifest.ts';
import type { Prediction } from '../../../shared/domain/prediction.ts';
import { deriveSeed } from '../../../shared/random.ts';
import { writeFileAtomic } from '../../atomicFile.ts';
import type { Model } from '../architectures/model.ts';
import { evaluateClassification } from '../evaluation/evaluateClassification.ts';
import { shortcutBaseline } from '../evaluation/shortcutBaseline.ts';
import { Classifier, toPredictions } from '../inference/classifier.ts';
import { inputShapeOf } from '../training/buildNetwork.ts';
import type { CheckpointPointer } from '../training/checkpoint.ts';
import type { RunItems } from '../training/runItems.ts';
import { attributionOnFill } from './attributionOnFill.ts';
import { readFacts } from './runFacts.ts';
import { toJsonText } from './runFolder.ts';
import { openLoader, type RunInput } from './runInput.ts';
import type { EngineRun } from './trainRun.ts';

/** Nothing to do for a split without items; without labels only predictions are written. */
export async function evaluateSplit(
  run: EngineRun,
  input: RunInput,
  model: Model,
  split: SplitName,
  checkpoint: CheckpointPointer | null,
): Promise<void> {
  const items = input.split(split);
  if (items.items.length === 0) return;
  const predictions = await predictItems(run, input, model, items, `evaluate ${split}`);
  writeArtifact(run, `predictions/${split}.jsonl`, 'predictions', predictions.map(row => `${JSON.stringify(row)}\n`).join(''));
  if (!items.labels.some(label => label >= 0)) return;
  const report = evaluateClassification({
    predictions,
    subjects: items.items.map(item => item.subject),
    classes: input.config.data.classes,
    seed: deriveSeed(input.config.seed, 'bootstrap'),
  });
  const evaluation: RunEvaluation = {
    version: 1,
    split,
    checkpoint: checkpoint === null ? null : { step: checkpoint.step, epoch: checkpoint.epoch },
    report,
    shortcut: shortcut(run, input, split),
    attribution: await attributionOnFill(run, input, model, items),
  };
  writeArtifact(run, `artifacts/evaluation.${split}.json`, 'evaluation', toJsonText(runEvaluationSchema.parse(evaluation)));
}

export async function predictItems(run: EngineRun, input: RunInput, model: Model, items: RunItems, phase: string): Promise<Prediction[]> {
  const { batchSize } = input.config.training;
  const classifier = new Classifier(model, { inputShape: inputShapeOf(input.config), batchSize, precision: 'fp32' });
  const loader = await openLoader(run.folder, input.config, items);
  let done = 0;
  try {
    const { values, classes } = await classifier.logits(loader, {
      onBatch: count => {
        run.interrupted.throwIfAborted();
        done += count;
        run.report.progress(phase, done, items.items.length, { items: count });
      },
    });
    return toPredictions(
      items.items.map(item => item.item),
      items.labels,
      values,
      classes,
    );
  } finally {
    classifier.dispose();
    await loader.close();
  }
}

/** Writes a file of the run folder and announces it. */
export function writeArtifact(run: EngineRun, name: string, kind: string, content: string | Uint8Array): void {
  const path = join(run.folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileAtomic(path, content);
  run.report.artifact(name, kind, statSync(path).size);
}

/** How far border fill, size, file density and grey level alone would get on this split; null where the run has no facts. */
function shortcut(run: EngineRun, input: RunInput, split: SplitName): RunEvaluation['shortcut'] {
  const facts = readFacts(run.folder);
  if (facts === null) return null;
  const part = (name: SplitName) => {
    const { items, labels } = input.split(name);
    const usable = items.flatMap((item, i) => {
      const known = facts.get(item.item);
      return known === undefined || labels[i] === -1 ? [] : [{ facts: known, label: labels[i] as number, subject: item.subject }];
    });
    return {
      facts: usable.map(entry => entry.facts),
      labels: Int32Array.from(usable, entry => entry.label),
      subjects: usable.map(entry => entry.subject),
    };
  };
  const train = part('train');
  const evaluate = part(split);
  if (new Set(train.labels).size < 2 || evaluate.labels.length === 0) return null;
  const baseline = shortcutBaseline({
    train,
    evaluate,
    classes: input.config.data.classes,
    seed: deriveSeed(input.config.seed, 'bootstrap'),
  });
  return {
    balancedAccuracy: baseline.balancedAccuracy,
    features: [...baseline.features],
    weights: baseline.weights.map(row => [...row]),
  };
}
