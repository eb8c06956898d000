import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomGenerator } from '../../../shared/random.ts';
import { encodeJpeg, encodePng } from '../../dataset/formats/sharpCodec.ts';
import type { Raster } from '../../imaging/raster.ts';
import { type BatchLoaderOptions, createBatchLoader } from './batchLoader.ts';
import type { LoaderConfig } from './batchUnit.ts';
import type { LoaderItem } from './loaderItem.ts';
import { previewBatch } from './previewBatch.ts';

const itemCount = 23;
const config: LoaderConfig = {
  seed: 42,
  input: { size: [24, 32], channels: 1 },
  steps: [
    { name: 'maskFill', params: {} },
    { name: 'letterbox', params: {} },
    { name: 'standardize', params: {} },
  ],
  augment: ['flip', 'affine', 'brightnessContrast', 'gamma', 'noise'].map(name => ({ name, params: {} })),
  sampler: { name: 'shuffle', params: {} },
  training: { batchSize: 4, workers: 1 },
};

let root: string;
let items: LoaderItem[];

async function addFile(path: string, bytes: Uint8Array, label: number): Promise<LoaderItem> {
  await writeFile(join(root, path), bytes);
  return { root, path, sha256: createHash('sha256').update(bytes).digest('hex'), label };
}

/** Blobs on noise: JPEG, PNG and 16-bit PNG in turn, of different sizes. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fovea-loader-'));
  await mkdir(join(root, 'scans'));
  items = await Promise.all(
    Array.from({ length: itemCount }, async (_, i) => {
      const random = randomGenerator(1, i);
      const [rows, columns] = [40 + random.integer(30), 50 + random.integer(60)];
      const isWide = i % 5 === 4;
      const data = isWide ? new Uint16Array(rows * columns) : new Uint8Array(rows * columns);
      for (let at = 0; at < data.length; at++) data[at] = (isWide ? 257 : 1) * (30 + random.integer(60) + (at % (20 + i) < 9 ? 100 : 0));
      const raster = { data, rows, columns, channels: 1 };
      const bytes = i % 2 === 0 || isWide ? await encodePng(raster) : await encodeJpeg(raster as Raster<Uint8Array>);
      return addFile(`scans/${i}.img`, bytes, i % 3);
    }),
  );
});
afterAll(() => rm(root, { recursive: true, force: true }));

type Loaded = { index: number; indices: number[]; labels: number[]; hash: string };

/** All batches of an epoch, with a hash over the bytes of each. */
async function loadEpoch(
  options: Partial<BatchLoaderOptions> = {},
  request: { epoch: number; training: boolean; fromBatch?: number; order?: Int32Array } = { epoch: 0, training: true },
): Promise<Loaded[]> {
  const loader = createBatchLoader({ items, config, ...options });
  try {
    return await readEpoch(loader, request);
  } finally {
    await loader.close();
  }
}

async function readEpoch(loader: ReturnType<typeof createBatchLoader>, request: Parameters<typeof loader.batches>[0]): Promise<Loaded[]> {
  const loaded: Loaded[] = [];
  for await (const batch of loader.batches(request)) {
    expect(batch.images.length).toBe(batch.count * 24 * 32 * config.input.channels);
    const bytes = Buffer.from(batch.images.buffer, batch.images.byteOffset, batch.images.byteLength);
    const hash = createHash('sha256').update(bytes).digest('hex');
    loaded.push({ index: batch.index, indices: [...batch.indices], labels: [...batch.labels], hash });
    batch.release();
  }
  return loaded;
}

const withTraining = (training: Partial<LoaderConfig['training']>): LoaderConfig => ({
  ...config,
  training: { ...config.training, ...training },
});

describe('a batch loader', () => {
  test('visits every item once, with its label, and keeps the short last batch', async () => {
    const epoch = await loadEpoch();
    expect(epoch.map(batch => batch.indices.length)).toEqual([4, 4, 4, 4, 4, 3]);
    expect(epoch.flatMap(batch => batch.indices).toSorted((a, b) => a - b)).toEqual([...items.keys()]);
    for (const { indices, labels } of epoch) expect(labels).toEqual(indices.map(index => index % 3));
  });

  test('gives the same bytes for any number of workers, any prefetch, any cache', async () => {
    const expected = await loadEpoch({ config: withTraining({ workers: 1 }), prefetch: 0 });
    const cacheFolder = join(root, 'cache-a');
    for (const [workers, prefetch, cacheMemoryBytes] of [
      [1, 3, 1e8],
      [2, 1, 0],
      [3, 5, 5000],
    ] as const) {
      const options = { config: withTraining({ workers }), prefetch, cacheMemoryBytes };
      expect(await loadEpoch(options)).toEqual(expected);
      expect(await loadEpoch({ ...options, cacheFolder })).toEqual(expected);
    }
  });

  test('augments by epoch and seed: another epoch, another seed, other bytes; the same again, the same bytes', async () => {
    const order = Int32Array.from(items.keys());
    const first = await loadEpoch({}, { epoch: 0, training: true, order });
    const hashes = (epoch: Loaded[]) => epoch.map(batch => batch.hash);
    expect(hashes(await loadEpoch({}, { epoch: 0, training: true, order }))).toEqual(hashes(first));
    for (const other of [
      await loadEpoch({}, { epoch: 1, training: true, order }),
      await loadEpoch({ config: { ...config, seed: 43 } }, { epoch: 0, training: true, order }),
      await loadEpoch({}, { epoch: 0, training: false, order }),
    ]) {
      for (const [i, hash] of hashes(other).entries()) expect(hash).not.toBe(hashes(first)[i]);
    }
  });

  test('an image does not depend on its place in the order', async () => {
    const order = Int32Array.from(items.keys());
    const single = withTraining({ batchSize: 1 });
    const forwards = await loadEpoch({ config: single }, { epoch: 2, training: true, order });
    const backwards = await loadEpoch({ config: single }, { epoch: 2, training: true, order: order.toReversed() });
    expect(backwards.toReversed().map(batch => batch.hash)).toEqual(forwards.map(batch => batch.hash));
  });

  test('an item drawn twice in an epoch is augmented differently each time', async () => {
    const single = withTraining({ batchSize: 1 });
    const [first, second] = await loadEpoch({ config: single }, { epoch: 0, training: true, order: Int32Array.of(5, 5) });
    expect(first?.hash).not.toBe(second?.hash);
  });

  test('resumes from the middle of an epoch with the same batches', async () => {
    const whole = await loadEpoch({}, { epoch: 3, training: true });
    expect(await loadEpoch({}, { epoch: 3, training: true, fromBatch: 4 })).toEqual(whole.slice(4));
    expect(await loadEpoch({}, { epoch: 3, training: true, fromBatch: 6 })).toEqual([]);
  });

  test('decodes once: later epochs come from memory, and from disk what memory could not hold', async () => {
    const cacheFolder = join(root, 'cache-b');
    const request = { epoch: 0, training: false };
    const inMemory = createBatchLoader({ items, config, cacheFolder });
    const expected = await readEpoch(inMemory, request);
    expect(await readEpoch(inMemory, request)).toEqual(expected);
    expect(inMemory.stats()).toEqual({ decoded: itemCount, fromDisk: 0, cacheProblem: null });
    await inMemory.close();

    const onDisk = createBatchLoader({ items, config, cacheFolder, cacheMemoryBytes: 0 });
    expect(await readEpoch(onDisk, request)).toEqual(expected);
    expect(onDisk.stats()).toEqual({ decoded: 0, fromDisk: itemCount, cacheProblem: null });
    await onDisk.close();

    const [key] = await readdir(cacheFolder);
    const folders = await readdir(join(cacheFolder, key as string));
    const torn = join(cacheFolder, key as string, folders[0] as string);
    await truncate(join(torn, (await readdir(torn))[0] as string), 100);
    const repaired = createBatchLoader({ items, config, cacheFolder, cacheMemoryBytes: 0 });
    expect(await readEpoch(repaired, request)).toEqual(expected);
    expect(repaired.stats()).toMatchObject({ decoded: 1, fromDisk: itemCount - 1 });
    await repaired.close();
  });

  test('a cache folder that cannot be written costs nothing but the cache', async () => {
    const loader = createBatchLoader({ items, config, cacheFolder: join(root, 'scans/0.img') });
    expect(await readEpoch(loader, { epoch: 0, training: true })).toEqual(await loadEpoch());
    expect(loader.stats().cacheProblem).toContain('ENOTDIR');
    await loader.close();
  });

  test('leaves a last batch of one image out in training and only then', async () => {
    const some = { items: items.slice(0, 9) };
    expect((await loadEpoch(some)).map(batch => batch.indices.length)).toEqual([4, 4]);
    expect((await loadEpoch(some, { epoch: 0, training: false })).map(batch => batch.indices.length)).toEqual([4, 4, 1]);
    const loader = createBatchLoader({ config, ...some });
    expect([loader.batchCount(true), loader.batchCount(false)]).toEqual([2, 3]);
    await loader.close();
  });

  test('an epoch that is left early frees its buffers for the next', async () => {
    const loader = createBatchLoader({ items, config });
    for await (const batch of loader.batches({ epoch: 0, training: true })) if (batch.index === 1) break;
    expect(await readEpoch(loader, { epoch: 0, training: true })).toEqual(await loadEpoch());
    await loader.close();
  });

  test('several batches can be held; holding all of them is an error, not a standstill', async () => {
    const loader = createBatchLoader({ items, config, prefetch: 1 });
    const held: number[] = [];
    const hold = async () => {
      for await (const batch of loader.batches({ epoch: 0, training: true })) held.push(batch.index);
    };
    await expect(hold()).rejects.toThrow('All 2 batch buffers are in use');
    expect(held).toEqual([0, 1]);
    await loader.close();
  });

  test('two epochs at once are refused', async () => {
    const loader = createBatchLoader({ items, config });
    const first = loader.batches({ epoch: 0, training: true });
    await first.next();
    await expect(loader.batches({ epoch: 1, training: true }).next()).rejects.toMatchObject({ code: 'conflict' });
    await first.return();
    await loader.close();
  });

  test('three channels come from grey and from RGB', async () => {
    const rgb = { data: Uint8Array.from({ length: 24 * 32 * 3 }, (_, i) => i % 251), rows: 24, columns: 32, channels: 3 };
    const coloured = await addFile('scans/rgb.png', await encodePng(rgb), 0);
    const loader = createBatchLoader({
      items: [coloured, items[0] as LoaderItem],
      config: { ...config, input: { size: [24, 32], channels: 3 }, steps: [{ name: 'squash', params: {} }] },
    });
    for await (const { images } of loader.batches({ epoch: 0, training: false })) {
      expect(Array.from(images.subarray(0, 6))).toEqual([0, 1, 2, 3, 4, 5].map(value => Math.fround(value / 255)));
      const grey = images.subarray(24 * 32 * 3);
      for (let i = 0; i < grey.length; i += 3) expect([grey[i + 1], grey[i + 2]]).toEqual([grey[i], grey[i]]);
    }
    await loader.close();
  });
});

describe('what goes wrong names the file', () => {
  const loadOne = (item: LoaderItem) =>
    loadEpoch({ items: [...items.slice(0, 6), item, ...items.slice(6)] }, { epoch: 0, training: false });

  test('a truncated scan', async () => {
    const raster = { data: new Uint8Array(5000).map((_, i) => i % 200), rows: 50, columns: 100, channels: 1 };
    const bytes = await encodeJpeg(raster);
    const item = await addFile('scans/cut.jpeg', bytes.subarray(0, bytes.length - 100), 0);
    await expect(loadOne(item)).rejects.toMatchObject({
      code: 'unreadableFile',
      details: { path: join(root, 'scans/cut.jpeg'), offset: bytes.length - 100 },
    });
  });

  test('a scan that is gone, that has changed since the import, or that lies outside its root', async () => {
    const item = items[0] as LoaderItem;
    await expect(loadOne({ ...item, path: 'scans/gone.png' })).rejects.toMatchObject({ code: 'notFound' });
    await expect(loadOne({ ...item, path: 'scans/2.img' })).rejects.toThrow('has changed since');
    await expect(loadOne({ ...item, root: join(root, 'scans'), path: '../scans/0.img' })).resolves.toHaveLength(6);
    await expect(loadOne({ ...item, root: join(root, 'cache-b'), path: '../scans/0.img' })).rejects.toThrow('Expected a path below');
  });

  test('an abort ends the epoch as interrupted', async () => {
    const controller = new AbortController();
    const loader = createBatchLoader({ items, config, signal: controller.signal });
    const read = async () => {
      for await (const batch of loader.batches({ epoch: 0, training: true })) {
        controller.abort();
        batch.release();
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'interrupted' });
  });

  test('a sampler that fails leaves the loader usable', async () => {
    const unlabelled = items.map(item => ({ ...item, label: -1 }));
    const loader = createBatchLoader({ items: unlabelled, config: { ...config, sampler: { name: 'balanced', params: {} } } });
    await expect(loader.batches({ epoch: 0, training: true }).next()).rejects.toMatchObject({ code: 'badInput' });
    expect(await readEpoch(loader, { epoch: 0, training: false })).toHaveLength(6);
    await loader.close();
  });

  test('wrong choices fail before any worker starts', () => {
    expect(() => createBatchLoader({ items, config: { ...config, augment: [{ name: 'blur', params: {} }] } })).toThrow("received 'blur'");
    expect(() => createBatchLoader({ items, config: { ...config, steps: [] } })).toThrow('exactly one step');
  });
});

test('the preview shows the inputs as the network gets them, back as grey levels', async () => {
  const identity = {
    ...config,
    steps: [
      { name: 'squash', params: {} },
      { name: 'standardize', params: {} },
    ],
  };
  const grey = { data: Uint8Array.from({ length: 24 * 32 }, (_, i) => i % 256), rows: 24, columns: 32, channels: 1 };
  const item = await addFile('scans/exact.png', await encodePng(grey), 2);
  const [plain] = await previewBatch({ items: [item], config: identity, training: false });
  expect(plain).toEqual({ index: 0, label: 2, raster: grey });
  const augmented = await previewBatch({ items, config });
  expect(augmented).toHaveLength(8);
  expect(augmented.map(image => image.index)).toEqual((await loadEpoch()).flatMap(batch => batch.indices).slice(0, 8));
});
