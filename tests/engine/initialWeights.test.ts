// Start weights: every tensor as given, a new classifying layer where it must be one, colour kernels on grey images, and whole runs.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRunFolder, manifestText } from '../../src/main/engine/host/runFolder.ts';
import { tensorflowBackend } from '../../src/main/engine/tensorflow/backend.ts';
import { buildNetwork } from '../../src/main/engine/training/buildNetwork.ts';
import { checkpointWeights } from '../../src/main/engine/training/checkpointFiles.ts';
import { loadInitialWeights } from '../../src/main/engine/weights/initialWeights.ts';
import { modelTensors } from '../../src/main/engine/weights/modelWeights.ts';
import { type StoredTensor, writeSafetensors } from '../../src/main/engine/weights/safetensors.ts';
import { type InitialWeights, initialWeightsNames, type RunConfig } from '../../src/shared/domain/runConfig.ts';
import { eventsOf, quickConfig, runEngine, writeImages } from './runFixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'fovea-initial-'));
beforeAll(() => void tensorflowBackend());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Weights of another network in a run folder; returns what a configuration says of them, and the tensors. */
async function given(name: string, config: RunConfig, head: InitialWeights['head']) {
  const place = join(folder, name);
  const path = join(place, initialWeightsNames.weights);
  mkdirSync(dirname(path), { recursive: true });
  const source = await buildNetwork(config);
  const tensors: Map<string, StoredTensor> = modelTensors(source);
  writeSafetensors(path, { tensors, metadata: {} });
  source.dispose();
  return { place, tensors, initial: { source: 'file', name, sha256: sha256(path), head } satisfies InitialWeights };
}

async function loaded(place: string, config: RunConfig, initial: InitialWeights) {
  const model = await buildNetwork(config);
  const own = modelTensors(model);
  const said = await loadInitialWeights(place, config, initial, model);
  const result = modelTensors(model);
  model.dispose();
  return { own, result, said };
}

test('every tensor is as given, and with a new head all but the classifying layer, which is that of the seed', async () => {
  const { place, tensors, initial } = await given('same', quickConfig({ seed: 5 }), 'keep');
  const kept = await loaded(place, quickConfig({ seed: 1 }), initial);
  expect(kept.result).toEqual(tensors);
  const { own, result, said } = await loaded(place, quickConfig({ seed: 1 }), { ...initial, head: 'new' });
  for (const [name, tensor] of result) expect(tensor).toEqual(name.startsWith('classifier.') ? own.get(name) : tensors.get(name));
  expect(said).toContain('classifier.weight, classifier.bias from the seed');
});

test('weights for more classes and three colours fit a grey network of two: kernels are added up', async () => {
  const config = quickConfig({ seed: 1 });
  const colour = {
    ...config,
    input: { ...config.input, channels: 3 as const },
    data: { ...config.data, classes: ['A', 'B', 'C', 'D', 'E'] },
  };
  const { place, tensors, initial } = await given('colour', colour, 'new');
  const { result, said } = await loaded(place, config, initial);
  const [stored, own] = [tensors, result].map(map => map.get('features.0.conv.weight') as StoredTensor) as [StoredTensor, StoredTensor];
  expect([stored.shape, own.shape]).toEqual([
    [8, 3, 3, 3],
    [8, 1, 3, 3],
  ]);
  const values = stored.values as Float32Array;
  const sum = (values[27] as number) + (values[36] as number) + (values[45] as number);
  expect((own.values as Float32Array)[9]).toBeCloseTo(sum, 6);
  expect(said).toContain('features.0.conv.weight');
});

test('other content than the configuration names, and another network, are refused', async () => {
  const { place, initial } = await given('other', { ...quickConfig(), architecture: { name: 'smallCnn', params: { width: 4 } } }, 'keep');
  await expect(loaded(place, quickConfig(), initial)).rejects.toMatchObject({ code: 'badInput' });
  await expect(loaded(place, quickConfig(), { ...initial, sha256: '0'.repeat(64) })).rejects.toMatchObject({ code: 'damaged' });
});

test('a run starts from another run’s best weights, and refuses patients that these were trained on as judges', async () => {
  const manifest = await writeImages(join(folder, 'images'), 12);
  const first = join(folder, 'first');
  createRunFolder(first, { config: quickConfig({ epochs: 1 }), manifest });
  expect((await runEngine(first)).error).toBeNull();
  const weights = checkpointWeights(first, 'best');
  if (weights === null) throw new Error('The first run has no checkpoint.');
  const config: RunConfig = {
    ...quickConfig({ epochs: 1 }),
    initialWeights: { source: 'run', name: 'first', sha256: weights.sha256, head: 'keep' },
  };
  const links = new Map([[initialWeightsNames.weights, weights.path]]);
  const start = (name: string, pretraining: typeof manifest) => {
    const files = new Map([[initialWeightsNames.manifest, manifestText(pretraining)]]);
    createRunFolder(join(folder, name), { config, manifest, files, links });
    return runEngine(join(folder, name));
  };
  expect((await start('second', manifest)).error).toBeNull();
  expect(eventsOf(join(folder, 'second'))).toContainEqual(expect.objectContaining({ message: "Starts from run 'first'." }));
  const swapped = manifest.map(item => ({ ...item, split: item.split === 'test' ? ('train' as const) : item.split }));
  expect((await start('third', swapped)).error).toMatchObject({ code: 'leakage', message: expect.stringContaining('pretrain and test') });
});
