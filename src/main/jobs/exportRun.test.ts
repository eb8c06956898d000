import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseSetting } from '../../shared/domain/configSettings.ts';
import { readEvents } from '../engine/host/runEvents.ts';
import { readConfig, readManifest } from '../engine/host/runFolder.ts';
import type { JobContext } from './context.ts';
import { exportRun } from './exportRun.ts';
import { importRunFolder } from './importRun.ts';
import { openQueue } from './queue.ts';
import { scansWorkspace } from './testing/scans.ts';
import { scratchContext } from './testing/scratch.ts';
import { trainDataset } from './trainDataset.ts';

async function finishedRun(): Promise<{ context: JobContext; scratch: string; folder: string; run: string }> {
  const { context, scratch, folder } = await scansWorkspace({ CNV: 5, NORMAL: 5 });
  const queue = await openQueue(context);
  const set = [parseSetting('training.epochs=1'), parseSetting('training.checkpointSteps=2')];
  const { run } = trainDataset(context, queue, { dataset: 'scans', split: 'main', set });
  expect(await queue.ended(run.id)).toBe('finished');
  await queue.close();
  return { context, scratch, folder, run: run.id };
}

const allText = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(json|jsonl|csv)$/.test(name))
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('\n');

test('tables hold configuration, items, predictions and curves, and no patient, path or file name', async () => {
  const { context, scratch, folder, run } = await finishedRun();
  const out = join(scratch, 'tables');
  const files = await exportRun(context, { run, folder: out, what: 'tables', withIdentifiers: false });
  expect(files.map(file => file.name)).toEqual([
    'config.json',
    'evaluation.val.json',
    'manifest.csv',
    'metrics.csv',
    'predictions.val.csv',
  ]);
  const manifest = readFileSync(join(out, 'manifest.csv'), 'utf8').split('\n');
  expect(manifest[0]).toBe('item,subject,eye,sha256,label,split,source');
  expect(manifest).toHaveLength(22);
  expect(readFileSync(join(out, 'predictions.val.csv'), 'utf8')).toMatch(/^item,label,predicted,probability CNV,probability NORMAL\n/);
  for (const secret of ['1016001', '.png', folder]) expect(allText(out)).not.toContain(secret);
});

test('a folder without identifiers can be taken in by another workspace', async () => {
  const { context, scratch, folder, run } = await finishedRun();
  const out = join(scratch, 'shared-run');
  await exportRun(context, { run, folder: out, what: 'folder', withIdentifiers: false });
  for (const secret of ['1016001', '.png', folder]) expect(allText(out)).not.toContain(secret);
  expect(readManifest(out)).toHaveLength(20);
  const other = scratchContext(join(scratch, 'other'));
  const taken = await importRunFolder(other, out);
  expect(taken).toMatchObject({ id: 'shared-run', state: 'finished' });
  expect(other.workspace.store.metrics.list(taken.id)).toEqual(context.workspace.store.metrics.list(run));
  other.workspace.close();
});

test('with identifiers the folder is copied as it is, without its lock', async () => {
  const { context, scratch, run } = await finishedRun();
  const out = join(scratch, 'copy');
  await exportRun(context, { run, folder: out, what: 'folder', withIdentifiers: true });
  const source = join(context.workspace.paths.runs, run);
  expect(readConfig(out)).toEqual(readConfig(source));
  expect(readManifest(out)).toEqual(readManifest(source));
  expect(readEvents(out)).toEqual(readEvents(source));
  expect(existsSync(join(out, 'run.lock.sqlite'))).toBe(false);
});

test('a folder with files in it is left alone', async () => {
  const { context, folder, run } = await finishedRun();
  const request = { run, folder, what: 'tables', withIdentifiers: false } as const;
  await expect(exportRun(context, request)).rejects.toMatchObject({ code: 'conflict' });
});
