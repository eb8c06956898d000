// BMP and WebP against Pillow (tests/golden/formats/pictures), and damaged ones.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { largestDifference } from '../../../../tests/golden/imaging/golden.ts';
import { AppError } from '../../../shared/errors.ts';
import { randomGenerator } from '../../../shared/random.ts';
import { readRaster } from './readRaster.ts';

const path = join(import.meta.dirname, '../../../../tests/golden/formats/pictures/pictures.json');
const fileSchema = z.object({ name: z.string(), bytes: z.base64(), frames: z.int(), shape: z.array(z.int()), pixels: z.base64() });
const golden = z.object({ files: z.array(fileSchema) }).parse(JSON.parse(readFileSync(path, 'utf8')));
const files = new Map(golden.files.map(file => [file.name, { ...file, bytes: new Uint8Array(Buffer.from(file.bytes, 'base64')) }]));
const fileOf = (name: string) => files.get(name) as NonNullable<ReturnType<typeof files.get>>;

test.each([...files.keys()])('%s gives the pixels that Pillow gives', async name => {
  const { bytes, shape, pixels, frames } = fileOf(name);
  const read = await readRaster(bytes, { frame: frames - 1 });
  const { data, rows, columns, channels } = read.raster;
  expect([rows, columns, channels]).toEqual(shape);
  expect([read.format, read.frames]).toEqual([name.slice(name.indexOf('.') + 1), frames]);
  // Pillow cuts 5 and 6 bits off to whole levels, we round.
  expect(largestDifference(data, Buffer.from(pixels, 'base64'))).toBeLessThanOrEqual(name.startsWith('bits16') ? 1 : 0);
});

test('what was changed is told: alpha dropped, orientation applied, stored depth', async () => {
  const about = async (name: string) => {
    const { hasAlpha, orientation, bitDepth } = await readRaster(fileOf(name).bytes);
    return [hasAlpha, orientation, bitDepth];
  };
  expect(await about('bits32-alpha.bmp')).toEqual([true, 1, 8]);
  expect(await about('bits4.bmp')).toEqual([false, 1, 4]);
  expect(await about('lossy-alpha.webp')).toEqual([true, 1, 8]);
  expect(await about('lossless-alpha.webp')).toEqual([true, 1, 8]);
  expect(await about('turned.webp')).toEqual([false, 6, 8]);
});

test.each([
  ['bits24.bmp', 'pixel rows are incomplete'],
  ['rle8.bmp', 'pixel rows are incomplete'],
  ['lossy.webp', 'the file is cut'],
])('a cut %s says where it ends', async (name, words) => {
  const { bytes } = fileOf(name);
  const cut = bytes.subarray(0, bytes.length - 30);
  await expect(readRaster(cut, { name })).rejects.toMatchObject({
    ...{ code: 'unreadableFile', details: { offset: cut.length }, message: expect.stringContaining(words) },
  });
});

test('BMP that holds a JPEG, or claims too many pixels, is refused by its header', async () => {
  const changed = (at: number, value: number) => {
    const bytes = new Uint8Array(fileOf('bits24.bmp').bytes);
    new DataView(bytes.buffer).setInt32(at, value, true);
    return readRaster(bytes, { name: 'a.bmp' });
  };
  await expect(changed(30, 4)).rejects.toMatchObject({ code: 'unsupportedFormat', message: expect.stringContaining('compression jpeg') });
  await expect(changed(18, 2_000_000)).rejects.toMatchObject({ code: 'unsupportedFormat', message: expect.stringContaining('2000000') });
  await expect(changed(18, 20_000)).rejects.toMatchObject({ code: 'unreadableFile', message: expect.stringContaining('20000 × 7') });
});

test('2,000 damaged files give an image or an AppError about the file, nothing else', { timeout: 60_000 }, async () => {
  const random = randomGenerator(7, 'fuzz');
  const names = [...files.keys()];
  for (let i = 0; i < 2000; i++) {
    const bytes = new Uint8Array(fileOf(names[i % names.length] as string).bytes);
    for (let k = random.integer(6); k >= 0; k--) bytes[random.integer(bytes.length)] = random.integer(256);
    const cut = random.uniform() < 0.3 ? bytes.subarray(0, random.integer(bytes.length)) : bytes;
    try {
      await readRaster(cut, { maxPixels: 2 ** 20 });
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect(['unreadableFile', 'unsupportedFormat'], String(error)).toContain((error as AppError).code);
    }
  }
});
