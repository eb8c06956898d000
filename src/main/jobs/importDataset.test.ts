import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { diagnosisTask } from './datasetRecords.ts';
import { listDatasets, showDataset } from './datasetSummaries.ts';
import { importDataset } from './importDataset.ts';
import { splitForTraining } from './splitDataset.ts';
import { removeUnfinishedImports } from './storeImport.ts';
import { startModule } from './testing/childModule.ts';
import { emptyWorkspace } from './testing/emptyWorkspace.ts';
import { scansWorkspace, writeScans } from './testing/scans.ts';
import { scratchContext } from './testing/scratch.ts';

test('a folder becomes items with facts, hashed patients and labels from the import', async () => {
  const { context, folder } = await scansWorkspace({ CNV: 2, NORMAL: 1 }, { split: false });
  const { store } = context.workspace;
  const [dataset] = listDatasets(context);
  expect(dataset).toMatchObject({ name: 'scans', scans: 6, patients: 3, splits: [] });
  expect(dataset?.classes).toEqual([
    { name: 'CNV', scans: 4 },
    { name: 'NORMAL', scans: 2 },
  ]);
  const items = store.items.list(dataset?.id ?? '');
  expect(items.map(item => item.path)).toContain('CNV/CNV-1016001-1.png');
  expect(new Set(items.map(item => item.subject)).size).toBe(3);
  for (const item of items) {
    expect(item.subject).toMatch(/^[0-9a-f]{32}$/);
    expect(item.facts).toMatchObject({ widthPx: 24, heightPx: 16, format: 'png' });
    expect(store.patients.find(item.subject)?.identifier).toMatch(/^101600\d$/);
    expect(store.labels.current(item.id, diagnosisTask)).toMatchObject({ kind: 'class', value: item.path.split('/')[0], source: 'import' });
  }
  expect(store.importRoots.list().map(root => root.path)).toEqual([folder]);
  expect(showDataset(context, 'scans').report).toMatchObject({ files: 6, items: 6, unreadable: [] });
});

test('a name that is taken is refused before anything is read', async () => {
  const { context } = await scansWorkspace({ CNV: 1 }, { split: false });
  await expect(importDataset(context, { folder: '/nowhere', name: 'scans' })).rejects.toMatchObject({ code: 'conflict' });
});

test('a cancelled import changes nothing and goes on from its journal', async () => {
  const { context, folder } = emptyWorkspace();
  await writeScans(folder, { CNV: 60, NORMAL: 60 });
  const abort = new AbortController();
  const onProgress = ({ phase, done }: { phase: string; done: number }): void => {
    if (phase === 'read' && done > 0) abort.abort();
  };
  await expect(importDataset(context, { folder, name: 'scans' }, { signal: abort.signal, onProgress })).rejects.toMatchObject({
    code: 'interrupted',
  });
  expect(listDatasets(context)).toEqual([]);
  const { resumed, report } = await importDataset(context, { folder, name: 'scans' });
  expect(resumed).toBeGreaterThan(0);
  expect(report.items).toBe(240);
  expect(readdirSync(context.workspace.paths.incoming)).toEqual([]);
});

test('each bad file is reported with its own reason, and every good one is imported', async () => {
  const { context, folder } = emptyWorkspace();
  await writeScans(folder, { CNV: 2, NORMAL: 2 });
  const golden = (name: string) => readFileSync(new URL(`../../../tests/golden/imaging/files/${name}`, import.meta.url));
  const wide = golden('grey8.png');
  wide.writeUInt32BE(65_535, 16);
  wide.writeUInt32BE(crc32(wide.subarray(12, 29)), 29);
  const jpeg = golden('grey8.jpeg');
  const bad: Record<string, [content: Uint8Array | string, reason: RegExp]> = {
    'CNV-901-1.jpeg': [jpeg.subarray(0, jpeg.length / 2), /expected a complete jpeg of .* no end-of-image marker.* Get an undamaged copy/],
    'CNV-902-1.jpeg': ['', /expected an image, received an empty file \(0 bytes\)\. Copy the file again/],
    'CNV-903-1.png': ['these are my notes', /expected jpeg, png, tiff.*, the file begins with the text "these are my not"\. Export it/],
    'CNV-904-1.jpeg': [golden('cmyk.jpeg'), /expected grey or RGB pixels, received CMYK .*\. Export it/],
    'CNV-905-1.png': [wide, /expected at most .* pixels and 32.767 a side, the header says 65535 × 6\. Cut or shrink/],
  };
  for (const [name, [content]] of Object.entries(bad)) writeFileSync(join(folder, 'CNV', name), content);
  const { report, dataset } = await importDataset(context, { folder, name: 'scans' });
  expect(dataset.itemCount).toBe(8);
  const reasons = new Map(report.unreadable.map(({ name, reason }) => [name, reason]));
  expect([...reasons.keys()]).toEqual(Object.keys(bad).map(name => `CNV/${name}`));
  for (const [name, [, reason]] of Object.entries(bad)) expect(reasons.get(`CNV/${name}`), name).toMatch(reason);
});

test('scans of unknown patients are kept, but not as one patient; a second data set uses the same root', async () => {
  const { context, folder } = emptyWorkspace();
  await writeScans(folder, { CNV: 1 });
  await importDataset(context, { folder, name: 'unknown', patientPattern: '(?<patient>nobody)' });
  await importDataset(context, { folder, name: 'own', patientPattern: '(?<patient>nobody)', ownPatients: true });
  const subjects = (name: string) =>
    context.workspace.store.items.list(context.workspace.store.datasets.get(name).id).map(item => item.subject);
  expect(subjects('unknown')).toEqual(['', '']);
  expect(new Set(subjects('own')).size).toBe(2);
  expect(context.workspace.store.importRoots.list()).toHaveLength(1);
});

test('a pattern and a table at once are refused', async () => {
  const { context, folder } = emptyWorkspace();
  const request = { folder, name: 'scans', patientPattern: '(?<patient>x)', manifest: 'x.csv' };
  await expect(importDataset(context, request)).rejects.toMatchObject({ code: 'usage' });
});

test('an import can bring its first split; scans without classes, or of too few patients, get none', async () => {
  const { context, folder } = emptyWorkspace();
  await writeScans(folder, { CNV: 8, NORMAL: 8 });
  const patientPattern = String.raw`-(?<patient>\d+)-`;
  expect((await importDataset(context, { folder, name: 'classes', split: true })).split).toBe('main');
  const [split] = showDataset(context, 'classes').splits;
  expect(split).toMatchObject({
    name: 'main',
    seed: 1,
    params: { ratios: [0.6, 0.15, 0.25], group: 'patient' },
    certificate: { ok: true },
  });
  const parts = context.workspace.store.splits.items(split?.id ?? '').map(({ part }) => part);
  expect(['train', 'val', 'test'].map(name => parts.filter(part => part === name).length)).toEqual([20, 4, 8]);
  // The same as the split that a data set gets afterwards.
  const later = splitForTraining(context, 'classes');
  expect(later.split.name).toBe('main-2');
  expect(context.workspace.store.splits.items(later.split.id)).toEqual(context.workspace.store.splits.items(split?.id ?? ''));
  expect((await importDataset(context, { folder, name: 'flat', layout: 'flat', patientPattern, split: true })).split).toBeNull();
  const few = join(folder, '..', 'few');
  await writeScans(few, { CNV: 1, NORMAL: 3 });
  expect((await importDataset(context, { folder: few, name: 'few', split: true })).split).toBeNull();
});

test('two imports of one folder, or under one name, at once: the second is told of the first, or numbered where nobody chose the name', async () => {
  const { context, folder } = emptyWorkspace();
  await writeScans(folder, { CNV: 3, NORMAL: 3 });
  const first = importDataset(context, { folder, name: 'scans' });
  await expect(importDataset(context, { folder: `${folder}/.`, name: 'other' })).rejects.toThrow(/being imported just now/);
  await expect(importDataset(context, { folder: '/tmp', name: 'scans' })).rejects.toMatchObject({ code: 'conflict' });
  const beside = join(folder, '..', 'beside');
  await writeScans(beside, { CNV: 1 });
  expect((await importDataset(context, { folder: beside, name: 'scans', numbered: true })).dataset.name).toBe('scans-2');
  expect((await first).dataset.itemCount).toBe(12);
  expect((await importDataset(context, { folder, name: 'other' })).dataset.itemCount).toBe(12);
});

test('an import killed while it is stored is seen by nobody, and gone at the next start', async () => {
  const { context, folder } = emptyWorkspace();
  await writeScans(folder, { CNV: 120, NORMAL: 120 });
  const dir = context.workspace.paths.dir;
  context.workspace.close();
  const { process: child, printed } = startModule(`
    import { scratchContext } from 'main/jobs/testing/scratch.ts';
    import { importDataset } from 'main/jobs/importDataset.ts';
    const context = scratchContext(${JSON.stringify(dir)});
    const onProgress = ({ phase }) => {
      if (phase !== 'store') return;
      process.stdout.write('storing');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    };
    await importDataset(context, { folder: ${JSON.stringify(folder)}, name: 'scans' }, { onProgress });
  `);
  await printed('storing');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const after = scratchContext(dir);
  try {
    const [left = ''] = after.workspace.store.datasets.incomplete();
    expect(after.workspace.store.items.list(left).length).toBeGreaterThan(0);
    expect(listDatasets(after)).toEqual([]);
    await removeUnfinishedImports(after);
    expect(after.workspace.store.datasets.incomplete()).toEqual([]);
    expect(after.workspace.store.items.list(left)).toEqual([]);
    expect((await importDataset(after, { folder, name: 'scans' })).dataset.itemCount).toBe(480);
  } finally {
    after.workspace.close();
  }
}, 60_000);
