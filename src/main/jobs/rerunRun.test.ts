import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseSetting } from '../../shared/domain/configSettings.ts';
import { itemTasks } from '../../shared/domain/label.ts';
import { readManifest } from '../engine/host/runFolder.ts';
import type { Item } from '../store/item.ts';
import type { NewLabelEvent } from '../store/label.ts';
import { compareNumbers, compareRerun } from './compareRerun.ts';
import { runFolderOf } from './context.ts';
import { diagnosisTask } from './datasetRecords.ts';
import { openQueue } from './queue.ts';
import { planRerun, rerunRun } from './rerunRun.ts';
import { scansWorkspace } from './testing/scans.ts';
import { trainDataset } from './trainDataset.ts';

async function trained() {
  const { context, folder } = await scansWorkspace({ CNV: 5, NORMAL: 5 });
  const queue = await openQueue(context);
  const set = [parseSetting('training.epochs=1'), parseSetting('training.checkpointSteps=2'), parseSetting('architecture=smallCnn')];
  const { run } = trainDataset(context, queue, { dataset: 'scans', split: 'main', name: 'first', set });
  expect(await queue.ended(run.id)).toBe('finished');
  return { context, folder, queue, run, manifest: readManifest(runFolderOf(context, run.id)) };
}

function label(item: string, value: string | null): NewLabelEvent {
  const kind = value === null ? 'none' : 'class';
  return {
    item,
    task: diagnosisTask,
    kind,
    value,
    blob: null,
    author: 'me',
    source: 'human',
    basisRun: null,
    supersedes: null,
    atMs: Date.now(),
  };
}

test('an exact rerun is a new run that comes out the same, bit for bit, and says so', async () => {
  const { context, queue, run, manifest } = await trained();
  const progress: number[] = [];
  const again = await rerunRun(context, queue, { run: 'first', mode: 'exactly' }, { onProgress: ({ done }) => progress.push(done) });
  expect(again).toMatchObject({ name: 'first-rerun-1', parent: run.id, rerun: 'exactly' });
  expect(progress.at(-1)).toBe(manifest.length);
  expect(await compareRerun(context, again)).toBeNull();
  expect(await queue.ended(again.id)).toBe('finished');
  const comparison = await compareRerun(context, context.workspace.store.runs.get(again.id));
  expect(comparison).toMatchObject({ identical: true, original: { name: 'first' }, predictions: 'identical' });
  expect(comparison?.numbers).toMatchObject({ different: 0, first: null });
  expect(comparison?.numbers.compared).toBeGreaterThan(5);
  expect((await rerunRun(context, queue, { run: again.id, mode: 'exactly' })).name).toBe('first-rerun-2');
  await queue.close();
});

test('an exact rerun is refused with the files that are gone or changed, and nothing is made', async () => {
  const { context, folder, queue, manifest } = await trained();
  const [changed, missing] = manifest.map(({ path }) => path) as [string, string];
  appendFileSync(join(folder, changed), 'x');
  rmSync(join(folder, missing));
  expect(await planRerun(context, 'first', 'exactly')).toMatchObject({
    verification: { ok: false, changed: [changed], missing: [missing] },
  });
  const refused = rerunRun(context, queue, { run: 'first', mode: 'exactly' });
  await expect(refused).rejects.toMatchObject({ code: 'conflict', details: { changed: [changed], missing: [missing], unreadable: [] } });
  await expect(refused).rejects.toThrow(/1 changed, 1 missing/);
  expect(context.workspace.store.runs.list()).toHaveLength(1);
  await queue.close();
});

test('a check that is given up changes nothing', async () => {
  const { context, queue } = await trained();
  await expect(rerunRun(context, queue, { run: 'first', mode: 'exactly' }, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'interrupted',
  });
  expect(context.workspace.store.runs.list()).toHaveLength(1);
  await queue.close();
});

test('with today’s labels: relabelled, left out and new scans are listed, and no patient moves', async () => {
  const { context, queue, manifest } = await trained();
  const { store } = context.workspace;
  const [one, two] = manifest.filter(({ label: name }) => name === 'CNV') as [(typeof manifest)[0], (typeof manifest)[0]];
  const [, , three] = manifest.filter(({ label: name }) => name === 'CNV') as (typeof manifest)[0][];
  store.labels.append([
    label(one.item, 'NORMAL'),
    label(two.item, null),
    { ...label(three?.item ?? '', 'CNV'), task: itemTasks.exclusion, value: true },
  ]);
  // A scan of a patient whom the original knows, and one of somebody new.
  const [like] = store.items.list(store.datasets.get('scans').id) as [Item];
  const added = (id: string, subject: string, sha: string) => ({ ...like, id, subject, path: `new/${id}.png`, sha256: sha.repeat(64) });
  store.items.insertMany([added('known', one.subject, 'a'), added('stranger', 'f'.repeat(32), 'b')]);
  store.labels.append([label('known', 'CNV'), label('stranger', 'NORMAL')]);
  const plan = await planRerun(context, 'first', 'todaysLabels');
  if (plan.mode !== 'todaysLabels') throw new Error('another plan');
  expect(plan.differences.relabelled).toMatchObject([{ item: one.item, path: one.path, from: 'CNV', to: 'NORMAL', part: one.split }]);
  expect(plan.differences.unlabelled.map(({ item }) => item).sort()).toEqual([two.item, three?.item].sort());
  expect(plan.differences.gone).toEqual([]);
  expect(plan.differences.added.map(({ item }) => item).sort()).toEqual(['known', 'stranger']);
  expect(plan.differences.unchanged).toBe(manifest.length - 3);
  const run = await rerunRun(context, queue, { run: 'first', mode: 'todaysLabels' });
  const today = new Map(readManifest(runFolderOf(context, run.id)).map(item => [item.item, item]));
  expect([today.size, today.has(two.item), run.rerun]).toEqual([manifest.length, false, 'todaysLabels']);
  for (const { item, split } of manifest) if (item !== two.item && item !== three?.item) expect(today.get(item)?.split).toBe(split);
  expect(today.get('known')?.split).toBe(one.split);
  expect(today.get(one.item)).toMatchObject({ label: 'NORMAL', source: 'human' });
  await queue.close();
});

test('numbers differ where one run has none, or another one, and NaN equals NaN', () => {
  const row = (step: number, value: number) => ({ series: 'loss', step, epoch: 1, value, attempt: 1, atMs: 0 });
  expect(compareNumbers([row(1, Number.NaN), row(2, 0.5), row(4, 1)], [row(1, Number.NaN), row(2, 0.5000000001), row(3, 2)])).toEqual({
    compared: 2,
    different: 3,
    first: { series: 'loss', step: 2, original: 0.5, rerun: 0.5000000001 },
  });
});
