// The data card of a file on disk; a file that is no volume is left to the images.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { dicomUids, writeDicomOpt } from '../dataset/formats/dicom/writeDicomOpt.ts';
import { asymmetricPhantom } from '../dataset/formats/testing/asymmetricPhantom.ts';
import { collect } from '../dataset/formats/testing/openInMemory.ts';
import { phantomSeries } from '../dataset/formats/testing/phantomSeries.ts';
import { writeBioptigen } from '../dataset/formats/writers/writeBioptigen.ts';
import { writeVol } from '../dataset/formats/writers/writeVol.ts';
import { inspectVolume, volumeText } from './inspectVolume.ts';

const folder = mkdtempSync(join(tmpdir(), 'fovea-inspect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a DICOM volume is told with its eye, size, spacing and what is known of it', async () => {
  const path = join(folder, 'opt.dcm');
  writeFileSync(path, await collect(writeDicomOpt(phantomSeries(asymmetricPhantom('OS')), dicomUids('inspect'))));
  const inspected = await inspectVolume(path);
  expect(inspected).toMatchObject({ format: 'dicom', series: [{ name: 'OPT' }] });
  const text = inspected === null ? '' : volumeText(inspected);
  for (const part of ['OS', '3.87', 'DICOM']) expect(text).toContain(part);
});

test('a text file is no volume', async () => {
  const path = join(folder, 'notes.txt');
  writeFileSync(path, 'no volume');
  expect(await inspectVolume(path)).toBeNull();
});

test('a folder is told series by series with their files, and what cannot be read with its reason, once', async () => {
  const place = join(folder, 'eye');
  mkdirSync(join(place, 'scan'), { recursive: true });
  const vol = writeVol(asymmetricPhantom('OD'));
  writeFileSync(join(place, 'scan', 'a.vol'), vol);
  writeFileSync(join(place, 'scan', 'cut.vol'), vol.subarray(0, 3000));
  writeFileSync(join(place, 'b.oct'), writeBioptigen(asymmetricPhantom('OD')));
  const inspected = await inspectVolume(place);
  const lines = (inspected === null ? '' : volumeText(inspected)).split('\n');
  expect(lines.filter(line => /^\d+: /.test(line))).toEqual([
    '1: volume, b.oct',
    expect.stringMatching(/^2: HSF-OCT-103.*, scan\/a\.vol$/),
  ]);
  expect(lines.at(-2)).toBe('Not read: 1 file');
  expect(lines.at(-1)).toMatch(/^ {2}scan\/cut\.vol: expected (?!.*cut\.vol)/);
});
