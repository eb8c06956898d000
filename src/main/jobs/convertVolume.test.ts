// Conversions of the phantom and of a real vendor format, each read back; nothing of the patient comes along.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { noPatient } from '../dataset/formats/arraySeries.ts';
import { openBytes } from '../dataset/formats/byteSource.ts';
import { groupDicomFolder } from '../dataset/formats/dicom/dicomFolder.ts';
import { writeNifti } from '../dataset/formats/nifti/writeNifti.ts';
import { openVolumePath, type PathSeries } from '../dataset/formats/openVolumePath.ts';
import { asymmetricPhantom } from '../dataset/formats/testing/asymmetricPhantom.ts';
import { collect } from '../dataset/formats/testing/openInMemory.ts';
import { phantomSeries } from '../dataset/formats/testing/phantomSeries.ts';
import { openVolumeFile } from '../dataset/formats/volumes.ts';
import { writeImg } from '../dataset/formats/writers/writeImg.ts';
import { writeVol } from '../dataset/formats/writers/writeVol.ts';
import { convertVolume } from './convertVolume.ts';
import { inspectVolume } from './inspectVolume.ts';

const folder = mkdtempSync(join(tmpdir(), 'fovea-convert-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const phantom = asymmetricPhantom('OS');
const vol = join(folder, 'scan.vol');
writeFileSync(vol, writeVol(phantom));
const wide = join(folder, 'wide.nii');
writeFileSync(wide, await collect(writeNifti(phantomSeries(phantom, 'uint16'))));

test.each(['a.nii', 'a.nii.gz', 'a.mha', 'a.mhd'])('a .vol becomes %s with the same samples, spacing and eye', async name => {
  const to = join(folder, name);
  const converted = await convertVolume({ from: vol, to });
  expect(converted).toMatchObject({ format: 'heidelbergVol', bscans: phantom.shape.bscans });
  expect(converted.identifiersLeftOut.length).toBeGreaterThan(0);
  const { file } = await openVolumeFile(to);
  const source = await openVolumeFile(vol);
  const [written, read] = [file.series[0]?.header, source.file.series[0]?.header];
  expect(written?.laterality).toBe('OS');
  expect(written?.spacingUm.column?.value).toBeCloseTo(read?.spacingUm.column?.value ?? 0, 3);
  await file.close();
  await source.file.close();
  const bytes = converted.files.map(path => readFileSync(path, 'latin1')).join('');
  for (const secret of ['P-4711', 'Phantom', 'Ada', '1950']) expect(bytes).not.toContain(secret);
});

test('a .vol becomes DICOM as display grey, its localizer beside it and its B-scans on it', async () => {
  const to = join(folder, 'b.dcm');
  const { files } = await convertVolume({ from: vol, to, display: true });
  expect(files).toEqual([to, join(folder, 'b-localizer.dcm')]);
  const opened = await groupDicomFolder(files.map(name => ({ name, open: () => openBytes(name) })));
  const header = opened.series.find(series => series.header.modality === 'OCT')?.header;
  const { file } = await openVolumeFile(vol);
  const wanted = file.series[0]?.header.bscans[0]?.path;
  const path = header?.bscans[0]?.path;
  if (path?.kind !== 'line' || wanted?.kind !== 'line') throw new Error('expected lines');
  expect(path.start.xUm).toBeCloseTo(wanted.start.xUm, 1);
  expect(path.start.yUm).toBeCloseTo(wanted.start.yUm, 1);
  await file.close();
  await opened.close();
});

test('a file without a header is inspected and converted as it is asked to be cut', async () => {
  const small = asymmetricPhantom('OD', { bscans: 3, rows: 1024, columns: 16 });
  const from = join(folder, 'renamed.img');
  writeFileSync(from, writeImg(small).bytes);
  await expect(convertVolume({ from, to: join(folder, 'img.nii') })).rejects.toMatchObject({ code: 'unsupportedFormat' });
  const switches = ['columns=16', 'bscans=3', 'isReversed=true'];
  const converted = await convertVolume({ from, to: join(folder, 'img.nii'), switches });
  expect(converted).toMatchObject({ format: 'zeissImg', bscans: 3 });
  expect(converted.samplesSha256).toBe(createHash('sha256').update(small.grey).digest('hex'));
  const inspected = await inspectVolume(from, { switches });
  expect(inspected?.series[0]?.card.find(({ title }) => title === 'Scan')?.lines).toContainEqual(
    expect.objectContaining({ label: 'Size', value: '3 B-scans of 16 × 1 024 px' }),
  );
});

test('a folder is inspected and converted series by series', async () => {
  const from = join(folder, 'examination');
  mkdirSync(from);
  for (const name of ['b.dcm', 'b-localizer.dcm']) copyFileSync(join(folder, name), join(from, name));
  copyFileSync(vol, join(from, 'scan.vol'));
  const seen = await inspectVolume(from);
  expect(seen?.series.map(({ format, files }) => [format, files])).toEqual([
    ['dicom', ['b-localizer.dcm']],
    ['dicom', ['b.dcm']],
    ['heidelbergVol', ['scan.vol']],
  ]);
  await expect(convertVolume({ from, to: join(folder, 'g.nii') })).rejects.toMatchObject({
    ...{ code: 'usage', message: expect.stringContaining('The folder holds 1: b-localizer.dcm') },
  });
  const converted = await convertVolume({ from, to: join(folder, 'g.nii'), series: 2 });
  expect(converted).toMatchObject({ format: 'dicom', bscans: phantom.shape.bscans });
});

test.each(['c-png', 'c-tiff'])('16-bit samples become a folder of pictures, exactly: %s', async name => {
  const { files, samplesSha256 } = await convertVolume({ from: wide, to: join(folder, name) });
  expect(files).toHaveLength(phantom.shape.bscans + 1);
  expect(files.at(-1)).toBe(join(folder, name, 'volume.json'));
  expect(samplesSha256).toMatch(/^[0-9a-f]{64}$/);
});

const secrets = ['P-4711', 'Phantom', 'Ada', '1950', '0304', '03-04'];

test.each(['k.nii', 'k.nii.gz', 'k.mha', 'k.mhd', 'k.dcm', 'k-png', 'k-tiff'])(
  '%s keeps patient and date when told to, else nothing',
  async name => {
    const display = !/nii|mh/.test(name);
    const written = async (to: string, keepsIdentity: boolean) => {
      const converted = await convertVolume({ from: vol, to: join(folder, to), display, keepsIdentity });
      const opened = await openVolumePath(join(folder, to));
      const { volume } = opened.series[0] as PathSeries;
      await opened.close();
      const texts = converted.files.map(path =>
        (path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString('latin1'),
      );
      return { converted, volume, text: texts.join('') };
    };
    const kept = await written(name, true);
    expect(kept.converted.identifiersKept).toEqual(['patient ID', 'birth date', 'date']);
    expect(kept.volume.patient).toMatchObject({ identifier: 'P-4711', birthDate: '1950-02-03' });
    expect(kept.volume.header.acquiredAt?.slice(0, 19)).toBe('2021-03-04T05:06:07');
    expect(kept.volume.header.laterality).toBe('OS');
    expect(kept.volume.header.spacingUm.column?.value).toBeCloseTo(12, 3);
    expect(kept.text).toContain('P-4711');
    const bare = await written(`bare-${name}`, false);
    expect(bare.converted.identifiersKept).toEqual([]);
    expect(bare.volume.patient).toEqual(noPatient);
    expect(secrets.filter(secret => bare.text.includes(secret))).toEqual([]);
  },
);

test('names travel from format to format; letters beyond ASCII, too', async () => {
  const patient = { identifier: 'Ü-1', name: 'Müller, Łucja', birthDate: '1950-02-03', sex: 'F' as const };
  const series = { ...phantomSeries(phantom, 'uint16'), patient };
  const from = join(folder, 'named.nii');
  writeFileSync(from, await collect(writeNifti(series, { keepsIdentity: true })));
  await convertVolume({ from, to: join(folder, 'named.dcm'), keepsIdentity: true });
  await convertVolume({ from: join(folder, 'named.dcm'), to: join(folder, 'named.mha'), keepsIdentity: true });
  const { file } = await openVolumeFile(join(folder, 'named.mha'));
  expect(file.series[0]?.patient).toEqual({ ...patient, name: 'Müller^Łucja' });
  expect(file.series[0]?.header.identifiers).toEqual(['patient ID', 'name', 'birth date', 'sex']);
  await file.close();
});

test('a folder of slices, written before, is a volume again: inspected as one stack, converted with the same samples', async () => {
  const from = join(folder, 'c-tiff');
  const seen = await inspectVolume(from);
  expect(seen?.series.map(({ name, files }) => [name, files.length])).toEqual([['c-tiff', phantom.shape.bscans]]);
  expect(await inspectVolume(join(from, 'bscan0001.tif'))).toBeNull();
  const back = await convertVolume({ from, to: join(folder, 'h.nii') });
  const { samplesSha256 } = await convertVolume({ from: wide, to: join(folder, 'i.nii') });
  expect(back).toMatchObject({ format: 'pictures', samplesSha256 });
});

test('an existing name, an unknown target, floats as pictures and a cancelled conversion leave nothing behind', async () => {
  const before = readdirSync(folder).toSorted();
  const controller = new AbortController();
  controller.abort();
  await expect(convertVolume({ from: vol, to: vol.replace('.vol', '.xyz') })).rejects.toMatchObject({ code: 'usage' });
  await expect(convertVolume({ from: vol, to: wide })).rejects.toMatchObject({ code: 'conflict' });
  await expect(convertVolume({ from: vol, to: join(folder, 'd-png') })).rejects.toMatchObject({ code: 'unsupportedFormat' });
  await expect(convertVolume({ from: vol, to: join(folder, 'e.nii'), signal: controller.signal })).rejects.toMatchObject({
    code: 'interrupted',
  });
  await expect(convertVolume({ from: vol, to: join(folder, 'f.nii'), series: 2 })).rejects.toMatchObject({ code: 'usage' });
  expect(readdirSync(folder).toSorted()).toEqual(before);
});
