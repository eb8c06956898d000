// NIfTI, MetaImage and NRRD against nibabel, SimpleITK and pynrrd: their files read by us, ours by them (tests/golden/formats/scientific).
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { writtenFiles } from '../../../../tests/golden/formats/scientific/makeFiles.ts';
import { volumeHeaderSchema } from '../../../shared/domain/volume.ts';
import { type Affine, indexOf, volumeAffine, worldOf } from '../geometry.ts';
import { metaImage } from './metaImage/index.ts';
import { nifti } from './nifti/index.ts';
import { nrrd } from './nrrd/index.ts';
import { encodeNumbers, type SampleType } from './samples.ts';
import { asymmetricPhantom } from './testing/asymmetricPhantom.ts';
import { allSamples, onlySeries, openInMemory } from './testing/openInMemory.ts';
import { phantomSamples, phantomSeries } from './testing/phantomSeries.ts';

const folder = join(import.meta.dirname, '../../../../tests/golden/formats/scientific');
const told = { shape: z.array(z.number()), type: z.string(), samples: z.string() };
const golden = z
  .object({
    written: z.record(
      z.string(),
      z.object({
        file: z.string(),
        ...{ shape: told.shape.optional(), type: told.type.optional(), samples: told.samples.optional() },
        affine: z.array(z.array(z.number())).optional(),
        qform: z.array(z.array(z.number())).optional(),
        zooms: z.array(z.number()).optional(),
        unit: z.string().optional(),
        simpleItk: z
          .object({ ...told, spacing: z.array(z.number()), origin: z.array(z.number()), direction: z.array(z.number()) })
          .optional(),
      }),
    ),
    foreign: z.array(
      z.object({
        name: z.string(),
        bytes: z.string(),
        shape: z.array(z.number()),
        values: z.array(z.number()),
        spacingMm: z.array(z.number()),
        assumed: z.boolean().optional(),
        beside: z.record(z.string(), z.string()).optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(folder, 'scientific.json'), 'utf8')));

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const files = await writtenFiles();
const formats = [nifti, metaImage, nrrd];

function formatOf(bytes: Uint8Array, name: string) {
  const found = formats.filter(format => format.sniff({ head: bytes.subarray(0, 4096), sizeBytes: bytes.length, name }));
  expect(found.map(({ name }) => name)).toHaveLength(1);
  return found[0] as (typeof formats)[number];
}

test.each(golden.foreign.map(entry => [entry.name, entry] as const))(
  '%s gives the samples and the spacing that were written',
  async (name, entry) => {
    const bytes = Uint8Array.from(Buffer.from(entry.bytes, 'base64'));
    const beside = Object.fromEntries(
      Object.entries(entry.beside ?? {}).map(([key, value]) => [key, Uint8Array.from(Buffer.from(value, 'base64'))]),
    );
    const file = await openInMemory(formatOf(bytes, name), bytes, { name, beside });
    const volume = onlySeries(file);
    const header = volumeHeaderSchema.parse(volume.header);
    expect([
      header.shape.bscans,
      header.shape.rows,
      header.shape.columns,
      ...(entry.shape.length === 4 ? [header.shape.channels] : []),
    ]).toEqual(entry.shape);
    expect([...(await allSamples(volume))]).toEqual(entry.values);
    const { bscan, row, column } = header.spacingUm;
    [bscan, row, column].forEach((length, i) => {
      expect(length?.value).toBeCloseTo((entry.spacingMm[i] as number) * 1000, 4);
      expect(length?.source).toBe(entry.assumed === true ? 'assumed' : 'measured');
    });
    const shown = await volume.readBscan(1, 'display');
    expect([shown.rows, shown.columns, shown.channels]).toEqual([4, 5, 1]);
    await file.close();
  },
);

test('every file that the independent readers opened is the file that we write today', () => {
  expect(Object.fromEntries([...files].map(([name, bytes]) => [name, sha256(bytes)]))).toEqual(
    Object.fromEntries(Object.entries(golden.written).map(([name, { file }]) => [name, file])),
  );
});

const volumes = [...files.keys()].filter(name => /^O[DS]-/.test(name));

test.each(volumes)('%s: nibabel and SimpleITK see every sample where the phantom has it, with its spacing', name => {
  const [eye, rest] = name.split('-') as ['OD' | 'OS', string];
  const type = rest.split('.')[0] as SampleType;
  const phantom = asymmetricPhantom(eye);
  const { bscans, rows, columns } = phantom.shape;
  const entry = golden.written[name] as (typeof golden.written)[string];
  const seen = { shape: [bscans, rows, columns], type, samples: sha256(encodeNumbers(phantomSamples(phantom, type))) };
  expect(entry.simpleItk).toMatchObject(seen);
  const affine = volumeAffine(phantom.shape, phantomSeries(phantom).header.spacingUm);
  // ITK counts −x, −y of NIfTI's world.
  expectClose(entry.simpleItk?.spacing, [0.012, 0.00387, 0.12]);
  const [x, y, z] = affine.map(row => row[3]) as [number, number, number];
  expectClose(entry.simpleItk?.origin, [0 - x, 0 - y, z]);
  expectClose(entry.simpleItk?.direction, [-1, 0, 0, 0, 1, 0, 0, 0, 1]);
  if (!name.endsWith('.nii')) return;
  expect(entry).toMatchObject({ ...seen, unit: 'mm' });
  for (const form of [entry.affine, entry.qform]) expectClose(form?.flat(), [...affine.flat(), 0, 0, 0, 1]);
  expectClose(entry.zooms, [0.012, 0.00387, 0.12]);
});

test.each(volumes)('%s comes back voxel-identical with spacing and its source, eye and pattern', async name => {
  const [eye, rest] = name.split('-') as ['OD' | 'OS', string];
  const type = rest.split('.')[0] as SampleType;
  const phantom = asymmetricPhantom(eye);
  const bytes = files.get(name) as Uint8Array;
  const file = await openInMemory(formatOf(bytes, name), bytes, { name });
  const header = onlySeries(file).header;
  const written = phantomSeries(phantom, type).header;
  expect(header).toMatchObject({
    spacingUm: written.spacingUm,
    laterality: eye,
    scanPattern: 'raster',
    modality: 'OCT',
    sampleType: type,
    notes: [],
  });
  expect(await allSamples(onlySeries(file))).toEqual(phantomSamples(phantom, type));
});

test('a volume without spacing is written without a unit and read without spacing', async () => {
  expect(golden.written['noScale.nii']).toMatchObject({ unit: 'unknown' });
  const file = await openInMemory(nifti, files.get('noScale.nii') as Uint8Array);
  expect(onlySeries(file).header.spacingUm).toEqual({ bscan: null, row: null, column: null });
});

test('.mhd with its .raw reads as the .mha; without it the missing file is named', async () => {
  const header = files.get('OD.mhd') as Uint8Array;
  const file = await openInMemory(metaImage, header, { beside: { 'OD.raw': files.get('OD.raw') as Uint8Array } });
  expect(await allSamples(onlySeries(file))).toEqual(phantomSamples(asymmetricPhantom('OD'), 'uint8'));
  await expect(openInMemory(metaImage, header)).rejects.toMatchObject({
    code: 'unsupportedFormat',
    message: expect.stringContaining('OD.raw'),
  });
});

test('a data file outside the folder is not opened', async () => {
  const header = Buffer.from(
    Buffer.from(files.get('OD.mhd') as Uint8Array)
      .toString()
      .replace('OD.raw', '../OD.raw'),
  );
  await expect(openInMemory(metaImage, header, { beside: { '../OD.raw': new Uint8Array(1e6) } })).rejects.toMatchObject({
    code: 'unsupportedFormat',
  });
});

test('a spacing that another program changed is believed over our note', async () => {
  const bytes = Buffer.from(files.get('OD-uint8.nii') as Uint8Array);
  for (const at of [80, 280]) bytes.writeFloatLE(0.02, at);
  const file = await openInMemory(nifti, bytes);
  expect(onlySeries(file).header.spacingUm.column?.value).toBeCloseTo(20, 3);
});

test('a packed file that is cut, a bomb and an impossible size are told with an offset', async () => {
  const packed = gzipSync(files.get('OD-uint8.nii') as Uint8Array);
  await expect(openInMemory(nifti, packed.subarray(0, packed.length >> 1), { name: 'a.nii.gz' })).rejects.toMatchObject({
    code: 'unreadableFile',
  });
  const huge = Buffer.from(files.get('OD-uint8.nii') as Uint8Array);
  huge.writeInt16LE(32_000, 42);
  huge.writeInt16LE(32_000, 44);
  await expect(openInMemory(nifti, huge)).rejects.toMatchObject({ code: 'unreadableFile', details: { offset: 40 } });
  huge.writeInt16LE(4_000, 44);
  await expect(openInMemory(nifti, huge)).rejects.toMatchObject({ code: 'unreadableFile' });
  await expect(openInMemory(nifti, gzipSync(huge), { name: 'a.nii.gz' })).rejects.toMatchObject({ code: 'unreadableFile' });
});

test('the affine takes an index to millimetres and back, column to +x, row to −y, B-scan to +z', () => {
  const { shape } = asymmetricPhantom('OD');
  const affine = volumeAffine(shape, phantomSeries(asymmetricPhantom('OD')).header.spacingUm);
  const [x, y, z] = worldOf(affine, [0, 0, 0]);
  expect([x < 0, y > 0, z < 0]).toEqual([true, true, true]);
  const oblique: Affine = [
    [0.9, 0.1, 0, 3],
    [-0.2, 0.8, 0.1, -4],
    [0, 0.05, 1.2, 5],
  ];
  for (const each of [affine, oblique]) expectClose(indexOf(each, worldOf(each, [7, 11, 2])), [7, 11, 2]);
});

function expectClose(values: readonly number[] | undefined, wanted: readonly number[]): void {
  expect(values).toHaveLength(wanted.length);
  for (const [i, value] of (values ?? []).entries()) expect(value).toBeCloseTo(wanted[i] as number, 6);
}
