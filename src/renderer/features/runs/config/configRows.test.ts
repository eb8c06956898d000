import { expect, test } from 'vitest';
import { runConfigSchema } from '../../../../shared/domain/runConfig.ts';
import { commandLine, configRows } from './configRows.ts';

const choice = (name: string, params = {}) => ({ name, params });
const recipe = runConfigSchema.parse({
  ...{ version: 1, kind: 'train', seed: 1, data: { dataset: 'my scans', split: 'main', classes: ['CNV', 'NORMAL'] } },
  ...{ input: { size: [128, 128], channels: 1 }, steps: [choice('squash')], architecture: choice('resnet18', { width: 1 }) },
  ...{ loss: choice('crossEntropy'), optimizer: choice('adamw', { learningRate: 0.001 }), schedule: choice('oneCycle') },
  ...{ augment: [], sampler: choice('shuffle'), selection: { metric: 'balancedAccuracy' } },
  training: { epochs: 30, batchSize: 32, precision: 'fp32' },
});
const changed = {
  ...recipe,
  architecture: choice('smallCnn', { channels: 16 }),
  training: { ...recipe.training, epochs: 5 },
};

const { config, recipe: base } = JSON.parse(JSON.stringify({ config: changed, recipe })) as Required<Parameters<typeof configRows>[0]>;

test('every value is a row, and what differs from the recipe says what the recipe says', () => {
  const rows = configRows({ config, recipe: base });
  const row = (path: string) => rows.find(entry => entry.path === path);
  expect(row('training.epochs')).toEqual({ path: 'training.epochs', value: '5', recipe: '30' });
  expect(row('training.batchSize')).toEqual({ path: 'training.batchSize', value: '32', recipe: null });
  expect(row('architecture.params.channels')).toEqual({ path: 'architecture.params.channels', value: '16', recipe: '—' });
  expect(row('input.size')?.value).toBe('128 × 128');
  expect(row('augment')?.value).toBe('none');
  expect(rows.some(({ path }) => path.startsWith('data'))).toBe(false);
});

test('the command line says what differs from the recipe, quoted for a shell', () => {
  expect(commandLine({ config, recipe: base })).toBe(
    `bin/fovea train --dataset 'my scans' --split main --seed 1 --set 'architecture={"name":"smallCnn","params":{"channels":16}}' --set training.epochs=5`,
  );
});
