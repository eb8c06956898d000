// Volumes over the API: what a look at files proposes, the import of some of them, and lists that know them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asymmetricPhantom } from '../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { writeE2e } from '../../src/main/dataset/formats/writers/writeE2e.ts';
import { writeImg } from '../../src/main/dataset/formats/writers/writeImg.ts';
import { writeVol } from '../../src/main/dataset/formats/writers/writeVol.ts';
import { openTestHost, type TestHost } from './testHost.ts';

let host: TestHost;
let folder: string;
beforeAll(async () => {
  host = await openTestHost();
  folder = join(host.folder, 'Scanner');
  mkdirSync(folder);
  writeFileSync(join(folder, 'both.e2e'), writeE2e([asymmetricPhantom('OD'), asymmetricPhantom('OS')]));
  writeFileSync(join(folder, 'one.bin'), writeVol(asymmetricPhantom('OS')));
  writeFileSync(join(folder, 'notes.txt'), 'no volume');
});
afterAll(() => host.close());

async function outcomeOf<Outcome>(stream: AsyncIterable<{ progress: unknown } | { outcome: Outcome }>): Promise<Outcome> {
  for await (const entry of stream) if ('outcome' in entry) return entry.outcome;
  throw new Error('The stream ended without an outcome.');
}

test('files are proposed by their content under a name of their own, and imported alone', async () => {
  const only = ['both.e2e'];
  const proposal = await outcomeOf(await host.client.datasets.proposeImport.mutate({ folder, only }));
  expect(proposal).toMatchObject({ name: 'both', files: 1, images: 0, volumes: 1, ownPatients: false });
  const look = await outcomeOf(await host.client.datasets.inspectFolder.mutate({ folder, only, layout: 'flat' }));
  expect(look).toMatchObject({ unreadable: 0, report: { items: 2, volumes: 2, bscans: 10, patients: 1 }, isTrainable: false });
  const { dataset } = await outcomeOf(
    await host.client.datasets.import.mutate({ folder, only, name: 'both', layout: 'flat', split: true }),
  );
  const filter = { dataset: dataset.id, kinds: ['volume' as const], order: 'patient' as const };
  const { items } = await host.client.items.page.query({ filter, offset: 0, limit: 10 });
  expect(items.map(({ eye, series, bscans, visit }) => [eye, series, bscans, visit])).toEqual([
    ['OD', 0, 5, '2021-03-04'],
    ['OS', 1, 5, '2021-03-04'],
  ]);
  expect(await host.client.items.facets.query({ filter: { dataset: dataset.id, patterns: ['circle'] } })).toMatchObject({
    ...{ total: 2, matching: 0, patterns: [{ name: 'raster', count: 2 }] },
  });
  expect(await host.client.datasets.readiness.query({ dataset: dataset.id })).toMatchObject({ scans: 2, volumes: 2, isTrainable: false });
  // A statement of the eye is what lists know at once.
  const profile = await host.client.profiles.add.mutate({ name: 'Ada' });
  await host.client.volumes.state.mutate({ item: items[1]?.id as string, profile: profile.id, statement: { laterality: 'OD' } });
  expect((await host.client.items.page.query({ filter: { ...filter, eyes: ['OD'] }, offset: 0, limit: 10 })).total).toBe(2);
});

test('volumes that name nobody are of unknown patients until a person says whose they are', async () => {
  const other = join(host.folder, 'Unnamed');
  mkdirSync(other);
  for (const eye of ['OD', 'OS'] as const)
    writeFileSync(join(other, `${eye}.img`), writeImg(asymmetricPhantom(eye, { bscans: 2, rows: 1024, columns: 512 })).bytes);
  const { dataset, report } = await outcomeOf(await host.client.datasets.import.mutate({ folder: other, name: 'unnamed', layout: 'flat' }));
  expect([report.patients, report.findings.find(({ name }) => name === 'volumeWithoutPatient')?.count]).toEqual([0, 2]);
  const profile = await host.client.profiles.add.mutate({ name: 'Bea' });
  const say = (are: 'unknown' | 'one' | 'each') =>
    host.client.datasets.statePatients.mutate({ dataset: dataset.id, profile: profile.id, are });
  expect(await say('one')).toEqual({ before: 'unknown' });
  expect(await host.client.datasets.untoldPatients.query({ dataset: dataset.id })).toEqual({
    volumes: 2,
    studies: 2,
    are: 'one',
    author: 'Bea',
  });
  const [first] = (await host.client.items.page.query({ filter: { dataset: dataset.id }, offset: 0, limit: 1 })).items;
  expect((await host.client.volumes.show.query({ item: first?.id as string })).relatives).toHaveLength(1);
  expect(await say('each')).toEqual({ before: 'one' });
  expect((await host.client.datasets.show.query({ dataset: dataset.id })).patients).toBe(2);
  await expect(say('two' as 'one')).rejects.toThrow();
});

test('a folder of volumes is counted by content, and a model is not asked about them', async () => {
  const proposal = await outcomeOf(await host.client.datasets.proposeImport.mutate({ folder }));
  expect(proposal).toMatchObject({ name: 'Scanner', images: 0, volumes: 2, files: 3 });
  const { dataset, report } = await outcomeOf(await host.client.datasets.import.mutate({ folder, name: 'Scanner', layout: 'flat' }));
  expect(report).toMatchObject({ items: 3, ignored: [{ name: 'notes.txt' }] });
  const { items } = await host.client.items.page.query({ filter: { dataset: dataset.id }, offset: 0, limit: 10 });
  const { status, body } = await host.ask(`/items/${items[0]?.id}/pixels`);
  expect([status >= 400, JSON.parse(body.toString())]).toMatchObject([
    true,
    { error: { message: expect.stringContaining('is a volume') } },
  ]);
  await expect(outcomeOf(await host.client.datasets.import.mutate({ folder, name: 'out', only: ['../x.vol'] }))).rejects.toThrow(/below/);
});
