import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDiskCache } from './diskCache.ts';

const shape = { rows: 4, columns: 5, channels: 1 };
const wide = { ...shape, data: Uint16Array.from({ length: 20 }, (_, i) => i * 3000) };
const key = 'ab'.repeat(32);

let base: string;
let folder: string;
let file: string;
let count = 0;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'fovea-cache-'));
});
beforeEach(() => {
  folder = join(base, String(count++));
  file = join(folder, 'ab', `${key}.pixels`);
});
afterAll(() => rm(base, { recursive: true, force: true }));

describe('the disk cache', () => {
  test('gives back what was put, 8 and 16 bit', async () => {
    const cache = openDiskCache(folder, shape);
    expect(cache.get(key)).toBeNull();
    cache.put(key, wide);
    expect(openDiskCache(folder, shape).get(key)).toEqual(wide);
    const narrow = { ...shape, data: Uint8Array.from({ length: 20 }, (_, i) => i) };
    cache.put(key, narrow);
    expect(cache.get(key)).toEqual(narrow);
  });

  test('a file cut at any byte, or with any bit turned, is as good as none', async () => {
    const cache = openDiskCache(folder, shape);
    cache.put(key, wide);
    const whole = await readFile(file);
    for (let length = 0; length < whole.length; length++) {
      await truncate(file, 0);
      await writeFile(file, whole.subarray(0, length));
      expect(cache.get(key)).toBeNull();
    }
    for (let byte = 0; byte < whole.length; byte++) {
      const turned = Buffer.from(whole);
      turned[byte] = (turned[byte] as number) ^ 16;
      await writeFile(file, turned);
      expect(cache.get(key)).toBeNull();
    }
  });

  test('pixels of another shape are not taken', () => {
    openDiskCache(folder, shape).put(key, wide);
    expect(openDiskCache(folder, { rows: 5, columns: 4, channels: 1 }).get(key)).toBeNull();
  });

  test('a folder that cannot be written is a problem to report, not an error', async () => {
    await writeFile(folder, 'a file where the folder should be');
    const cache = openDiskCache(folder, shape);
    cache.put(key, wide);
    expect(cache.problem).toContain('ENOTDIR');
    expect(cache.get(key)).toBeNull();
  });
});
