import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asymmetricPhantom } from '../dataset/formats/testing/asymmetricPhantom.ts';
import { phantomSeries } from '../dataset/formats/testing/phantomSeries.ts';
import { holdRunLock } from '../engine/host/runLock.ts';
import { exampleItem, exampleLabel } from '../store/testing/testStore.ts';
import { runFolderOf } from './context.ts';
import { createRun } from './createRun.ts';
import { importRunFolder } from './importRun.ts';
import { restoreRun } from './restoreRun.ts';
import { testConfig, testManifest } from './testing/expected.ts';
import { scratchContext, scratchFolder } from './testing/scratch.ts';
import { deleteDataset, deleteRun, emptyTrash, folderSizeBytes, listTrash } from './trash.ts';

let scratch: ReturnType<typeof scratchFolder>;
let context: ReturnType<typeof scratchContext>;
beforeEach(() => {
  scratch = scratchFolder();
  context = scratchContext(join(scratch.path, 'workspace'));
});
afterEach(() => {
  context.workspace.close();
  scratch.remove();
});

test('a deleted run lies whole in the trash with its size, can be taken back, and goes for good when the trash is emptied', async () => {
  const run = createRun(context, { name: 'a', config: testConfig(), manifest: testManifest(3) });
  const folder = runFolderOf(context, run.id);
  writeFileSync(join(folder, 'artifacts', 'big'), Buffer.alloc(100_000));
  const sizeBytes = await folderSizeBytes(folder);
  const names = readdirSync(folder);
  const entry = await deleteRun(context, 'a');
  expect(entry).toMatchObject({ kind: 'run', name: 'a', sizeBytes });
  expect(sizeBytes).toBeGreaterThan(100_000);
  expect([existsSync(folder), context.workspace.store.runs.list()]).toEqual([false, []]);
  expect(listTrash(context)).toEqual([entry]);
  const trashed = join(context.workspace.paths.trash, entry.id, 'folder');
  expect(readdirSync(trashed)).toEqual(names);
  expect((await importRunFolder(context, trashed)).config).toEqual(testConfig());
  expect(await emptyTrash(context)).toBeGreaterThan(sizeBytes);
  expect([listTrash(context), readdirSync(context.workspace.paths.trash)]).toEqual([[], []]);
});

test('a run taken back is what it was: its end, its notes, its place among the others', async () => {
  const { runs } = context.workspace.store;
  const first = createRun(context, { name: 'first', config: testConfig(), manifest: testManifest(3) });
  const run = createRun(context, { name: 'a', config: testConfig(), manifest: testManifest(3), parent: first.id, rerun: 'exactly' });
  runs.setState(run.id, 'failed', 77);
  runs.setError(run.id, { code: 'outOfMemory', message: 'why' });
  runs.annotate(run.id, { name: 'renamed', note: 'a note', tags: ['paper'] });
  const before = runs.get(run.id);
  const entry = await deleteRun(context, run.id);
  expect(await restoreRun(context, entry.id)).toEqual(before);
  expect(listTrash(context)).toEqual([]);
  await expect(restoreRun(context, entry.id)).rejects.toMatchObject({ code: 'notFound' });
});

test('a run that is queued or at work is not deleted', async () => {
  const run = createRun(context, { name: 'a', config: testConfig(), manifest: [] });
  context.workspace.store.jobs.add(run.id, 1);
  await expect(deleteRun(context, run.id)).rejects.toMatchObject({ code: 'conflict' });
  context.workspace.store.jobs.delete(run.id);
  const lock = holdRunLock(runFolderOf(context, run.id));
  await expect(deleteRun(context, run.id)).rejects.toMatchObject({ code: 'conflict' });
  lock.release();
  await deleteRun(context, run.id);
  await expect(deleteRun(context, run.id)).rejects.toMatchObject({ code: 'notFound' });
});

test('a deleted data set leaves every item, volume, label, split and identifier in the trash', async () => {
  const { store, paths } = context.workspace;
  store.importRoots.add('images', '/images');
  store.datasets.insert({ id: 'd', name: 'scans', classes: ['CNV'], report: {}, createdMs: 1 });
  const volume = exampleItem(3, { series: 0, bscans: 5, laterality: null });
  store.items.insertMany([exampleItem(1), exampleItem(2), volume]);
  const header = phantomSeries(asymmetricPhantom('OS'), 'uint16').header;
  store.volumes.insertMany([{ item: volume.id, format: 'nifti', laterality: null, options: {}, header, files: [] }]);
  store.volumes.state([{ item: volume.id, author: 'ada', action: 'a', atMs: 1, kind: 'statement', value: { laterality: 'OS' } }]);
  store.patients.insertMany([{ subject: 'subject0', identifier: '1016042', createdMs: 1 }]);
  store.labels.append([exampleLabel('item1', 'CNV'), exampleLabel('item1', 'DME', { source: 'human' })]);
  const split = { id: 's', dataset: 'd', name: 'main', seed: 1, params: {}, certificate: {}, createdMs: 1 };
  store.splits.insert(split, [{ item: 'item1', part: 'train' }]);
  const entry = await deleteDataset(context, 'scans');
  const lines = (name: string): unknown[] =>
    readFileSync(join(paths.trash, entry.id, name), 'utf8')
      .split('\n')
      .slice(0, -1)
      .map(line => JSON.parse(line) as unknown);
  expect(lines('items.jsonl')).toEqual([exampleItem(1), exampleItem(2), { ...volume, laterality: 'OS' }]);
  expect(lines('volumes.jsonl')).toMatchObject([{ item: volume.id, header, statements: [{ value: { laterality: 'OS' }, author: 'ada' }] }]);
  expect(lines('labels.jsonl')).toMatchObject([{ value: 'CNV' }, { value: 'DME', source: 'human' }]);
  expect(lines('splits.jsonl')).toEqual([{ ...split, items: [{ item: 'item1', part: 'train' }] }]);
  expect(lines('patients.jsonl')).toMatchObject([{ identifier: '1016042' }]);
  expect(listTrash(context)).toEqual([entry]);
  expect(entry.sizeBytes).toBeGreaterThan(500);
  expect([store.datasets.list(), store.patients.find('subject0')]).toEqual([[], null]);
});
