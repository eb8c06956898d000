import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEngine } from '../engine/host/client.ts';
import { createRunFolder } from '../engine/host/runFolder.ts';
import { openEventWriter } from '../engine/host/runFolderWriter.ts';
import { holdRunLock } from '../engine/host/runLock.ts';
import { runFolderOf } from './context.ts';
import { importRunFolder } from './importRun.ts';
import { openQueue } from './queue.ts';
import { expectedMetrics, testConfig, testManifest } from './testing/expected.ts';
import { scratchContext, scratchFolder, testEngineEntry } from './testing/scratch.ts';

let scratch: ReturnType<typeof scratchFolder>;
let context: ReturnType<typeof scratchContext>;
let foreign: string;
beforeEach(() => {
  scratch = scratchFolder();
  context = scratchContext(join(scratch.path, 'workspace'));
  foreign = join(scratch.path, 'cluster-run-7');
  createRunFolder(foreign, { config: testConfig({ epochs: 1 }), manifest: testManifest(3) });
});
afterEach(() => {
  context.workspace.close();
  scratch.remove();
});

test('a run computed elsewhere is taken in with its numbers, predictions and state', async () => {
  await startEngine({ runFolder: foreign, entry: testEngineEntry }).exited;
  const run = await importRunFolder(context, foreign);
  expect(run).toMatchObject({ id: 'cluster-run-7', name: 'cluster-run-7', state: 'finished', kind: 'train', attempt: 1 });
  const { store } = context.workspace;
  expect(store.metrics.list(run.id).map(({ series, step, value }) => ({ series, step, value }))).toEqual(
    expectedMetrics(testConfig({ epochs: 1 })),
  );
  expect(store.predictions.list(run.id, 'val')).toHaveLength(3);
  const twice = await importRunFolder(context, foreign);
  expect(twice).toMatchObject({ name: 'cluster-run-7', state: 'finished' });
  expect(twice.id).not.toBe(run.id);
});

test('a run whose engine died there is interrupted here, and can go on here', async () => {
  const writer = openEventWriter(foreign);
  writer.write({ type: 'state', state: 'running' });
  writer.close();
  const run = await importRunFolder(context, foreign);
  expect(run.state).toBe('interrupted');
  const queue = await openQueue(context);
  queue.enqueue(run.id);
  expect(await queue.ended(run.id)).toBe('finished');
  await queue.close();
});

test('what is no run folder, is still at work, or holds links is refused and leaves nothing behind', async () => {
  const empty = join(scratch.path, 'empty');
  mkdirSync(empty);
  await expect(importRunFolder(context, empty)).rejects.toMatchObject({ code: 'notFound' });
  const lock = holdRunLock(foreign);
  await expect(importRunFolder(context, foreign)).rejects.toMatchObject({ code: 'locked' });
  lock.release();
  symlinkSync('/etc/hostname', join(foreign, 'artifacts', 'link'));
  await expect(importRunFolder(context, foreign)).rejects.toMatchObject({ code: 'badInput' });
  const { runs, incoming } = context.workspace.paths;
  expect([readdirSync(runs), readdirSync(incoming), context.workspace.store.runs.list()]).toEqual([[], [], []]);
});

test('folders that the store does not know are taken in when the queue opens; a broken one is reported and left alone', async () => {
  await startEngine({ runFolder: foreign, entry: testEngineEntry }).exited;
  const { runs } = context.workspace.paths;
  cpSync(foreign, join(runs, 'restored'), { recursive: true });
  cpSync(foreign, join(runs, 'broken'), { recursive: true });
  writeFileSync(join(runs, 'broken', 'config.json'), '{');
  mkdirSync(join(runs, 'half.123.partial'));
  await (await openQueue(context)).close();
  expect(context.workspace.store.runs.list().map(run => [run.id, run.state])).toEqual([['restored', 'finished']]);
  expect(context.problems).toEqual([expect.stringContaining(join('broken', 'config.json'))]);
  expect(readdirSync(runs).sort()).toEqual(['broken', 'restored']);
  expect(existsSync(runFolderOf(context, 'restored'))).toBe(true);
});
