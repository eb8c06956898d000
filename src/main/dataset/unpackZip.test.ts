import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { unpackZip } from './unpackZip.ts';

const limits = { entries: 10, sizeBytes: 1_000_000 };

function archive(bytes: Uint8Array): { path: string; folder: string } {
  const scratch = mkdtempSync(join(tmpdir(), 'fovea-zip-'));
  onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
  const path = join(scratch, 'a.zip');
  writeFileSync(path, bytes);
  return { path, folder: join(scratch, 'out') };
}

test('files come out in their folders, stored and deflated ones, and none outside', async () => {
  const long = new Uint8Array(200_000).map((_, i) => i % 251);
  const { path, folder } = archive(
    zipSync({
      'CNV/a.bin': long,
      'CNV/stored.bin': [long, { level: 0 }],
      '../../out.bin': Uint8Array.of(1),
      '__MACOSX/x': Uint8Array.of(2),
    }),
  );
  expect(await unpackZip(path, folder, limits)).toEqual({ files: 3, sizeBytes: 400_001 });
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['CNV', 'CNV/a.bin', 'CNV/stored.bin', 'out.bin']);
  for (const name of ['CNV/a.bin', 'CNV/stored.bin']) expect(readFileSync(join(folder, name)).equals(long)).toBe(true);
});

test('an archive that becomes too large or too many is refused on the way', async () => {
  const zeros = archive(zipSync({ 'zeros.bin': new Uint8Array(50_000_000) }));
  await expect(unpackZip(zeros.path, zeros.folder, limits)).rejects.toMatchObject({ code: 'badInput' });
  const many = archive(zipSync(Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`${i}`, Uint8Array.of(i)]))));
  await expect(unpackZip(many.path, many.folder, limits)).rejects.toThrow('at most 10 files');
});

test('a cut archive, and a damaged one, are unreadable', async () => {
  const whole = zipSync({ 'a.bin': new Uint8Array(100_000).map((_, i) => (i * 7919) % 256) });
  for (const bytes of [whole.subarray(0, 400), whole.with(60, 255).with(61, 255).with(62, 255)]) {
    const { path, folder } = archive(bytes);
    await expect(unpackZip(path, folder, limits)).rejects.toMatchObject({ code: 'unreadableFile' });
  }
});
