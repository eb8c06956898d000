import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { initialWeightsNames } from '../../../shared/domain/runConfig.ts';
import { readConfig, readPretraining, toJsonText } from '../../engine/host/runFolder.ts';
import { type JobContext, runFolderOf } from '../context.ts';
import { openQueue } from '../queue.ts';
import { splitDataset } from '../splitDataset.ts';
import { scansWorkspace } from '../testing/scans.ts';
import { planTraining, trainDataset } from '../trainDataset.ts';
import { listStartWeights } from './startWeights.ts';

const request = { dataset: 'scans', split: 'main', recipe: 'quick' };
const code = (wanted: string) => expect.objectContaining({ code: wanted });

/** A training run that has, so to speak, come to its first checkpoint. */
async function trainedRun(context: JobContext, name: string, split = 'main') {
  const queue = await openQueue(context);
  const { run } = trainDataset(context, queue, { ...request, split, name });
  queue.command(run.id, 'cancel');
  await queue.ended(run.id);
  await queue.close();
  const place = join(runFolderOf(context, run.id), 'checkpoints', '7');
  mkdirSync(place);
  rmSync(join(place, '..', 'last.json'), { force: true });
  const weights = `weights of ${name}`;
  writeFileSync(join(place, 'weights.safetensors'), weights);
  const weightsSha256 = createHash('sha256').update(weights).digest('hex');
  const fit = { step: 7, epoch: 1, batch: 0, sums: { loss: 0, weight: 0, correct: 0, items: 0 }, best: null };
  writeFileSync(join(place, 'state.json'), toJsonText({ version: 1, fit, weightsSha256, optimizerSha256: '' }));
  writeFileSync(join(place, '..', 'best.json'), toJsonText({ step: 7, epoch: 1, value: 0.5 }));
  return { run, weightsSha256 };
}

test('a run starts from another run: its folder holds the weights and whom they have seen, and so does the next one’s', async () => {
  const { context } = await scansWorkspace({ CNV: 5, NORMAL: 5 });
  const { run, weightsSha256 } = await trainedRun(context, 'first');
  expect(listStartWeights(context)).toEqual([expect.objectContaining({ key: `run:${run.id}`, name: 'first', architecture: 'smallCnn' })]);
  const queue = await openQueue(context);
  const { run: second } = trainDataset(context, queue, { ...request, weights: 'first', name: 'second', parent: 'first' });
  const folder = runFolderOf(context, second.id);
  expect(second).toMatchObject({ parent: run.id });
  expect(readConfig(folder).initialWeights).toEqual({ source: 'run', name: 'first', run: run.id, sha256: weightsSha256, head: 'keep' });
  expect(readFileSync(join(folder, initialWeightsNames.weights), 'utf8')).toBe('weights of first');
  expect(readPretraining(folder)).toHaveLength(20);
  queue.command(second.id, 'cancel');
  await queue.ended(second.id);
  await queue.close();
});

test('patients that the weights were trained on may not judge: another split is a leak that names them', async () => {
  const { context } = await scansWorkspace({ CNV: 6, NORMAL: 6 });
  await trainedRun(context, 'first');
  splitDataset(context, { dataset: 'scans', name: 'other', ratios: [0.6, 0.2, 0.2], group: 'patient', seed: 5 });
  expect(() => planTraining(context, { ...request, split: 'other' })).not.toThrow();
  expect(() => planTraining(context, { ...request, split: 'other', weights: 'first' })).toThrow(code('leakage'));
  expect(() => planTraining(context, { ...request, split: 'other', weights: 'first' })).toThrow(
    /the same patient in pretrain and (val|test)/,
  );
});

test('other classes need a new head; another architecture, a run without a checkpoint and an unknown name are refused', async () => {
  const { context } = await scansWorkspace({ CNV: 5, DME: 5, NORMAL: 5 });
  await trainedRun(context, 'first');
  const plan = (change: object) => planTraining(context, { ...request, weights: 'first', ...change });
  expect(plan({}).config.initialWeights?.head).toBe('keep');
  expect(plan({ set: [{ path: 'data.classes', value: ['CNV', 'DME'] }] }).config.initialWeights?.head).toBe('new');
  expect(() => plan({ recipe: 'standard' })).toThrow(/architecture resnet18, but run first hold smallCnn/);
  expect(() => plan({ set: [{ path: 'architecture.params.width', value: 32 }] })).toThrow(code('usage'));
  expect(() => plan({ weights: 'first@last' })).toThrow(code('conflict'));
  expect(() => plan({ weights: 'file:imagenet' })).toThrow(/Known: none yet/);
  expect(() => plan({ weights: 'run:nobody' })).toThrow(code('notFound'));
});

test('imported weights come from nobody knows where: new head, nothing to check patients against', async () => {
  const { context } = await scansWorkspace({ CNV: 5, NORMAL: 5 });
  const { blobs, store } = context.workspace;
  const sha256 = blobs.put(Buffer.from('imported'));
  const record = { architecture: 'resnet18', classes: 1000, channels: 3, sha256, sizeBytes: 8, tensors: 1, source: 'a', importedMs: 1 };
  store.settings.set('weights', [{ name: 'imagenet', ...record }]);
  const { config, startWeights } = planTraining(context, { dataset: 'scans', split: 'main', weights: 'imagenet' });
  expect(config.initialWeights).toEqual({ source: 'file', name: 'imagenet', sha256, head: 'new' });
  expect(startWeights).toMatchObject({ isOriginUnknown: true, pretraining: [], file: blobs.path(sha256) });
});
