// What a person has set up for themselves, over either link.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHost, type TestHost } from './testHost.ts';

let host: TestHost;
beforeAll(async () => {
  host = await openTestHost();
});
afterAll(() => host.close());

test('any JSON is kept under its key, the newest wins', async () => {
  const value = { columns: ['name', 'state'], width: 240, isOpen: true, note: null };
  await host.client.preferences.set.mutate({ key: 'runs.columns', value: 1 });
  await host.client.preferences.set.mutate({ key: 'runs.columns', value });
  expect(await host.client.preferences.all.query()).toMatchObject({ 'runs.columns': value });
});

test('what is no key, and what is too long, is refused', async () => {
  for (const input of [
    { key: 'a key', value: 1 },
    { key: '', value: 1 },
    { key: 'long', value: 'x'.repeat(100_001) },
  ]) {
    await expect(host.client.preferences.set.mutate(input)).rejects.toMatchObject({ data: { appError: { code: 'usage' } } });
  }
});
