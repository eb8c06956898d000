// A run folder as an engine leaves it, made by the engine's own writers from seeded predictions: 24 patients, two classes, one heat map.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFileAtomic } from '../../src/main/atomicFile.ts';
import { encodePng } from '../../src/main/dataset/formats/sharpCodec.ts';
import { evaluateClassification } from '../../src/main/engine/evaluation/evaluateClassification.ts';
import { overlayHeatMap } from '../../src/main/engine/explain/render/overlayHeatMap.ts';
import { createRunFolder } from '../../src/main/engine/host/runFolder.ts';
import { type EventWriter, openEventWriter } from '../../src/main/engine/host/runFolderWriter.ts';
import type { RunEvaluation } from '../../src/shared/domain/evaluation.ts';
import type { Explained } from '../../src/shared/domain/explanation.ts';
import type { ManifestItem } from '../../src/shared/domain/manifest.ts';
import type { Prediction } from '../../src/shared/domain/prediction.ts';
import { runConfigSchema } from '../../src/shared/domain/runConfig.ts';
import type { RunEventBody } from '../../src/shared/domain/runEvent.ts';
import { randomGenerator } from '../../src/shared/random.ts';

export const classes = ['CNV', 'NORMAL'];
export const epochs = 4;

export interface RunFixture {
  folder: string;
  writer: EventWriter;
  /** Announces that the engine is at work. */
  start(): void;
  /** One epoch's metrics and progress. */
  epoch(epoch: number): void;
  /** Predictions and their evaluation. */
  evaluate(split: 'val' | 'test'): RunEvaluation;
  /** One explained scan. */
  explain(): Promise<void>;
  end(): void;
}

/** Creates the folder; nothing has happened in it yet. Another `seed` gives other answers to the same scans. */
export function createRunFixture(folder: string, kind: 'train' | 'evaluate' | 'explain' = 'train', seed = 7): RunFixture {
  const manifest = manifestOf(24);
  const choice = (name: string) => ({ name, params: {} });
  const config = runConfigSchema.parse({
    ...{ version: 1, kind, seed, data: { dataset: 'scans', split: 'main', classes }, input: { size: [32, 32], channels: 1 } },
    ...{ steps: [choice('squash')], architecture: choice('smallCnn'), loss: choice('crossEntropy'), optimizer: choice('adamw') },
    ...{ schedule: choice('oneCycle'), augment: [], sampler: choice('shuffle'), selection: { metric: 'balancedAccuracy' } },
    training: { epochs, batchSize: 8, precision: 'fp32' },
  });
  createRunFolder(folder, { config, manifest });
  const writer = openEventWriter(folder);
  const announce = (name: string, artifactKind: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileAtomic(join(folder, name), content);
    writer.write({ type: 'artifact', name, kind: artifactKind, sizeBytes: Buffer.byteLength(content) });
  };
  const metric = (series: string, epoch: number, step: number, value: number | 'NaN'): RunEventBody => ({
    type: 'metric',
    series,
    epoch,
    step,
    value,
  });
  return {
    folder,
    writer,
    start: () => {
      writer.write({ type: 'state', state: 'running' });
      writer.write({ type: 'log', level: 'info', message: 'The engine is at work.' });
    },
    epoch: epoch => {
      const step = 10 * epoch;
      for (const event of [
        metric('train/loss', epoch, step, 1 / epoch),
        metric('train/epochLoss', epoch, step, 1 / epoch),
        metric('val/loss', epoch, step, epoch === 1 ? 'NaN' : 1.1 / epoch),
        metric('val/balancedAccuracy', epoch, step, 0.5 + 0.1 * epoch),
      ]) {
        writer.write(event);
      }
      writer.write({ type: 'progress', phase: 'train', done: step, total: 10 * epochs, step, epoch, itemsPerSecond: 120 });
    },
    evaluate: split => {
      const predictions = predictionsOf(manifest, seed);
      const evaluation = evaluationOf(split, manifest, predictions);
      announce(`predictions/${split}.jsonl`, 'predictions', toLines(predictions));
      announce(`artifacts/evaluation.${split}.json`, 'evaluation', JSON.stringify(evaluation));
      return evaluation;
    },
    explain: async () => {
      const { row, png } = await explainItem(manifest[0] as ManifestItem);
      announce(row.overlay ?? '', 'overlay', png);
      announce('artifacts/explanations.jsonl', 'explanations', toLines([row]));
    },
    end: () => {
      writer.write({ type: 'state', state: 'finished' });
      writer.close();
    },
  };
}

function manifestOf(patients: number): ManifestItem[] {
  return Array.from({ length: 2 * patients }, (_, i) => ({
    item: `item${i}`,
    subject: `subject${i >> 1}`,
    eye: i % 2 === 0 ? 'OD' : 'OS',
    root: '/scans',
    path: `${classes[(i >> 1) % 2]}/${i}.png`,
    sha256: i.toString(16).padStart(64, '0'),
    label: classes[(i >> 1) % 2] as string,
    split: 'val',
    source: 'import',
  }));
}

/** About nine in ten right. */
function predictionsOf(manifest: readonly ManifestItem[], seed: number): Prediction[] {
  const random = randomGenerator(seed, 'predictions');
  return manifest.map(({ item, label }) => {
    const truth = classes.indexOf(label as string);
    const predicted = random.uniform() < 0.9 ? truth : 1 - truth;
    const logit = 0.5 + 3 * random.uniform();
    const share = 1 / (1 + Math.exp(-logit));
    const [logits, probabilities] =
      predicted === 0
        ? [
            [logit, 0],
            [share, 1 - share],
          ]
        : [
            [0, logit],
            [1 - share, share],
          ];
    return { item, label: truth, logits, probabilities, predicted };
  });
}

function evaluationOf(split: string, manifest: readonly ManifestItem[], predictions: Prediction[]): RunEvaluation {
  const report = evaluateClassification({
    predictions,
    subjects: manifest.map(({ subject }) => subject),
    classes,
    seed: 7,
    resamples: 200,
  });
  const shortcut = { balancedAccuracy: { value: 0.625, low: 0.5, high: 0.75 }, features: ['fillShare'], weights: [[1], [-1]] };
  const attribution = { method: 'gradcam', layer: 'layer4', scans: 12, massOnFill: 0.031, fillShare: 0.142 };
  return { version: 1, split, checkpoint: { step: 10 * epochs, epoch: epochs }, report, shortcut, attribution };
}

/** A bright spot on a grey wedge, painted as the engine paints it. */
async function explainItem(item: ManifestItem): Promise<{ row: Explained; png: Uint8Array }> {
  const [rows, columns] = [48, 64];
  const data = Uint8Array.from({ length: rows * columns }, (_, i) => 40 + (i % columns) * 2);
  const map = { data: Float32Array.from({ length: 16 }, (_, i) => (i === 5 ? 0.02 : 0)), rows: 4, columns: 4 };
  const overlay = overlayHeatMap({ data, rows, columns, channels: 1 }, map);
  if (overlay.kind === 'flat') throw new Error(overlay.reason);
  const row: Explained = {
    ...{ item: item.item, path: item.path, predicted: 0, explained: 0, probabilities: [0.81, 0.19], method: 'gradcam', layer: 'layer4' },
    ...{ maximum: 0.02, massOnFill: 0.04, overlay: `artifacts/overlays/${item.item}.png` },
  };
  return { row, png: await encodePng(overlay.raster) };
}

function toLines(rows: readonly unknown[]): string {
  return rows.map(row => `${JSON.stringify(row)}\n`).join('');
}
