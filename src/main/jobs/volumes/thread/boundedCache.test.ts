import { expect, test } from 'vitest';
import { boundedCache } from './boundedCache.ts';

test('the least recently used go first, and what is asked for twice at once is made once', async () => {
  const made: string[] = [];
  const cache = boundedCache<string>(6, ({ length }) => length);
  const get = (key: string) =>
    cache.get(key, async () => {
      made.push(key);
      return key.padEnd(3, '.');
    });
  expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['a..', 'a..', 'b..']);
  await get('a');
  await get('c');
  expect(made).toEqual(['a', 'b', 'c']);
  await get('a');
  await get('b');
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});

test('what fails is made anew, and what is larger than all room is still given', async () => {
  const cache = boundedCache<number>(10, value => value);
  await expect(cache.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await cache.get('a', async () => 99)).toBe(99);
  expect(await cache.get('a', async () => 1)).toBe(99);
  await cache.get('b', async () => 5);
  expect(await cache.get('a', async () => 1)).toBe(1);
});
