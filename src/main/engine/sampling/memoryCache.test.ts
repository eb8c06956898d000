import { expect, test } from 'vitest';
import { allocatePixels, openMemoryCache } from './memoryCache.ts';

const shape = { rows: 4, columns: 5, channels: 1 };
const bytes = (value: number) => ({ ...shape, data: new Uint8Array(20).fill(value) });

test('keeps 8- and 16-bit pixels side by side, shared between all who open it', () => {
  const shared = allocatePixels(3, 20, 1e6);
  const one = openMemoryCache(shared, shape);
  const other = openMemoryCache(shared, shape);
  const wide = { ...shape, data: Uint16Array.from({ length: 20 }, (_, i) => i * 3000) };
  one.put(2, bytes(7));
  other.put(0, wide);
  expect(other.get(2)?.data).toEqual(bytes(7).data);
  expect(one.get(0)?.data).toEqual(wide.data);
  expect(one.get(1)).toBeNull();
});

test('the first writer of an item wins', () => {
  const cache = openMemoryCache(allocatePixels(1, 20, 1e6), shape);
  cache.put(0, bytes(1));
  cache.put(0, bytes(2));
  expect(cache.get(0)?.data[0]).toBe(1);
});

test('stays within its budget and says so by not having the rest', () => {
  const shared = allocatePixels(100, 20, 1000);
  const cache = openMemoryCache(shared, shape);
  for (let i = 0; i < 100; i++) cache.put(i, bytes(i));
  expect(shared.arena.byteLength).toBeLessThanOrEqual(1000);
  const kept = Array.from({ length: 100 }, (_, i) => cache.get(i)?.data[0]).filter(value => value !== undefined);
  expect(kept).toEqual(Array.from({ length: 15 }, (_, i) => i));
});

test('no budget, no cache, no error', () => {
  const cache = openMemoryCache(allocatePixels(2, 20, 0), shape);
  cache.put(0, bytes(1));
  expect(cache.get(0)).toBeNull();
});

test('a budget beyond what the system gives is halved until it fits', () => {
  const shared = allocatePixels(1000, 2 ** 40, Number.MAX_SAFE_INTEGER);
  expect(shared.arena.byteLength).toBeGreaterThan(0);
});
