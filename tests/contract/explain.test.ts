// Pixels of scans by URL, and what is asked of the interactive engine, as far as no engine is needed.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePixels } from '../../src/shared/domain/pixels.ts';
import { makeScans, openTestHost, type TestHost } from './testHost.ts';

let host: TestHost;
let item: string;
let scans: string;

beforeAll(async () => {
  host = await openTestHost();
  scans = await makeScans(join(host.folder, 'scans'), 4);
  for await (const _ of await host.client.datasets.import.mutate({ folder: scans, name: 'scans' }));
  const [dataset] = await host.client.datasets.list.query();
  const { items } = await host.client.items.page.query({ filter: { dataset: dataset?.id ?? '' } });
  item = items[0]?.id ?? '';
});
afterAll(() => host.close());

const pixels = async (query = '') => {
  const { status, body } = await host.ask(`/items/${item}/pixels${query}`);
  return { status, read: () => decodePixels(new Uint8Array(body).slice().buffer) };
};

describe('/items/<id>/pixels', () => {
  it('is the whole scan as numbers, with its border fill and the window it is shown in', async () => {
    const { status, read } = await pixels();
    const { data, fill, ...header } = read();
    expect(status).toBe(200);
    expect(header).toMatchObject({ row: 0, column: 0, factor: 1, bits: 8, window: { low: 0, high: 255 } });
    expect(data.length).toBe(header.image.rows * header.image.columns * header.channels);
    expect(fill?.length).toBe(header.rows * header.columns);
  });

  it('is a part of it at multiples of the tile size, and nothing between', async () => {
    const { read } = await pixels('?row=0&column=0');
    expect(read()).toMatchObject({ row: 0, column: 0, factor: 1, fill: null });
    expect((await pixels('?row=5&column=0')).status).toBe(400);
    expect((await pixels('?row=x&column=0')).status).toBe(400);
  });

  it('says so when the file is gone', async () => {
    const { path } = await host.client.items.show.query({ item });
    expect((await host.ask(`/items/nobody/pixels`)).status).toBe(404);
    rmSync(join(scans, path));
    const { status, body } = await host.ask(`/items/${item}/pixels`);
    expect(status).toBe(404);
    expect(body.toString()).toContain(path);
  });
});

describe('a question about a scan', () => {
  it('needs a training run that has learnt something', async () => {
    for (const ask of [host.client.explain.item, host.client.explain.predict, host.client.explain.unlike]) {
      await expect(ask.query({ run: 'nobody', item })).rejects.toMatchObject({ data: { appError: { code: 'notFound' } } });
    }
    await expect(host.client.explain.choices.query({ run: 'nobody' })).rejects.toMatchObject({ data: { appError: { code: 'notFound' } } });
  });
});
