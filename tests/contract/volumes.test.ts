// Volumes over the API and by their addresses, in the browser's host and in the desktop window alike.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nifti } from '../../src/main/dataset/formats/nifti/index.ts';
import { readRaster } from '../../src/main/dataset/formats/readRaster.ts';
import { asymmetricPhantom } from '../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { allSamples, onlySeries, openInMemory } from '../../src/main/dataset/formats/testing/openInMemory.ts';
import { writeE2e } from '../../src/main/dataset/formats/writers/writeE2e.ts';
import { writeVol } from '../../src/main/dataset/formats/writers/writeVol.ts';
import { testPng } from '../../src/main/dataset/testing/testImages.ts';
import { createContent } from '../../src/main/http/content.ts';
import { openPage } from '../../src/main/http/page.ts';
import { volumesIn } from '../../src/main/jobs/testing/volumes.ts';
import { exampleItem } from '../../src/main/store/testing/testStore.ts';
import { openWorkspace } from '../../src/main/workspace/workspace.ts';
import { openTestHost, type TestHost } from './testHost.ts';

const phantom = asymmetricPhantom('OD');
const { bscans, rows, columns } = phantom.shape;
let host: TestHost;
let scans: string;
let profile: string;
let [vol, e2e, circle] = ['', '', ''];
const image = 'item1';
let content: (request: Request) => Promise<Response>;

beforeAll(async () => {
  host = await openTestHost({}, async dir => {
    const workspace = openWorkspace(dir, { mode: 'write' });
    scans = join(dir, '..', 'scans');
    const add = volumesIn(workspace.store, scans);
    [vol = ''] = await add('od.vol', writeVol(phantom));
    [e2e = ''] = await add('os.e2e', writeE2e([asymmetricPhantom('OS')]));
    [circle = ''] = await add('circle.vol', writeVol({ ...phantom, shape: { ...phantom.shape, bscans: 1 } }, { pattern: 2 }));
    mkdirSync(join(scans, 'CNV'));
    writeFileSync(join(scans, exampleItem(1).path), await testPng(1));
    workspace.store.items.insertMany([exampleItem(1, { subject: '' })]);
    workspace.close();
  });
  writeFileSync(join(host.folder, 'secret.vol'), writeVol(phantom));
  profile = (await host.client.profiles.add.mutate({ name: 'Ada' })).id;
  content = createContent(host.serving.api, openPage(join(host.folder, 'page')));
});
afterAll(() => host.close());

/** One address in both hosts, which must answer alike. */
async function get(path: string, headers: Record<string, string> = {}) {
  const inBrowser = await host.ask(path, { headers });
  const inWindow = await content(new Request(`http://window${path}`, { headers }));
  const body = Buffer.from(await inWindow.arrayBuffer());
  expect([inWindow.status, inWindow.headers.get('etag') ?? undefined, inWindow.headers.get('content-type') ?? undefined]).toEqual([
    inBrowser.status,
    inBrowser.headers.etag,
    inBrowser.headers['content-type'],
  ]);
  expect(inWindow.headers.get('x-content-type-options')).toBe('nosniff');
  expect(inBrowser.headers['x-content-type-options']).toBe('nosniff');
  expect(body.equals(inBrowser.body)).toBe(true);
  return inBrowser;
}

const errorOf = (body: Buffer): { code: string; message: string } => JSON.parse(body.toString()).error;
const show = (item: string) => host.client.volumes.show.query({ item });

test('a volume is shown, stated, taken back and given again; lists know its eye', async () => {
  const before = await show(vol);
  expect([before.header.laterality, before.relatives.map(({ item, relation }) => [item, relation])]).toEqual([
    'OD',
    [
      [e2e, 'otherEye'],
      [circle, 'sameVisit'],
    ],
  ]);
  const stated = await host.client.volumes.state.mutate({ item: vol, profile, statement: { laterality: 'OS' } });
  expect(stated).toMatchObject({ statement: { laterality: 'OS' }, header: { laterality: 'OS' } });
  const listed = (await host.client.items.page.query({ filter: { dataset: 'volumes' } })).items.find(({ id }) => id === vol);
  expect(listed?.eye).toBe('OS');
  expect(await host.client.volumes.undo.mutate({ item: vol, profile })).toEqual({ kind: 'statement' });
  expect(await show(vol)).toEqual(before);
  expect(await host.client.volumes.redo.mutate({ item: vol, profile })).toEqual({ kind: 'statement' });
  expect((await show(vol)).version).toBe(stated.version);
  await host.client.volumes.undo.mutate({ item: vol, profile });
  await expect(show(image)).rejects.toThrow(/plain image\. Use its display/);
  await expect(host.client.volumes.state.mutate({ item: vol, profile: 'nobody', statement: {} })).rejects.toThrow();
  await expect(
    host.client.volumes.state.mutate({ item: vol, profile, statement: { spacingUm: { bscan: null, row: 3, column: 1e9 } } }),
  ).rejects.toThrow(/between 0\.01 and 10,000/);
});

test('switches are set whole and taken back; the tree holds the patient’s eyes', async () => {
  const before = await show(e2e);
  const set = await host.client.volumes.setOptions.mutate({ item: e2e, profile, options: { intensity: 'octConverter' } });
  expect(set.options.map(({ name, value }) => [name, value])).toEqual([
    ['isRegistered', true],
    ['intensity', 'octConverter'],
  ]);
  await expect(host.client.volumes.setOptions.mutate({ item: e2e, profile, options: { intensity: 'loud' } })).rejects.toThrow(/intensity/);
  expect(await host.client.volumes.undo.mutate({ item: e2e, profile })).toEqual({ kind: 'options' });
  expect(await show(e2e)).toEqual(before);
  expect(await host.client.volumes.layouts.query({ item: e2e })).toEqual([]);
  const [patient] = await host.client.volumes.tree.query({ dataset: 'volumes' });
  expect(
    patient?.eyes.map(({ laterality, visits }) => [laterality, visits.flatMap(({ series }) => series.map(({ item }) => item))]),
  ).toEqual([
    ['OD', [circle, vol]],
    ['OS', [e2e]],
  ]);
});

test('B-scans come as pictures and as samples, kept for ever under their version only', async () => {
  const { version } = await show(vol);
  const kept = await get(`/items/${vol}/display?frame=3&v=${version}`);
  expect([kept.headers['content-type'], kept.headers['cache-control']]).toEqual(['image/png', 'private, max-age=31536000, immutable']);
  const { raster } = await readRaster(kept.body, { name: 'display' });
  expect(Buffer.from(raster.data).equals(Buffer.from(phantom.grey.subarray(3 * rows * columns, 4 * rows * columns)))).toBe(true);
  expect((await get(`/items/${vol}/display?frame=3&v=${version}`, { 'if-none-match': String(kept.headers.etag) })).status).toBe(304);
  for (const other of ['', '?v=older']) {
    const middle = await get(`/items/${vol}/display${other}`);
    expect([middle.headers['cache-control'], middle.headers.etag]).toEqual(['private, no-cache', `"${version}-display-2"`]);
  }
  const samples = await get(`/items/${vol}/samples?frame=1&v=${version}`);
  expect(samples.body.length).toBe(4 * rows * columns);
  const part = await get(`/items/${vol}/samples?frame=1&v=${version}`, { range: 'bytes=8-15' });
  expect([part.status, part.body.equals(samples.body.subarray(8, 16))]).toEqual([206, true]);
  const grey = await get(`/items/${vol}/samples?frame=2&count=3&intensity=display&v=${version}`);
  expect(grey.body.equals(Buffer.from(phantom.grey.subarray(2 * rows * columns, 5 * rows * columns)))).toBe(true);
  const localizer = await readRaster((await get(`/items/${vol}/localizer?v=${version}`)).body, { name: 'localizer' });
  expect(Buffer.from(localizer.raster.data).equals(Buffer.from(phantom.localizer.data))).toBe(true);
  const lines = (await get(`/items/${vol}/surfaces?v=${version}`)).body;
  expect(lines.length).toBe(4 * (await show(vol)).header.surfaces.length * bscans * columns);
  const thumbnail = await get(`/items/${vol}/thumbnail?px=64`);
  const small = await readRaster(thumbnail.body, { name: 'thumbnail' });
  expect([thumbnail.headers['content-type'], Math.max(small.raster.rows, small.raster.columns)]).toEqual(['image/jpeg', 64]);
});

test('a volume streams as NIfTI, voxel-identical and unflipped, and any stretch of it', async () => {
  for (const [item, eye] of [
    [vol, 'OD'],
    [e2e, 'OS'],
  ] as const) {
    const { version, header } = await show(item);
    const whole = await get(`/items/${item}/volume?intensity=display&v=${version}`);
    expect([whole.headers['cache-control'], whole.headers['content-length']]).toEqual([
      'private, max-age=31536000, immutable',
      String(whole.body.length),
    ]);
    const series = onlySeries(await openInMemory(nifti, whole.body));
    expect(series.header).toMatchObject({
      laterality: eye,
      spacingUm: { row: { value: expect.closeTo(header.spacingUm.row?.value ?? 0, 3) } },
    });
    const grey = asymmetricPhantom(eye).grey;
    const read = await allSamples(series);
    const worst = grey.reduce((most, value, i) => Math.max(most, Math.abs(value - (read[i] as number))), 0);
    expect(worst).toBeLessThanOrEqual(item === vol ? 0 : 2);
    const { length } = whole.body;
    const end = await get(`/items/${item}/volume?v=${version}`, { range: `bytes=-${rows * columns + 5}` });
    expect([end.status, end.headers['content-range'], end.body.equals(whole.body.subarray(-(rows * columns + 5)))]).toEqual([
      206,
      `bytes ${length - rows * columns - 5}-${length - 1}/${length}`,
      true,
    ]);
    expect((await get(`/items/${item}/volume`, { range: `bytes=${length}-` })).status).toBe(416);
    expect((await host.ask(`/items/${item}/volume`, { method: 'HEAD' })).headers['content-length']).toBe(String(length));
    const stored = onlySeries(await openInMemory(nifti, (await get(`/items/${item}/volume?intensity=stored`)).body));
    expect(stored.header.sampleType).toBe('float32');
  }
});

test('en face exists for rasters, between lines with offsets, and says why not elsewhere', async () => {
  const slab = 'projection=mean&upper=ILM&lower=BM&upperUm=-20&lowerUm=20';
  const { body, status } = await get(`/items/${vol}/enface?${slab}`);
  expect([status, body.length]).toEqual([200, 4 * bscans * columns]);
  const refused = await get(`/items/${circle}/enface?${slab}`);
  expect([refused.status, errorOf(refused.body).message]).toEqual([400, expect.stringContaining('runs around one ring')]);
  for (const wrong of ['projection=least', 'upper=Moon', 'upperUm=far']) {
    const answer = await get(`/items/${vol}/enface?${wrong}`);
    expect([wrong, answer.status, errorOf(answer.body).code]).toEqual([wrong, 400, 'usage']);
  }
});

test('thickness is told along the A-scan, with the volume of a raster', async () => {
  // ILM at 0.2 and RPE at 0.55 of 64 rows of 3.87 µm, everywhere; 5 × 48 A-scans of 12 × 120 µm.
  const um = 0.35 * rows * 3.87;
  const told = await host.client.volumes.thickness.query({ item: vol, upper: 'ILM', lower: 'RPE' });
  expect(told).toMatchObject({ known: bscans * columns, all: bscans * columns, noVolume: null });
  for (const value of [told.meanUm, told.leastUm, told.mostUm]) expect(value).toBeCloseTo(um, 2);
  expect(told.volumeNl).toBeCloseTo((um * 12 * 120 * bscans * columns) / 1e6, 3);
  const ring = await host.client.volumes.thickness.query({ item: circle, upper: 'ILM', lower: 'BM' });
  expect([ring.volumeNl, ring.noVolume, ring.all - ring.known]).toEqual([null, expect.stringContaining('runs around one ring'), 4]);
  await expect(host.client.volumes.thickness.query({ item: vol, upper: 'ILM', lower: 'XYZ' })).rejects.toThrow(
    /one of the layer lines ILM, .*received 'XYZ'/,
  );
});

test('a preview shows other switches and keeps nothing', async () => {
  const options = encodeURIComponent(JSON.stringify({ intensity: 'octConverter' }));
  const own = await get(`/items/${e2e}/display?frame=0`);
  const tried = await get(`/items/${e2e}/preview?frame=0&options=${options}`);
  expect([tried.status, tried.headers['cache-control'], tried.body.equals(own.body)]).toEqual([200, 'private, no-cache', false]);
  expect((await show(e2e)).options.map(({ value }) => value)).toEqual([true, 'natural']);
  for (const wrong of ['', '&options=5', '&options={', `&options=${encodeURIComponent('{"intensity":"loud"}')}`]) {
    const answer = await get(`/items/${e2e}/preview?frame=0${wrong}`);
    expect([wrong, answer.status]).toEqual([wrong, 400]);
  }
});

test('ways of reading are compared by small pictures, each side no longer than asked for', async () => {
  const options = encodeURIComponent(JSON.stringify({ intensity: 'octConverter' }));
  const read = async (query: string) =>
    (await readRaster((await get(`/items/${e2e}/miniature?options=${options}&${query}`)).body, { name: 'miniature' })).raster;
  const own = await readRaster((await get(`/items/${e2e}/preview?frame=2&options=${options}`)).body, { name: 'preview' });
  expect(await read('of=bscan&px=512')).toEqual(own.raster);
  const small = await read('of=bscan&px=32');
  expect([small.rows, small.columns]).toEqual([32, 32]);
  const front = await read('of=enFace&px=32');
  expect([front.rows, front.columns, Math.min(...front.data), Math.max(...front.data)]).toEqual([bscans, 32, expect.any(Number), 255]);
  for (const wrong of ['of=side', 'px=2', 'px=4096']) {
    expect([wrong, (await get(`/items/${e2e}/miniature?options=${options}&${wrong}`)).status]).toEqual([wrong, 400]);
  }
});

test('nothing leads out, and what is not there is said', async () => {
  for (const path of [
    `/items/..%2f..%2fsecret.vol/volume`,
    `/items/${vol}%2f..%2f..%2fsecret.vol/samples`,
    `/items/${encodeURIComponent(join(host.folder, 'secret.vol'))}/volume`,
    `/items/${vol}/..%2fvolume`,
    `/items/${vol}/volume/..%2f..%2fsecret.vol`,
    '/items/nobody/volume',
    '/items/nobody/display',
  ]) {
    const { status, body } = await host.ask(path);
    expect([path, status, errorOf(body).code]).toEqual([path, 404, 'notFound']);
  }
  for (const part of ['volume', 'surfaces']) {
    const { status, body } = await get(`/items/${image}/${part}`);
    expect([part, status, errorOf(body).code]).toEqual([part, 415, 'unsupportedFormat']);
  }
  for (const path of [
    `/items/${vol}/display?frame=-1`,
    `/items/${vol}/display?frame=${bscans}`,
    `/items/${vol}/samples?frame=x`,
    `/items/${vol}/samples?frame=${bscans - 1}&count=2`,
  ]) {
    const { status, body } = await get(path);
    expect([path, status, errorOf(body).code]).toEqual([path, 400, 'usage']);
  }
  for (const part of ['volume', 'samples', 'surfaces', 'localizer', 'enface', 'preview', 'miniature']) {
    expect([part, (await host.askAsStranger(`/items/${vol}/${part}`)).status]).toEqual([part, 401]);
  }
});

test('a file that goes away while it is looked at is said', async () => {
  const path = join(scans, 'od.vol');
  renameSync(path, `${path}.away`);
  await new Promise(resolve => setTimeout(resolve, 600));
  const { status, body } = await get(`/items/${vol}/display?frame=1`);
  expect([status, errorOf(body)]).toEqual([
    404,
    expect.objectContaining({ code: 'notFound', message: expect.stringMatching(/od\.vol: expected a file/) }),
  ]);
  await expect(show(vol)).rejects.toThrow(/od\.vol: expected a file, there is none/);
  renameSync(`${path}.away`, path);
  expect((await get(`/items/${vol}/display?frame=1`)).status).toBe(200);
});
