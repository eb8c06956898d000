// What the test engine computes, for those who check it: each step's number depends on all steps before.
import type { ManifestItem } from '../../../shared/domain/manifest.ts';
import { type RunConfig, runConfigSchema } from '../../../shared/domain/runConfig.ts';
import { randomGenerator } from '../../../shared/random.ts';

export const stepsPerEpoch = 10;

export function nextWeight(seed: number, step: number, weight: number): number {
  return weight * 0.9 + randomGenerator(seed, 'step', step).uniform() + 0.1;
}

/** All metric rows of an uninterrupted run, by series and step. */
export function expectedMetrics(config: RunConfig): { series: string; step: number; value: number }[] {
  const train: { series: string; step: number; value: number }[] = [];
  const validation: typeof train = [];
  let weight = 0;
  for (let step = 1; step <= config.training.epochs * stepsPerEpoch; step++) {
    weight = nextWeight(config.seed, step - 1, weight);
    train.push({ series: 'train/loss', step, value: weight });
    if (step % stepsPerEpoch === 0) validation.push({ series: 'val/accuracy', step, value: 1 / weight });
  }
  return [...train, ...validation];
}

export function testConfig(options: { epochs?: number; seed?: number } = {}): RunConfig {
  const choice = { name: 'test' };
  return runConfigSchema.parse({
    version: 1,
    kind: 'train',
    seed: options.seed ?? 1,
    data: { dataset: 'scans', split: 'main', classes: ['CNV', 'NORMAL'] },
    input: { size: [32, 32], channels: 1 },
    steps: [],
    architecture: choice,
    loss: choice,
    optimizer: choice,
    schedule: choice,
    augment: [],
    sampler: choice,
    training: { epochs: options.epochs ?? 3, batchSize: 4, precision: 'fp32', checkpointSteps: 4 },
    selection: { metric: 'val/accuracy' },
  });
}

export function testManifest(count: number): ManifestItem[] {
  return Array.from({ length: count }, (_, index) => ({
    item: `item${index}`,
    subject: `subject${index >> 1}`,
    eye: index % 2 === 0 ? 'OD' : 'OS',
    root: '/images',
    path: `CNV/${index}.png`,
    sha256: index.toString(16).padStart(64, '0'),
    label: 'CNV',
    split: 'val',
    source: 'import',
  }));
}
