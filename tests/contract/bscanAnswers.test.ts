// What a trained run says of one B-scan of a volume, by the real engine: the same as of the picture of it, and the newest question first.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodePng } from '../../src/main/dataset/formats/sharpCodec.ts';
import { asymmetricPhantom } from '../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { writeVol } from '../../src/main/dataset/formats/writers/writeVol.ts';
import { volumesIn } from '../../src/main/jobs/testing/volumes.ts';
import { openWorkspace } from '../../src/main/workspace/workspace.ts';
import { makeScans, openTestHost, type TestHost } from './testHost.ts';

const phantom = asymmetricPhantom('OD');
const { rows, columns } = phantom.shape;
const shown = 3;
const settings = [
  { path: 'architecture', value: { name: 'smallCnn', params: { width: 4 } } },
  ...[
    ['input.size', [16, 16]],
    ['training.epochs', 1],
    ['training.batchSize', 4],
    ['training.workers', 1],
  ].map(([path, value]) => ({ path: path as string, value: value as number })),
];
let host: TestHost;
let [volume, picture, run] = ['', '', ''];

beforeAll(async () => {
  host = await openTestHost({ engine: {} }, async dir => {
    const workspace = openWorkspace(dir, { mode: 'write' });
    [volume = ''] = await volumesIn(workspace.store, join(dir, '..', 'volumes'))('od.vol', writeVol(phantom));
    workspace.close();
  });
  const scans = await makeScans(join(host.folder, 'scans'), 8);
  const data = phantom.grey.slice(shown * rows * columns, (shown + 1) * rows * columns);
  writeFileSync(join(scans, 'CNV', 'CNV-7-1.png'), await encodePng({ data, rows, columns, channels: 1 }));
  for await (const _ of await host.client.datasets.import.mutate({ folder: scans, name: 'scans' }));
  const { items } = await host.client.items.page.query({ filter: { dataset: 'scans', search: 'CNV-7-1' } });
  picture = items[0]?.id ?? '';
  await host.client.datasets.split.mutate({ dataset: 'scans', name: 'main', ratios: [0.5, 0.25, 0.25], group: 'patient', seed: 1 });
  const made = await host.client.compute.train.mutate({ dataset: 'scans', split: 'main', seed: 3, set: settings });
  run = made.run.id;
  for (let state = ''; state !== 'finished'; { state } = await host.client.runs.state.query({ run })) {
    if (state === 'failed' || state === 'interrupted') throw new Error(`The training ended as ${state}.`);
    await delay(100);
  }
}, 90_000);
afterAll(() => host.close());

const ofBscan = (bscan: number) => ({ run, item: volume, bscan });

test('the answer, its map and its distance from the training data are those of the same picture, bit for bit', async () => {
  const { explain } = host.client;
  for (const layer of ['features.0', undefined]) {
    const map = await explain.item.query({ ...ofBscan(shown), layer, class: 'CNV' });
    expect(map).toEqual(await explain.item.query({ run, item: picture, layer, class: 'CNV' }));
    expect([map.image, map.classes]).toEqual([{ rows, columns }, ['CNV', 'NORMAL']]);
  }
  expect(await explain.predict.query(ofBscan(shown))).toEqual(await explain.predict.query({ run, item: picture }));
  expect(await explain.unlike.query(ofBscan(shown))).toEqual(await explain.unlike.query({ run, item: picture }));
  expect(await explain.predict.query(ofBscan(0))).not.toEqual(await explain.predict.query(ofBscan(shown)));
});

test('of what one window asks while it turns the wheel, only the newest B-scan is answered', async () => {
  const asked = [0, 1, 2, 4].map(bscan => host.client.explain.item.query({ ...ofBscan(bscan), asker: 'window' }));
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
  const [stale] = outcomes;
  expect(stale?.status === 'rejected' && stale.reason).toMatchObject({ data: { appError: { code: 'interrupted' } } });
});

test('what cannot be answered says why', async () => {
  const { explain } = host.client;
  await expect(explain.item.query({ run, item: volume })).rejects.toThrow(/od\.vol is a volume\. Name one of its B-scans/);
  await expect(explain.item.query({ run, item: picture, bscan: 0 })).rejects.toThrow(/plain image/);
  await expect(explain.item.query(ofBscan(5))).rejects.toThrow(/a B-scan from 0 to 4, received '5'/);
  await expect(explain.item.query(ofBscan(-1))).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } });
});
