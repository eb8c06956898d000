// Folders of slices over the API: proposed as what they may be, imported as what a person says, served as the volume that they are.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nifti } from '../../src/main/dataset/formats/nifti/index.ts';
import { encodePng } from '../../src/main/dataset/formats/sharpCodec.ts';
import { allSamples, onlySeries, openInMemory } from '../../src/main/dataset/formats/testing/openInMemory.ts';
import { openTestHost, type TestHost } from './testHost.ts';

const [rows, columns] = [6, 8];
const names = ['b1.png', 'b2.png', 'b10.png'];
const slices = names.map((_, bscan) => Uint16Array.from({ length: rows * columns }, (_value, i) => 10_000 * bscan + 17 * i));
let host: TestHost;
let folder: string;
beforeAll(async () => {
  host = await openTestHost();
  folder = join(host.folder, 'Eye');
  mkdirSync(folder);
  for (const [i, data] of slices.entries()) {
    writeFileSync(join(folder, names[i] as string), await encodePng({ data, rows, columns, channels: 1 }));
  }
});
afterAll(() => host.close());

async function outcomeOf<Outcome>(stream: AsyncIterable<{ progress: unknown } | { outcome: Outcome }>): Promise<Outcome> {
  for await (const entry of stream) if ('outcome' in entry) return entry.outcome;
  throw new Error('The stream ended without an outcome.');
}

test('slices are served as one volume, 16 bits exactly, with picture and data card; images as images where nobody says so', async () => {
  const proposal = await outcomeOf(await host.client.datasets.proposeImport.mutate({ folder }));
  expect(proposal).toMatchObject({ images: 3, volumes: 0, slices: false, sequences: { images: 3, volumes: 1 } });
  const request = { folder, layout: 'flat', ownPatients: true };
  const asImages = await outcomeOf(await host.client.datasets.inspectFolder.mutate(request));
  expect(asImages.report).toMatchObject({ items: 3, volumes: 0 });
  const asSlices = await outcomeOf(await host.client.datasets.inspectFolder.mutate({ ...request, slices: true }));
  expect(asSlices.report).toMatchObject({ items: 1, volumes: 1, bscans: 3 });

  const { dataset } = await outcomeOf(await host.client.datasets.import.mutate({ ...request, name: 'eye', slices: true }));
  const { items } = await host.client.items.page.query({ filter: { dataset: dataset.id }, offset: 0, limit: 10 });
  const [{ id } = { id: '' }] = items;
  expect(items.map(({ bscans, series }) => [bscans, series])).toEqual([[3, 0]]);
  const view = await host.client.volumes.show.query({ item: id });
  expect(view).toMatchObject({ format: { title: 'Pictures' }, header: { series: 'Eye', sampleType: 'uint16' } });
  expect(JSON.stringify(view.card)).toContain('7 numbers are missing');
  const picture = await host.ask(`/items/${id}/display?frame=1&v=${view.version}`);
  expect([picture.status, picture.headers['content-type']]).toEqual([200, 'image/png']);
  const file = await host.ask(`/items/${id}/volume?intensity=stored&v=${view.version}`);
  const stored = onlySeries(await openInMemory(nifti, file.body));
  expect(await allSamples(stored)).toEqual(Uint16Array.from(slices.flatMap(data => [...data])));
});
