import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { readConfig, readManifest } from '../engine/host/runFolder.ts';
import { type JobContext, runFolderOf } from './context.ts';
import { createRun } from './createRun.ts';
import { evaluateRun } from './evaluateRun.ts';
import { openQueue, type Queue } from './queue.ts';
import { splitDataset } from './splitDataset.ts';
import { scansWorkspace } from './testing/scans.ts';
import { planTraining } from './trainDataset.ts';

let context: JobContext;
let queue: Queue;
beforeEach(async () => {
  ({ context } = await scansWorkspace({ CNV: 5, NORMAL: 5 }));
  queue = await openQueue(context);
  onTestFinished(() => queue.close());
});

/** A training run as it stands after its first checkpoint. */
function trained(name: string, split = 'main'): string {
  const { config, manifest, facts } = planTraining(context, { dataset: 'scans', split });
  const { id } = createRun(context, {
    name,
    config: { ...config, training: { ...config.training, epochs: 1, checkpointSteps: 2 } },
    manifest,
    facts,
  });
  mkdirSync(join(runFolderOf(context, id), 'checkpoints'), { recursive: true });
  writeFileSync(join(runFolderOf(context, id), 'checkpoints', 'best.json'), '{"step":1,"epoch":1,"value":null}');
  return id;
}

const request = { reason: ' final result ', author: 'Ana' };
const openings = () => context.workspace.store.testOpenings.ofSplit('scans', 'main');

test('the look is recorded before the run starts, and looks at one test set are counted over all runs', () => {
  const [first, second] = [trained('first'), trained('second')];
  const looks = [first, second, first].map(run => evaluateRun(context, queue, { ...request, run }));
  expect(looks.map(look => look.opening.count)).toEqual([1, 2, 3]);
  expect(openings()).toMatchObject([
    { run: looks[0]?.run.id, reason: 'final result', author: 'Ana', count: 1 },
    { count: 2 },
    { count: 3 },
  ]);
  expect(looks.map(look => look.run.name)).toEqual(['first-test-1', 'second-test-1', 'first-test-2']);
  const [look] = looks;
  if (look === undefined) return;
  expect(look.run).toMatchObject({ kind: 'evaluate', parent: first });
  const folder = runFolderOf(context, look.run.id);
  expect(readConfig(folder).weights).toEqual({ folder: runFolderOf(context, first), checkpoint: 'best' });
  expect(readManifest(folder)).toEqual(readManifest(runFolderOf(context, first)));
});

test('without a reason, a checkpoint, a training run or a test part nothing is opened', () => {
  const run = trained('run');
  const refusal = (change: object) => () => evaluateRun(context, queue, { ...request, run, ...change });
  expect(refusal({ reason: ' ' })).toThrow(/a reason for opening the test set, received none/);
  expect(refusal({ checkpoint: 'last' })).toThrow(/has no last checkpoint/);
  expect(refusal({ run: 'nothing' })).toThrow(/received 'nothing'/);
  const { id } = evaluateRun(context, queue, { ...request, run }).run;
  expect(refusal({ run: id })).toThrow(/a run of kind 'evaluate'/);
  splitDataset(context, { dataset: 'scans', name: 'noTest', ratios: [0.7, 0.3, 0], group: 'patient', seed: 1 });
  expect(refusal({ run: trained('untested', 'noTest') })).toThrow(/a labelled test part/);
  expect(openings()).toHaveLength(1);
});
