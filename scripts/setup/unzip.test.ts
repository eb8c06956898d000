import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { AppError } from '../../src/shared/errors.ts';
import { randomGenerator } from '../../src/shared/random.ts';
import { readZipDirectory, unpackZipEntry } from './unzip.ts';

const folder = mkdtempSync(join(tmpdir(), 'fovea-unzip-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, bytes: Uint8Array): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

async function unpack(path: string, name: string): Promise<string> {
  const entry = (await readZipDirectory(path)).get(name);
  if (entry === undefined) throw new Error(`${name} is not in ${path}`);
  await unpackZipEntry(path, entry, join(folder, 'out'));
  return readFileSync(join(folder, 'out'), 'utf8');
}

const words = 'B-scan A-scan en face '.repeat(5000);
const archive = zipSync({
  'a/deflated.txt': Buffer.from(words),
  'stored.txt': [Buffer.from('as it is'), { level: 0 }],
  'empty.txt': [Buffer.alloc(0), { level: 0 }],
});

test('deflated, stored and empty files come out as they went in', async () => {
  const path = file('whole.zip', archive);
  expect([...(await readZipDirectory(path)).keys()]).toEqual(['a/deflated.txt', 'stored.txt', 'empty.txt']);
  expect(await unpack(path, 'a/deflated.txt')).toBe(words);
  expect(await unpack(path, 'stored.txt')).toBe('as it is');
  expect(await unpack(path, 'empty.txt')).toBe('');
});

// The archive of zip64.py, which Python's own zipfile wrote: one file, with the 64-bit records that an archive over 4 GiB has.
test('the 64-bit form is read', async () => {
  expect(await unpack(join(import.meta.dirname, '../../tests/golden/zip64/zip64.zip'), 'retina.txt')).toBe('sixty-four bits\n');
});

test('a changed byte in a file’s data is noticed by the checksum', async () => {
  const changed = Uint8Array.from(archive);
  const at = Buffer.from(archive).indexOf('as it is');
  changed[at] = 0x41;
  await expect(unpack(file('changed.zip', changed), 'stored.txt')).rejects.toThrow(/wrong checksum/);
});

test('a disk that fills up while unpacking is an error, not a short file', async () => {
  const path = file('whole.zip', archive);
  const entry = (await readZipDirectory(path)).get('a/deflated.txt');
  if (entry === undefined) throw new Error('the entry is missing');
  await expect(unpackZipEntry(path, entry, '/dev/full')).rejects.toMatchObject({ code: 'ENOSPC' });
});

test('cut or damaged archives give an AppError that names file and offset, whatever the damage', async () => {
  const random = randomGenerator(7, 'damaged zip');
  let failures = 0;
  for (let round = 0; round < 200; round++) {
    const bytes = Uint8Array.from(archive.subarray(0, round % 2 === 0 ? random.integer(archive.length) : archive.length));
    for (let change = 0; change < 4; change++) bytes[random.integer(bytes.length)] = random.integer(256);
    try {
      await unpack(file('damaged.zip', bytes), 'a/deflated.txt');
    } catch (error) {
      if (error instanceof Error && error.message.includes('is not in')) continue;
      expect(error).toBeInstanceOf(AppError);
      expect((error as AppError).message).toMatch(/damaged\.zip .* at offset /);
      failures++;
    }
  }
  expect(failures).toBeGreaterThan(100);
});
