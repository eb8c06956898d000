// Thumbnails that are there before anyone asks: after an import here, and of what another process imported once a window opens it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importDataset, openBackend } from '../../src/main/backend.ts';
import { makeScans, openTestHost, type TestHost } from './testHost.ts';

let host: TestHost;
beforeAll(async () => {
  host = await openTestHost({}, async dir => {
    const errand = await openBackend({ dir, onlyOwn: true, onProblem: error => expect.unreachable(error.message) });
    const folder = await makeScans(join(dir, '..', 'elsewhere'), 2);
    await importDataset(errand.context, { folder, name: 'elsewhere' });
    await errand.close();
  });
});
afterAll(() => host.close());

const made = () =>
  readdirSync(join(host.workspace, 'thumbnails'), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('-256.jpeg'));
const settled = () => host.serving.api.context.thumbnails.settled();

test('neither an errand nor a start makes any; a window that opens the data set has them made', async () => {
  await settled();
  expect(made()).toEqual([]);
  const { items } = await host.client.items.page.query({ filter: { dataset: 'elsewhere' }, limit: 2 });
  await settled();
  expect([items.length, made().length]).toEqual([2, 4]);
});

test('an import is followed by its thumbnails, which are the ones that a window gets', async () => {
  const folder = await makeScans(join(host.folder, 'here', 'scans'), 5);
  for await (const _ of await host.client.datasets.import.mutate({ folder, name: 'here' }));
  await settled();
  const after = made();
  // The scans of two patients of each class are the same as in the first data set.
  expect(after).toHaveLength(10);
  const { items } = await host.client.items.page.query({ filter: { dataset: 'here' } });
  for (const { id } of items) expect((await host.ask(`/items/${id}/thumbnail`)).status).toBe(200);
  expect(made()).toEqual(after);
  expect(host.problems).toEqual([]);
});
