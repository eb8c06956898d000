// From a folder to a data set over the API: places, folders, a proposal, a look inside, and the import that goes on from it.
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError } from '../../src/shared/errors.ts';
import { makeScans, openTestHost, type TestHost } from './testHost.ts';

let host: TestHost;
let folder: string;
beforeAll(async () => {
  host = await openTestHost();
  folder = await makeScans(join(host.folder, 'Clinic A'), 6);
});
afterAll(() => host.close());

async function outcomeOf<Outcome>(stream: AsyncIterable<{ progress: unknown } | { outcome: Outcome }>): Promise<Outcome> {
  for await (const entry of stream) if ('outcome' in entry) return entry.outcome;
  throw new Error('The stream ended without an outcome.');
}

test('folders: there are places to begin, and a folder tells names of folders and counts', async () => {
  const places = await host.client.folders.places.query();
  expect(places.map(({ name }) => name)).toEqual(expect.arrayContaining(['Home', 'This computer']));
  expect(await host.client.folders.list.query({ path: folder })).toMatchObject({ path: folder, scans: 0, otherFiles: 0 });
  const counts = await host.client.folders.counts.query({ paths: [folder, join(folder, 'CNV')] });
  expect(counts.map(({ scans }) => scans)).toEqual([12, 6]);
  await expect(host.client.folders.list.query({ path: 'Clinic A' })).rejects.toThrow(/absolute/);
  await expect(host.client.folders.list.query({ path: '/nowhere' })).rejects.toThrow(/found nothing/);
});

test('a proposal, a look inside and the import agree; a file that goes in between is missing, and one that is damaged is told', async () => {
  writeFileSync(join(folder, 'CNV', 'CNV-1000-2.png'), 'no image');
  const proposal = await outcomeOf(await host.client.datasets.proposeImport.mutate({ folder }));
  expect(proposal).toMatchObject({ name: 'Clinic A', layout: 'classFolders', images: 13, patients: 12, known: [], ownPatients: false });
  const look = await outcomeOf(await host.client.datasets.inspectFolder.mutate({ folder, layout: proposal.layout }));
  expect(look).toMatchObject({ unreadable: 1, ignored: 0, isTrainable: true, report: { items: 12, patients: 12 } });
  rmSync(join(folder, 'NORMAL', 'NORMAL-2005-1.png'));
  const imported = await outcomeOf(
    await host.client.datasets.import.mutate({ folder, name: 'Clinic A', layout: 'classFolders', split: true }),
  );
  expect(imported).toMatchObject({
    split: 'main',
    resumed: 11,
    dataset: { itemCount: 11 },
    report: { items: 11, unreadable: [{ name: 'CNV/CNV-1000-2.png' }] },
  });
  expect(await outcomeOf(await host.client.datasets.proposeImport.mutate({ folder }))).toMatchObject({
    name: 'Clinic A-2',
    known: ['Clinic A'],
  });
});

test('a name of 300 characters is a name like any other', async () => {
  const name = 'n'.repeat(300);
  const { dataset } = await outcomeOf(await host.client.datasets.import.mutate({ folder, name }));
  expect((await host.client.datasets.show.query({ dataset: dataset.id })).name).toBe(name);
});

test('a folder without permission says so at each step', async () => {
  const closed = await makeScans(join(host.folder, 'closed'), 1);
  chmodSync(closed, 0);
  // Nothing is closed to root.
  if (process.getuid?.() === 0) return;
  for (const asked of [
    host.client.folders.list.query({ path: closed }),
    outcomeOf(await host.client.datasets.proposeImport.mutate({ folder: closed })),
    outcomeOf(await host.client.datasets.inspectFolder.mutate({ folder: closed })),
  ]) {
    await expect(asked).rejects.toThrow(/without permission/);
  }
});

test('a folder that has moved is found again by the content of its files, and another one is refused', async () => {
  const before = await makeScans(join(host.folder, 'before'), 4);
  const { dataset } = await outcomeOf(await host.client.datasets.import.mutate({ folder: before, name: 'moved' }));
  renameSync(before, join(host.folder, 'after'));
  const root = (await host.client.datasets.roots.query()).find(entry => entry.dataset === dataset.id);
  expect(root).toMatchObject({ path: before, isThere: false });
  const relink = async (folder: string) => outcomeOf(await host.client.datasets.relink.mutate({ root: root?.root ?? 0, folder }));
  mkdirSync(join(host.folder, 'other'));
  await expect(relink(join(host.folder, 'other'))).rejects.toThrow(/8 of the 8 looked at are missing or others/);
  await expect(relink(join(host.folder, 'nowhere'))).rejects.toThrow(/found none/);
  expect(await relink(join(host.folder, 'after'))).toMatchObject({ ok: true, files: 8, missing: [], changed: [] });
  expect((await host.client.datasets.roots.query()).find(entry => entry.dataset === dataset.id)).toMatchObject({ isThere: true });
});

test('each demo is imported once, with its split, and used again', async () => {
  const importDemo = async (classes: 2 | 4) => outcomeOf(await host.client.datasets.importDemo.mutate({ classes }));
  const first = await importDemo(2);
  expect(first.split).toBe('main');
  const all = await importDemo(4);
  expect([await importDemo(2), await importDemo(4)]).toEqual([first, all]);
  const { scans, classes, report, splits } = await host.client.datasets.show.query({ dataset: first.dataset });
  expect([scans, classes.map(({ name }) => name), splits[0]?.certificate.ok]).toEqual([119, ['CNV', 'NORMAL'], true]);
  expect(report.unreadable).toEqual([]);
  expect(report.ignored).toContainEqual(expect.objectContaining({ reason: 'not of the classes asked for' }));
  const four = await host.client.datasets.show.query({ dataset: all.dataset });
  expect([four.name, four.scans, four.classes.length, four.splits[0]?.certificate.ok]).toEqual(['demo-four-classes', 155, 4, true]);
});

test('diagnostics hold versions, findings and the log, and no name of a patient, a file or a folder', async () => {
  host.serving.api.context.onProblem(new AppError('unreadableFile', `${folder}/CNV/CNV-1003-1.png: patient 1003 in 'Clinic A'`));
  const text = await host.client.system.diagnostics.query();
  expect(text).toMatch(/^Fovea \d+\.\d+\.\d+, Node 24/);
  expect(text).toContain('platform: linux x64');
  expect(text).toContain('"code":"unreadableFile"');
  for (const name of ['1003', 'Clinic A', host.folder]) expect(text.includes(name), name).toBe(false);
  expect((await host.client.system.version.query()).workspace.logs).toBe(join(host.workspace, 'logs'));
});

test('storage is told by what it is for, and the trash can be emptied', async () => {
  const doomed = await outcomeOf(await host.client.datasets.import.mutate({ folder, name: 'doomed' }));
  await host.client.datasets.delete.mutate({ dataset: doomed.dataset.id });
  const use = await host.client.system.storage.query();
  expect(use.trash).toMatchObject([{ kind: 'dataset', name: 'doomed' }]);
  expect(use.parts.find(({ name }) => name === 'trash')?.sizeBytes).toBeGreaterThan(0);
  expect((await host.client.system.emptyTrash.mutate()).freedBytes).toBeGreaterThan(0);
  expect((await host.client.system.storage.query()).trash).toEqual([]);
});
