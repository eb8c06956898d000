// Files sent to the host: with a key and from our own page only, beyond the size that other requests may have, and cut off.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testPng } from '../../src/main/dataset/testing/testImages.ts';
import { openTestHost, type TestHost } from './testHost.ts';

let host: TestHost;
beforeAll(async () => {
  host = await openTestHost();
});
afterAll(() => host.close());

async function send(query: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const response = await fetch(`${host.address}/upload?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${host.token}`, ...headers },
    body,
  });
  return {
    status: response.status,
    answer: (await response.json()) as Record<string, unknown> & { error: { code: string; message: string } },
  };
}

test('a file of 20 MB comes in whole, and the next one joins it', async () => {
  const bytes = new Uint8Array(20 * 2 ** 20).fill(7);
  const { status, answer } = await send('name=large.bin', bytes);
  expect([status, answer]).toEqual([200, expect.objectContaining({ name: 'large.bin', sizeBytes: bytes.length, format: null })]);
  const png = Uint8Array.from(await testPng(1));
  const next = await send(`name=${encodeURIComponent('CNV/ü 1.png')}&id=${answer.id}`, png);
  expect(next.answer).toMatchObject({ folder: answer.folder, name: 'CNV/ü 1.png', format: 'png' });
  expect(readFileSync(join(String(answer.folder), 'CNV/ü 1.png')).equals(png)).toBe(true);
});

test('strangers and other sites are refused before anything is written', async () => {
  const before = readdirSync(join(host.workspace, 'incoming')).length;
  const body = new Uint8Array(10);
  expect((await send('name=a', body, { authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await send('name=a', body, { origin: 'http://elsewhere.example' })).status).toBe(403);
  expect((await send('', body)).answer.error).toMatchObject({ code: 'usage' });
  expect((await send('name=a&id=..%2F..', body)).answer.error).toMatchObject({ code: 'usage' });
  expect(readdirSync(join(host.workspace, 'incoming'))).toHaveLength(before);
});

test('an upload that the sender breaks off leaves no file', async () => {
  const { answer } = await send('name=first.bin', new Uint8Array(1));
  const folder = String(answer.folder);
  const headers = { authorization: `Bearer ${host.token}`, 'content-length': '1000000' };
  const call = request(`${host.address}/upload?name=cut.bin&id=${answer.id}`, { method: 'POST', headers });
  call.on('error', () => undefined);
  call.write(Buffer.alloc(1000));
  await expect.poll(() => readdirSync(folder).length).toBe(2); // the first one, and what has come of the second
  call.destroy();
  await expect.poll(() => readdirSync(folder)).toEqual(['first.bin']);
  expect(existsSync(join(folder, 'cut.bin'))).toBe(false);
});
