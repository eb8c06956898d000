import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scratchFolder } from '../jobs/testing/scratch.ts';
import { openBlobs } from './blobs.ts';

let scratch: ReturnType<typeof scratchFolder>;
beforeEach(() => {
  scratch = scratchFolder();
});
afterEach(() => scratch.remove());

// SHA-256 of 'abc', FIPS 180-2 appendix B.1.
const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

test('bytes lie under their hash and are written once', () => {
  const blobs = openBlobs(scratch.path);
  expect(blobs.has(abc)).toBe(false);
  expect(blobs.put(Buffer.from('abc'))).toBe(abc);
  expect(blobs.path(abc)).toBe(join(scratch.path, 'ba', abc));
  const { ino } = statSync(blobs.path(abc));
  expect(blobs.put(Buffer.from('abc'))).toBe(abc);
  expect(statSync(blobs.path(abc)).ino).toBe(ino);
  expect(readdirSync(join(scratch.path, 'ba'))).toEqual([abc]);
  expect([blobs.has(abc), blobs.read(abc).toString()]).toEqual([true, 'abc']);
});

test('a blob that changed on the disk is damage, an absent one is not found', () => {
  const blobs = openBlobs(scratch.path);
  blobs.put(Buffer.from('abc'));
  writeFileSync(blobs.path(abc), 'abd');
  expect(() => blobs.read(abc)).toThrow(expect.objectContaining({ code: 'damaged' }));
  expect(() => blobs.read('0'.repeat(64))).toThrow(expect.objectContaining({ code: 'notFound' }));
});

test('only a hash is a name: nothing leads out of the folder', () => {
  const blobs = openBlobs(join(scratch.path, 'blobs'));
  for (const name of ['', '../../secret', abc.toUpperCase(), `${abc}/x`, `${abc}\n`]) {
    expect(() => blobs.path(name), name).toThrow(expect.objectContaining({ code: 'badInput' }));
  }
  expect(existsSync(join(scratch.path, 'blobs'))).toBe(false);
});
