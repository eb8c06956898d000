import { expect, test } from 'vitest';
import { runConfigSchema } from '../../../../shared/domain/runConfig.ts';
import { changedSettings } from './changedSettings.ts';

const choice = (name: string, params = {}) => ({ name, params });
const config = runConfigSchema.parse({
  ...{ version: 1, kind: 'train', seed: 1, data: { dataset: 'scans', split: 'main', classes: ['CNV', 'NORMAL'] } },
  ...{ input: { size: [128, 128], channels: 1 }, steps: [], architecture: choice('resnet18', { width: 1 }) },
  ...{ loss: choice('crossEntropy'), optimizer: choice('adamw'), schedule: choice('oneCycle') },
  ...{ augment: [], sampler: choice('shuffle'), selection: { metric: 'balancedAccuracy' } },
  training: { epochs: 30, batchSize: 32, precision: 'fp32' },
});
type Run = Parameters<typeof changedSettings>[0][number];
const run = (change: Partial<typeof config>): Run => JSON.parse(JSON.stringify({ config: { ...config, ...change }, recipe: config }));

test('only what differs is a row, and what a run does not have is told from what it has', () => {
  const other = run({ seed: 2, architecture: choice('smallCnn', { channels: 8 }), data: { ...config.data, split: 'second' } });
  expect(changedSettings([run({}), run({}), other])).toEqual([
    { path: 'data.split', values: ['main', 'main', 'second'] },
    { path: 'seed', values: ['1', '1', '2'] },
    { path: 'architecture.name', values: ['resnet18', 'resnet18', 'smallCnn'] },
    { path: 'architecture.params.width', values: ['1', '1', null] },
    { path: 'architecture.params.channels', values: [null, null, '8'] },
  ]);
  expect(changedSettings([run({}), run({})])).toEqual([]);
});
