// A volume taken in over a real connection: whole, from the B-scan on screen on, and with a reason where it breaks off.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import { AppError } from '../../../shared/errors.ts';
import { streamVolume } from './streamVolume.ts';

const shape = { bscans: 30, rows: 4, columns: 5, channels: 1 };
const frameBytes = shape.rows * shape.columns;
const samples = Uint8Array.from({ length: shape.bscans * frameBytes }, (_, i) => (i * 37) % 253);
const damaged = new AppError('unreadableFile', 'eye.vol: expected B-scan 12, received half of it.');

let server: Server;
let asked: string[] = [];
/** Breaks a run off at B-scan 12: `passing` for once, `damaged` whoever asks for it. */
let trouble: 'none' | 'passing' | 'damaged' | 'short' = 'none';
beforeAll(async () => {
  server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://x').searchParams;
    const [first, count] = [Number(query.get('frame')), Number(query.get('count'))];
    asked.push(`${first}+${count}`);
    const bytes = samples.subarray(first * frameBytes, (first + count) * frameBytes);
    const holds = trouble !== 'none' && first <= 12 && 12 < first + count;
    if (holds && count === 1 && trouble === 'damaged') {
      response.writeHead(422, { 'content-type': 'application/json' }).end(JSON.stringify({ error: damaged.toJSON() }));
    } else if (holds && trouble === 'short') {
      response.writeHead(200, { 'content-length': 3 }).end(bytes.subarray(0, 3));
    } else if (holds && count > 1) {
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, (12 - first) * frameBytes + 7), () => response.destroy());
    } else response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const real = fetch;
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => real(`${origin}${address}`, init));
});
afterAll(() => {
  vi.unstubAllGlobals();
  server.close();
});

const view = { item: 'eye', version: '1', header: { series: 'eye', shape } } as unknown as VolumeView;
const taken = (how: typeof trouble, signal = new AbortController().signal) => {
  trouble = how;
  asked = [];
  return streamVolume(view, 12, signal);
};

it('is whole, and the B-scan on screen comes first', async () => {
  expect(await taken('none')).toEqual(samples);
  expect(asked.slice(0, 2).sort()).toEqual(['12+2', '14+4']);
});

it('goes on alone where a run broke off, and tells what is wrong with the B-scan that cannot be read', async () => {
  expect(await taken('passing')).toEqual(samples);
  expect(asked).toContain('12+1');
  await expect(taken('damaged')).rejects.toThrow(damaged.message);
  await expect(taken('short')).rejects.toThrow(/expected 40 grey samples/);
});

it('ends with its signal', async () => {
  await expect(taken('none', AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
});
