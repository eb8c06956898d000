// What the thread gives of real files: samples, pictures, lines, en face; and what it says of files that changed or went away.
import { renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nifti } from '../../dataset/formats/nifti/index.ts';
import { readRaster } from '../../dataset/formats/readRaster.ts';
import { asymmetricPhantom } from '../../dataset/formats/testing/asymmetricPhantom.ts';
import { allSamples, onlySeries, openInMemory } from '../../dataset/formats/testing/openInMemory.ts';
import { powerOfGreyValue } from '../../dataset/formats/writers/writableVolume.ts';
import { writeE2e } from '../../dataset/formats/writers/writeE2e.ts';
import { writeVol } from '../../dataset/formats/writers/writeVol.ts';
import type { JobContext } from '../context.ts';
import { volumesWorkspace } from '../testing/volumes.ts';
import { enFaceOf } from './enFaceOf.ts';
import { volumeBytes } from './volumeBytes.ts';
import { itemVolume, withOptions } from './volumePlace.ts';

const phantom = asymmetricPhantom('OD');
const { bscans, rows, columns } = phantom.shape;

function floats(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

async function bytesOf(context: JobContext, item: string, intensity: 'display' | 'stored', start = 0, end?: number): Promise<Buffer> {
  const { sizeBytes, read } = await volumeBytes(context, itemVolume(context, item), intensity);
  const pieces: Uint8Array[] = [];
  for await (const piece of read(start, end ?? sizeBytes - 1)) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('B-scans, localizer and layer lines are those of the file', async () => {
  const { context, add } = volumesWorkspace();
  const [item = ''] = await add('od.vol', writeVol(phantom));
  const { place } = itemVolume(context, item);
  for (const bscan of [0, 3]) {
    const { raster } = await readRaster(await context.volumes.ask('display', place, { bscan }), { name: 'display' });
    expect([raster.rows, raster.columns, raster.channels]).toEqual([rows, columns, 1]);
    expect(Buffer.from(raster.data).equals(Buffer.from(phantom.grey.subarray(bscan * rows * columns, (bscan + 1) * rows * columns)))).toBe(
      true,
    );
  }
  const stored = floats(await context.volumes.ask('bscan', place, { bscan: 1, intensity: 'stored' }));
  expect(stored[rows * columns - 1]).toBeCloseTo(powerOfGreyValue(phantom.grey[2 * rows * columns - 1] as number), 5);
  const localizer = await readRaster((await context.volumes.ask('localizer', place, {})) as Uint8Array, { name: 'localizer' });
  expect(Buffer.from(localizer.raster.data).equals(Buffer.from(phantom.localizer.data))).toBe(true);
  const lines = floats(await context.volumes.ask('surfaces', place, {}));
  const { header } = await context.volumes.ask('describe', place, {});
  for (const [index, { name }] of header.surfaces.entries()) {
    const expected = phantom.surfaces.find(surface => surface.name === name)?.heights as Float32Array;
    const found = lines.subarray(index * bscans * columns, (index + 1) * bscans * columns);
    for (const at of [0, columns - 5, 2 * columns + 7]) expect(found[at]).toBeCloseTo(expected[at] as number, 3);
  }
  for (const bscan of [-1, bscans, 1.5, Number.NaN]) {
    await expect(context.volumes.ask('display', place, { bscan })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('from 0 to 4'),
    });
  }
});

test.each(['OD', 'OS'] as const)('%s as NIfTI is voxel-identical and unflipped, whole and in every stretch of it', async eye => {
  const { context, add } = volumesWorkspace();
  const own = asymmetricPhantom(eye);
  const [item = ''] = await add('scan.e2e', writeE2e([own]));
  const { place } = itemVolume(context, item);
  for (const intensity of ['display', 'stored'] as const) {
    const whole = await bytesOf(context, item, intensity);
    const back = onlySeries(await openInMemory(nifti, whole));
    expect(back.header).toMatchObject({ laterality: eye, scanPattern: 'raster', shape: { ...own.shape, channels: 1 } });
    const asked = await Promise.all(
      Array.from({ length: bscans }, (_, bscan) => context.volumes.ask('bscan', place, { bscan, intensity })),
    );
    const samples = await allSamples(back);
    expect(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).equals(Buffer.concat(asked))).toBe(true);
    const { length } = whole;
    const bscanBytes = (asked[0] as Uint8Array).length;
    for (const [start, end] of [
      [0, 0],
      [10, length - 1],
      [length - bscanBytes - 3, length - bscanBytes + 3],
      [length - 1, length - 1],
      [5, 400],
    ] as const) {
      expect((await bytesOf(context, item, intensity, start, end)).equals(whole.subarray(start, end + 1))).toBe(true);
    }
  }
});

test('en face: hand-worked means, offsets in µm, lines by name, and none beside rasters', async () => {
  const { context, add } = volumesWorkspace();
  const [item = ''] = await add('od.vol', writeVol(phantom));
  const found = itemVolume(context, item);
  const slab = { projection: 'mean', intensity: 'display', upper: 'top', upperUm: 0, lower: 'bottom', lowerUm: 0 } as const;
  const whole = floats(await enFaceOf(context, found, slab));
  expect(whole.length).toBe(bscans * columns);
  const meanOf = (bscan: number, column: number, from: number, to: number) => {
    let sum = 0;
    for (let row = from; row < to; row++) sum += phantom.grey[(bscan * rows + row) * columns + column] as number;
    return sum / (to - from);
  };
  expect(whole[3 * columns + 11]).toBeCloseTo(meanOf(3, 11, 0, rows), 3);
  // 10 rows of 3.87 µm from the top.
  const upper = floats(await enFaceOf(context, found, { ...slab, lower: 'bottom', lowerUm: -(rows - 10) * 3.87 }));
  expect(upper[columns - 1]).toBeCloseTo(meanOf(0, columns - 1, 0, 10), 2);
  const [ilm, bm] = ['ILM', 'BM'].map(name => phantom.surfaces.find(surface => surface.name === name)?.heights as Float32Array) as [
    Float32Array,
    Float32Array,
  ];
  const sum = floats(await enFaceOf(context, found, { ...slab, projection: 'sum', upper: 'ILM', lower: 'BM' }));
  const at = 2 * columns + 9;
  let expected = 0;
  for (let row = 0; row < rows; row++) {
    const share = Math.min(bm[at] as number, row + 0.5) - Math.max(ilm[at] as number, row - 0.5);
    expected += Math.max(0, share) * (phantom.grey[(2 * rows + row) * columns + 9] as number);
  }
  expect(sum[at]).toBeCloseTo(expected, 1);
  // The phantom has no BM at the end of every B-scan.
  expect(Number.isNaN(sum[columns - 1])).toBe(true);
  await expect(enFaceOf(context, found, { ...slab, upper: 'XYZ' })).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringMatching(/one of top, ILM/),
  });
  const [circle = ''] = await add('circle.vol', writeVol({ ...phantom, shape: { ...phantom.shape, bscans: 1 } }, { pattern: 2 }));
  await expect(enFaceOf(context, itemVolume(context, circle), slab)).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining('circle'),
  });
});

test('other switches can be looked at without being set', async () => {
  const { context, add } = volumesWorkspace();
  const [item = ''] = await add('od.e2e', writeE2e([phantom]));
  const found = itemVolume(context, item);
  const [own, other] = await Promise.all(
    [found, withOptions(found, { intensity: 'octConverter' })].map(({ place }) =>
      context.volumes.ask('bscan', place, { bscan: 0, intensity: 'display' }),
    ),
  );
  expect(Buffer.from(own as Uint8Array).equals(Buffer.from(other as Uint8Array))).toBe(false);
  await expect(context.volumes.ask('describe', withOptions(found, { width: 3 }).place, {})).rejects.toMatchObject({ code: 'badInput' });
});

test('a file that is gone, replaced, cut or led elsewhere is not shown from memory; one that was merely touched is', async () => {
  const { context, add, folder } = volumesWorkspace();
  const bytes = writeVol(phantom);
  const [item = ''] = await add('od.vol', bytes);
  const path = join(folder, 'od.vol');
  const { place } = itemVolume(context, item);
  // The thread looks again after half a second; another reader has not looked at all.
  const look = async () => {
    await new Promise(resolve => setTimeout(resolve, 600));
    return await context.volumes.ask('bscan', place, { bscan: 0, intensity: 'display' });
  };
  const shown = await look();
  utimesSync(path, 1, 1);
  expect(await look()).toEqual(shown);
  renameSync(path, `${path}.away`);
  await expect(look()).rejects.toMatchObject({
    code: 'notFound',
    message: expect.stringMatching(/od\.vol: expected a file, there is none\. Check/),
  });
  writeFileSync(path, bytes.toReversed());
  await expect(look()).rejects.toMatchObject({ code: 'damaged', message: expect.stringMatching(/other content\. Restore it, or import/) });
  writeFileSync(path, bytes.subarray(0, 5000));
  await expect(look()).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining('5000 bytes instead of') });
  renameSync(path, `${path}.cut`);
  writeFileSync(join(folder, '..', 'elsewhere.vol'), bytes);
  symlinkSync(join(folder, '..', 'elsewhere.vol'), path);
  await expect(look()).rejects.toMatchObject({ code: 'permissionDenied' });
  renameSync(path, `${path}.link`);
  writeFileSync(path, bytes);
  expect(await look()).toEqual(shown);
});

test('a damaged file says where, and others go on being read', async () => {
  const { context, add, folder } = volumesWorkspace();
  const [item = ''] = await add('od.vol', writeVol(phantom));
  const found = itemVolume(context, item);
  const gone = { ...found.place, files: found.place.files.map(file => ({ ...file, path: '../secret.vol' })) };
  writeFileSync(join(folder, '..', 'secret.vol'), 'a file that nobody asked for');
  await expect(context.volumes.ask('describe', gone, {})).rejects.toMatchObject({ code: 'permissionDenied' });
  const answers = await Promise.allSettled([0, 99, 1, 2].map(bscan => context.volumes.ask('display', found.place, { bscan })));
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  await context.volumes.close();
  // Started ahead, and once.
  for (let i = 0; i < 2; i++) context.volumes.warm();
  expect((await context.volumes.ask('display', found.place, { bscan: 0 })).length).toBeGreaterThan(0);
});
