// The data card of a file on disk; a file that is no volume is left to the images.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { dicomUids, writeDicomOpt } from '../dataset/formats/dicom/writeDicomOpt.ts';
import { asymmetricPhantom } from '../dataset/formats/testing/asymmetricPhantom.ts';
import { collect } from '../dataset/formats/testing/openInMemory.ts';
import { phantomSeries } from '../dataset/formats/testing/phantomSeries.ts';
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
