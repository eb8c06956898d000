import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseSetting } from '../../shared/domain/configSettings.ts';
import { readFacts } from '../engine/host/runFacts.ts';
import { readConfig, readManifest } from '../engine/host/runFolder.ts';
import { runFolderOf } from './context.ts';
import { readCertificate } from './createRun.ts';
import { importDataset } from './importDataset.ts';
import { openQueue } from './queue.ts';
import { rerunRun } from './rerunRun.ts';
import { splitDataset } from './splitDataset.ts';
import { scansWorkspace } from './testing/scans.ts';
import { planTraining, trainDataset } from './trainDataset.ts';

const request = { dataset: 'scans', split: 'main' };
const code = (wanted: string) => expect.objectContaining({ code: wanted });

test('a training run holds configuration, manifest, facts and certificate, and so does its repetition', async () => {
  const { context, folder } = await scansWorkspace({ CNV: 5, NORMAL: 5 });
  const queue = await openQueue(context);
  const set = [parseSetting('training.epochs=1'), parseSetting('training.checkpointSteps=2'), parseSetting('architecture=smallCnn')];
  const { run } = trainDataset(context, queue, { ...request, set, seed: 7 });
  expect(run).toMatchObject({ name: 'scans-smallCnn-1', kind: 'train' });
  const place = runFolderOf(context, run.id);
  expect(readConfig(place)).toMatchObject({
    ...{ seed: 7, data: { dataset: 'scans', split: 'main', classes: ['CNV', 'NORMAL'] } },
    architecture: { name: 'smallCnn', params: { width: 16 } },
    optimizer: { name: 'adamw', params: { beta2: 0.999 } },
  });
  const manifest = readManifest(place);
  expect(manifest).toHaveLength(20);
  for (const item of manifest) {
    expect(item).toMatchObject({ root: folder, source: 'import', label: item.path.split('/')[0] });
    expect(item.subject).toMatch(/^[0-9a-f]{32}$/);
  }
  expect(readFacts(place)?.get(manifest[0]?.item ?? '')).toMatchObject({ widthPx: 24 });
  expect(readCertificate(place)).toMatchObject({ ok: true, leaks: [] });
  expect(await queue.ended(run.id)).toBe('finished');
  const again = runFolderOf(context, (await rerunRun(context, queue, { run: run.id, mode: 'exactly' })).id);
  expect(readFacts(again)).toEqual(readFacts(place));
  expect(readCertificate(again)).toEqual(readCertificate(place));
  await queue.close();
});

test('a wrong configuration is refused with the known names, before there is a run', async () => {
  const { context } = await scansWorkspace({ CNV: 5, NORMAL: 5 });
  const plan = (text: string) => () => planTraining(context, { ...request, set: [parseSetting(text)] });
  expect(plan('architecture=alexnet')).toThrow(/received 'alexnet'. Known: resnet18/);
  expect(plan('architecture=unet')).toThrow(/classifies images/);
  expect(plan('optimizer.params.learningRate=-1')).toThrow(code('usage'));
  expect(plan('training.epochs="ten"')).toThrow(/training.epochs/);
  expect(plan('no.such.path=1')).toThrow(code('usage'));
  expect(plan('selection.metric=luck')).toThrow(/Known: balancedAccuracy/);
  expect(plan('data.classes=["CNV","DME"]')).toThrow(/among CNV, NORMAL, received DME/);
  expect(plan('kind=predict')).toThrow(/another purpose/);
  expect(plan('steps=[]')).toThrow(/exactly one step/);
  expect(existsSync(join(context.workspace.paths.runs, 'x'))).toBe(false);
  expect(context.workspace.store.runs.list()).toEqual([]);
});

test('one class only, and a class with one patient, are refused with what to do', async () => {
  const one = await scansWorkspace({ CNV: 5 });
  expect(() => planTraining(one.context, request)).toThrow(/at least two classes to tell apart, received only CNV/);
  const lonely = await scansWorkspace({ CNV: 1, NORMAL: 6 });
  expect(() => planTraining(lonely.context, request)).toThrow(/received none of CNV. A class needs at least one patient in each part/);
});

test('classes that are not named are left out', async () => {
  const { context } = await scansWorkspace({ CNV: 5, DME: 1, NORMAL: 5 });
  expect(() => planTraining(context, request)).toThrow(/received none of DME/);
  const { config, manifest } = planTraining(context, { ...request, set: [parseSetting('data.classes=["CNV","NORMAL"]')] });
  expect(config.data.classes).toEqual(['CNV', 'NORMAL']);
  expect(manifest).toHaveLength(20);
});

test('a split that leaks, or in which a patient is unknown, is refused', async () => {
  const { context, folder } = await scansWorkspace({ CNV: 5, NORMAL: 5 });
  splitDataset(context, { dataset: 'scans', name: 'leaky', ratios: [0.6, 0.2, 0.2], group: 'none', seed: 1 });
  expect(() => planTraining(context, { ...request, split: 'leaky' })).toThrow(code('leakage'));
  await importDataset(context, { folder, name: 'unknown', patientPattern: '(?<patient>nobody)' });
  expect(() => splitDataset(context, { dataset: 'unknown', name: 'main', ratios: [0.6, 0.2, 0.2], group: 'patient', seed: 1 })).toThrow(
    /received 20 of 20 without/,
  );
  splitDataset(context, { dataset: 'unknown', name: 'files', ratios: [0.6, 0.2, 0.2], group: 'none', seed: 1 });
  expect(() => planTraining(context, { dataset: 'unknown', split: 'files' })).toThrow(/patient is unknown: 20/);
});
