// From a folder to a data set over the API: places, folders, a proposal, a look inside, and the import that goes on from it.
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
