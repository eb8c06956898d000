// A file or a folder as its series: DICOM by UIDs with the localizer found, headers with the files that are theirs, what cannot be read.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { dicomUids, writeDicomLocalizer, writeDicomOpt } from './dicom/writeDicomOpt.ts';
import { metaImageHeaderText, metaImageSamples } from './metaImage/writeMetaImage.ts';
import { openVolumePath } from './openVolumePath.ts';
import { asymmetricPhantom } from './testing/asymmetricPhantom.ts';
import { allSamples, collect } from './testing/openInMemory.ts';
import { phantomSamples, phantomSeries } from './testing/phantomSeries.ts';
import { writeVol } from './writers/writeVol.ts';

const folder = mkdtempSync(join(tmpdir(), 'fovea-path-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const phantom = asymmetricPhantom('OS');
const series = phantomSeries(phantom, 'uint16');
const mixed = join(folder, 'mixed');
mkdirSync(join(mixed, 'DICOM/S1'), { recursive: true });
const uids = dicomUids('test');
writeFileSync(join(mixed, 'DICOM/S1/I0002'), await collect(writeDicomOpt(series, uids)));
writeFileSync(join(mixed, 'DICOM/S1/I0001'), (await writeDicomLocalizer(series, uids)) as Uint8Array);
writeFileSync(join(mixed, 'scan.mhd'), metaImageHeaderText(series, 'scan.raw'));
writeFileSync(join(mixed, 'scan.raw'), await collect(metaImageSamples(series)));
writeFileSync(join(mixed, 'eye.vol'), writeVol(phantom));
writeFileSync(join(mixed, 'cut.vol'), writeVol(phantom).subarray(0, 3000));
writeFileSync(join(mixed, 'notes.txt'), 'no volume');

test('a file gives its series under its own name', async () => {
  const opened = await openVolumePath(join(mixed, 'eye.vol'));
  expect(opened).toMatchObject({ isFolder: false, refused: [] });
  expect(opened.series.map(({ format, names }) => [format, names])).toEqual([['heidelbergVol', ['eye.vol']]]);
  await opened.close();
});

test('a folder gives DICOM by UIDs, a header with its data file, and tells what cannot be read', async () => {
  const steps: number[] = [];
  const opened = await openVolumePath(mixed, { onProgress: done => steps.push(done) });
  expect(opened.series.map(({ format, names }) => [format, names])).toEqual([
    ['dicom', ['DICOM/S1/I0001']],
    ['dicom', ['DICOM/S1/I0002']],
    ['heidelbergVol', ['eye.vol']],
    ['metaImage', ['scan.mhd']],
  ]);
  const tomogram = opened.series[1]?.volume;
  expect(tomogram?.header).toMatchObject({ laterality: 'OS', scanPattern: 'raster', localizer: { rows: phantom.localizer.rows } });
  for (const index of [1, 3]) {
    expect(await allSamples(opened.series[index]?.volume as typeof series)).toEqual(phantomSamples(phantom, 'uint16'));
  }
  expect(opened.refused.map(({ name, error }) => [name, error.code])).toEqual([['cut.vol', 'unreadableFile']]);
  expect(steps.at(-1)).toBe(7);
  await opened.close();
});

test('the switches of each format reach its files', async () => {
  await expect(openVolumePath(join(mixed, 'eye.vol'), { params: { heidelbergVol: { unknown: 1 } } })).rejects.toMatchObject({
    ...{ code: 'badInput', message: expect.stringContaining('unknown') },
  });
});

test('nothing, a folder without a volume, a folder of damaged ones and a cancelled look are errors that say so', async () => {
  const texts = join(folder, 'texts');
  const damaged = join(folder, 'damaged');
  mkdirSync(texts);
  mkdirSync(damaged);
  writeFileSync(join(texts, 'a.txt'), 'no volume');
  copyFileSync(join(mixed, 'cut.vol'), join(damaged, 'cut.vol'));
  await expect(openVolumePath(join(folder, 'none'))).rejects.toMatchObject({ code: 'notFound' });
  await expect(openVolumePath(join(texts, 'a.txt'))).rejects.toMatchObject({ code: 'unsupportedFormat' });
  await expect(openVolumePath(texts)).rejects.toMatchObject({ code: 'unsupportedFormat', message: expect.stringContaining('1 file ') });
  await expect(openVolumePath(damaged)).rejects.toMatchObject({ message: expect.stringContaining('cut.vol') });
  await expect(openVolumePath(mixed, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'interrupted' });
});
