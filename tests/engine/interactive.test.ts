// The interactive engine answers what the run folder's own jobs answer.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodePng } from '../../src/main/dataset/formats/sharpCodec.ts';
import { InteractiveEngine } from '../../src/main/engine/host/interactive.ts';
import { type InteractiveClient, openInteractiveEngine } from '../../src/main/engine/host/interactiveClient.ts';
import type { InteractiveReply } from '../../src/main/engine/host/interactiveProtocol.ts';
import { tensorflowBackend } from '../../src/main/engine/tensorflow/backend.ts';
import { liveTensorCount } from '../../src/main/engine/tensorflow/binding.ts';
import { openHandleCount } from '../../src/main/engine/tensorflow/eager.ts';
import type { ManifestItem } from '../../src/shared/domain/manifest.ts';
import type { RunConfig } from '../../src/shared/domain/runConfig.ts';
import { unlikeSentence } from '../../src/shared/domain/unlike.ts';
import { makeRun, quickConfig, runEngine, writeImages } from './runFixture.ts';

let folder: string;
let manifest: ManifestItem[];
let run: string;
let client: InteractiveClient;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interactive-'));
  manifest = await writeImages(join(folder, 'images'), 24);
  run = makeRun(join(folder, 'run'), quickConfig(), manifest);
  expect((await runEngine(run)).error).toBeNull();
});
beforeEach(() => {
  client = openInteractiveEngine();
});
afterEach(() => client.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = ({ root, path, sha256 }: ManifestItem) => ({ root, path, sha256 });
const best = () => ({ run, checkpoint: 'best' as const });
const files = () => manifest.map(fileOf);

/** Rows that a run folder's own job writes about the same items. */
async function rowsOf(name: string, change: Partial<RunConfig>, rows: string): Promise<Record<string, unknown>[]> {
  const job = makeRun(join(folder, name), { ...quickConfig(), ...change, weights: { folder: run, checkpoint: 'best' } }, manifest);
  expect((await runEngine(job)).error).toBeNull();
  const lines = readFileSync(join(job, rows), 'utf8').trimEnd().split('\n');
  return lines.map(line => JSON.parse(line));
}

describe('answers', () => {
  it('are those of a predict run, bit for bit', async () => {
    const expected = await rowsOf('predict', { kind: 'predict' }, 'predictions/predict.jsonl');
    const progress: number[] = [];
    const { items } = await client.predict({ ...best(), items: files() }, { onProgress: ({ done }) => progress.push(done) });
    expect(items).toEqual(expected.map(({ logits, probabilities, predicted }) => ({ logits, probabilities, predicted })));
    expect(progress).toEqual([5, 10, 15, 20, 25, 30, 35, 40, 45, 48]);
  });

  it('are those of an explain run, with the map and where it lies', async () => {
    const explain = { method: { name: 'hirescam', params: {} }, layer: 'features.0', class: 'BLOB' };
    const expected = await rowsOf('explain', { kind: 'explain', explain }, 'artifacts/explanations.jsonl');
    expect(expected.some(row => Number(row.maximum) > 0)).toBe(true);
    const { layers, chosen } = await client.layers({ run });
    expect(layers.map(layer => layer.name)).toContain(chosen);
    const layer = layers.find(({ name }) => name === 'features.0');
    for (const [i, item] of manifest.slice(0, 4).entries()) {
      const request = { ...best(), item: fileOf(item), method: 'hirescam', layer: 'features.0', class: 'BLOB' };
      const { map, network, placement, image, ...numbers } = await client.explain(request);
      expect({ item: item.item, path: item.path, ...numbers, overlay: expected[i]?.overlay }).toEqual(expected[i]);
      expect([map.rows, map.columns]).toEqual(layer?.size);
      expect(Math.max(...map.data)).toBe(numbers.maximum);
      // 40 × 48 pixels fitted to 32 × 32: the middle stays the middle.
      expect({ network, image }).toEqual({ network: { rows: 32, columns: 32 }, image: { rows: 40, columns: 48 } });
      expect(placement.rowScale * 20 + placement.rowOffset).toBeCloseTo(16, 10);
      expect(placement.columnScale * 24 + placement.columnOffset).toBeCloseTo(16, 10);
    }
  });

  it('of pixels at hand are those of the picture that holds them, bit for bit', async () => {
    const [rows, columns] = [40, 48];
    const data = Uint8Array.from({ length: rows * columns }, (_, i) => (i * 7919) % 251);
    const raster = { data, rows, columns, channels: 1 as const };
    writeFileSync(join(folder, 'bscan.png'), await encodePng(raster));
    const pixels = { path: 'a volume, B-scan 1', raster };
    const picture = { root: folder, path: 'bscan.png' };
    const explain = { ...best(), method: 'gradcam', layer: null, class: null };
    expect(await client.explain({ ...explain, item: pixels })).toEqual(await client.explain({ ...explain, item: picture }));
    const { items } = await client.predict({ ...best(), items: [pixels] });
    expect(items).toEqual((await client.predict({ ...best(), items: [picture] })).items);
    expect(await client.unlike({ ...best(), item: pixels })).toEqual(await client.unlike({ ...best(), item: picture }));
    const cut = { path: 'cut', raster: { ...raster, rows: 41 } };
    await expect(client.explain({ ...explain, item: cut })).rejects.toThrow(/one grey level for each pixel/);
  });

  it('keep their bits when other files cannot be read, and each of those has its own error', async () => {
    writeFileSync(join(folder, 'text.png'), 'not an image');
    const good = await client.predict({ ...best(), items: files() });
    const items = files();
    items[1] = { root: folder, path: 'text.png' } as (typeof items)[number];
    items[2] = { ...fileOf(manifest[2] as ManifestItem), sha256: '0'.repeat(64) };
    items[7] = { root: folder, path: '../elsewhere.png', sha256: '0'.repeat(64) };
    items[8] = { root: folder, path: 'gone.png', sha256: '0'.repeat(64) };
    const mixed = await client.predict({ ...best(), items });
    const errors: Record<number, string> = { 1: 'unsupportedFormat', 2: 'badInput', 7: 'badInput', 8: 'notFound' };
    mixed.items.forEach((answer, i) => {
      const code = errors[i];
      expect(answer).toEqual(code === undefined ? good.items[i] : { error: expect.objectContaining({ code }) });
    });
  });

  it('to two requests at once come both', async () => {
    const [item] = files();
    const explanation = client.explain({ ...best(), item: item ?? { root: '', path: '' }, method: 'gradcam', layer: null, class: null });
    const prediction = client.predict({ ...best(), items: files() });
    expect((await explanation).method).toBe('gradcam');
    expect((await prediction).items).toHaveLength(manifest.length);
  });

  it('say how a scan differs from the training data, also for a run that does not keep what that was like', async () => {
    const [item] = manifest.filter(({ split }) => split === 'test').map(fileOf);
    const known = await client.unlike({ ...best(), item: item as ReturnType<typeof fileOf> });
    expect(known.scans).toBe(manifest.filter(({ split }) => split === 'train').length);
    expect([known.size.words, known.colour.words]).toEqual([null, null]);
    const noise = Uint8Array.from({ length: 64 * 200 * 3 }, (_, i) => (i * 7919) % 256);
    writeFileSync(join(folder, 'noise.png'), await encodePng({ data: noise, rows: 64, columns: 200, channels: 3 }));
    const other = await client.unlike({ ...best(), item: { root: folder, path: 'noise.png' } });
    expect(unlikeSentence(other)).toMatch(/width 200 and height 64, in colour, brighter than 99 % of it/);
    const older = join(folder, 'older');
    cpSync(run, older, { recursive: true });
    rmSync(join(older, 'artifacts'), { recursive: true });
    const progress: number[] = [];
    const request = { run: older, checkpoint: 'best' as const, item: item as ReturnType<typeof fileOf> };
    const made = await client.unlike(request, { onProgress: ({ done }) => progress.push(done) });
    expect(made).toEqual(known);
    expect(progress.length).toBeGreaterThan(1);
  });

  it('follow the checkpoint when the run goes on', async () => {
    const growing = makeRun(join(folder, 'growing'), quickConfig(), manifest);
    await runEngine(growing, event => event.type === 'metric' && event.step >= 5);
    const last = { checkpoint: 'last' as const, items: files() };
    const early = await client.predict({ run: growing, ...last });
    expect(await client.predict({ run: growing, ...last })).toEqual(early);
    const { pid } = client;
    expect((await runEngine(growing)).error).toBeNull();
    const late = await client.predict({ run: growing, ...last });
    expect(client.pid).toBe(pid);
    expect(late).not.toEqual(early);
    // A resumed run is the uninterrupted one, bit for bit.
    expect(late).toEqual(await client.predict({ run, ...last }));
  });

  it('say what is wrong with a request', async () => {
    const item = files()[0] ?? { root: '', path: '' };
    const explain = { ...best(), item, method: 'gradcam', layer: null, class: null };
    await expect(client.layers({ run: join(folder, 'nowhere') })).rejects.toMatchObject({ code: 'notFound' });
    await expect(client.explain({ ...explain, layer: 'nowhere' })).rejects.toMatchObject({ code: 'unknownName' });
    await expect(client.explain({ ...explain, class: 'NOBODY' })).rejects.toThrow(/BLOB, PLAIN/);
    await expect(client.explain({ ...explain, method: 'guess' })).rejects.toThrow(/gradcam, hirescam/);
    await expect(client.predict({ ...best(), items: [{ root: folder, path: 'x.png', frame: -1 }] })).rejects.toMatchObject({
      code: 'usage',
    });
  });
});

describe('inside', () => {
  it('a cancelled request ends between two batches, and everything is given back', async () => {
    tensorflowBackend();
    const before = [liveTensorCount(), openHandleCount()];
    const replies: InteractiveReply[] = [];
    const engine: InteractiveEngine = new InteractiveEngine(async reply => {
      replies.push(reply);
      if (reply.type === 'progress' && reply.progress.done === 10) await engine.receive({ id: reply.id, method: 'cancel' });
    });
    await engine.receive({ id: 0, method: 'predict', params: { ...best(), items: files() } });
    expect(replies.map(reply => reply.type)).toEqual(['progress', 'progress', 'error']);
    expect(replies.at(-1)).toMatchObject({ error: { code: 'interrupted' } });

    const other = join(folder, 'copy');
    cpSync(run, other, { recursive: true });
    const explain = { item: files()[0], method: 'gradcam', layer: null, class: null };
    for (const [id, trained] of [best(), { run, checkpoint: 'last' }, { run: other, checkpoint: 'best' }, best()].entries()) {
      await engine.receive({ id, method: 'explain', params: { ...trained, ...explain } });
      expect(replies.at(-1)).toMatchObject({ id, type: 'result' });
    }
    await engine.receive({ id: 8, method: 'unlike', params: { ...best(), item: files()[0] } });
    await engine.receive({ id: 9, method: 'layers', params: { run } });
    engine.dispose();
    expect([liveTensorCount(), openHandleCount()]).toEqual(before);
  });
});
