import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { golden, goldenFile, largestDifference, unpack } from '../../../../tests/golden/imaging/golden.ts';
import { AppError } from '../../../shared/errors.ts';
import { randomGenerator } from '../../../shared/random.ts';
import type { Raster } from '../../imaging/raster.ts';
import { resize } from '../../imaging/resize.ts';
import { readRaster } from './readRaster.ts';
import { encodeJpeg, encodePng } from './sharpCodec.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-formats-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function errorOf(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('expected a failure');
}

describe('readRaster', () => {
  test.each(Object.keys(golden.decoded))('%s gives the pixels that Pillow gives', async name => {
    const frame = name === 'two-pages.tiff' ? 1 : 0;
    const { raster, frames } = await readRaster(goldenFile(name), { frame });
    const expected = unpack(golden.decoded[name] as never);
    expect([raster.rows, raster.columns, raster.channels]).toEqual([expected.rows, expected.columns, expected.channels]);
    expect(raster.data.constructor).toBe(expected.data.constructor);
    // Decoders may round a JPEG's cosine transform differently; everything else is stored exactly.
    expect(largestDifference(raster.data, expected.data)).toBeLessThanOrEqual(name === 'rgb8.jpeg' ? 2 : 0);
    expect(frames).toBe(name === 'two-pages.tiff' ? 2 : 1);
  });

  test('for looking, 8-bit images come small and like the whole shrunk; others come whole, and a cut file fails alike', async () => {
    const [rows, columns] = [310, 470];
    const wave = Uint8Array.from({ length: rows * columns }, (_, i) => 128 + 100 * Math.sin(i / 97) * Math.cos(i / columns / 23));
    const jpeg = await encodeJpeg({ data: wave, rows, columns, channels: 1 });
    const whole = (await readRaster(jpeg)).raster as Raster<Uint8Array>;
    const small = (await readRaster(jpeg, { longestPx: 128 })).raster;
    expect([small.rows, small.columns, small.channels]).toEqual([84, 128, 1]);
    const difference = resize(whole, 84, 128).data.reduce((sum, value, i) => sum + Math.abs(value - (small.data[i] as number)), 0);
    expect(difference / (84 * 128)).toBeLessThan(2);
    expect((await readRaster(jpeg, { longestPx: 4000 })).raster).toEqual(whole);
    const deep = await encodePng({ data: Uint16Array.from(wave), rows, columns, channels: 1 });
    expect((await readRaster(deep, { longestPx: 128 })).raster).toMatchObject({ rows, columns });
    const cut = { ...(await errorOf(readRaster(jpeg.subarray(0, 5000), { name: 'cut' }))).toJSON() };
    expect((await errorOf(readRaster(jpeg.subarray(0, 5000), { name: 'cut', longestPx: 128 }))).toJSON()).toEqual(cut);
  });

  test('reports what it changed: orientation applied, alpha dropped, stored depth', async () => {
    expect((await readRaster(goldenFile('rotated.jpeg'))).orientation).toBe(6);
    expect((await readRaster(goldenFile('rgba8.png'))).hasAlpha).toBe(true);
    expect((await readRaster(goldenFile('bits.png'))).bitDepth).toBe(1);
  });

  test('the content decides, not the extension', async () => {
    const path = join(folder, 'scan.png');
    await writeFile(path, goldenFile('grey8.jpeg'));
    expect((await readRaster(path)).format).toBe('jpeg');
  });

  test.each([Uint8Array, Uint16Array])('PNG keeps grey and RGB exactly (%o)', async Type => {
    const random = randomGenerator(5, 'png');
    for (const channels of [1, 3]) {
      const data = new Type(7 * 11 * channels);
      for (let i = 0; i < data.length; i++) data[i] = random.integer(65536); // a Uint8Array keeps the low byte
      const raster = { data, rows: 7, columns: 11, channels };
      expect((await readRaster(await encodePng(raster))).raster).toEqual(raster);
    }
  });

  test('JPEG keeps a smooth image within a few levels', async () => {
    const data = Uint8Array.from({ length: 32 * 32 }, (_, i) => 100 + (i % 32) * 2 + Math.floor(i / 32));
    const { raster } = await readRaster(await encodeJpeg({ data, rows: 32, columns: 32, channels: 1 }, 95));
    expect(largestDifference(raster.data, data)).toBeLessThan(4);
  });
});

describe('bad files have their own errors', () => {
  test('zero bytes', async () => {
    const error = await errorOf(readRaster(new Uint8Array(0), { name: 'scan.jpeg' }));
    expect([error.code, error.details.sizeBytes]).toEqual(['unreadableFile', 0]);
    expect(error.message).toContain('empty file (0 bytes)');
  });

  test('text named .png', async () => {
    const path = join(folder, 'notes.png');
    await writeFile(path, 'patient list, please ignore');
    const error = await errorOf(readRaster(path));
    expect(error.code).toBe('unsupportedFormat');
    expect(error.message).toContain('begins with the text "patient list, pl"');
    expect(error.message).toContain('jpeg, png, tiff');
  });

  test.each([
    ['grey8.jpeg', 0.8, 'no end-of-image marker'],
    ['grey16.png', 0.5, 'chunk IDAT'],
    ['grey16.tiff', 0.9, 'is cut'],
  ])('a truncated %s names the byte where it ends', async (name, share, words) => {
    const whole = goldenFile(name);
    const cut = whole.subarray(0, Math.floor(whole.length * share));
    const error = await errorOf(readRaster(cut, { name }));
    expect([error.code, error.details.offset, error.details.sizeBytes]).toEqual(['unreadableFile', cut.length, cut.length]);
    expect(error.message).toContain(words);
  });

  test('a JPEG that only lacks its last two bytes', async () => {
    const whole = goldenFile('grey8.jpeg');
    expect((await errorOf(readRaster(whole.subarray(0, whole.length - 2)))).message).toContain('no end-of-image marker');
  });

  test('a PNG with a flipped bit names the chunk', async () => {
    const bytes = goldenFile('grey16.png');
    bytes[60] = (bytes[60] as number) ^ 4;
    const error = await errorOf(readRaster(bytes));
    expect([error.code, error.details.offset]).toEqual(['unreadableFile', 33]);
    expect(error.message).toContain('wrong check sum of chunk IDAT');
  });

  test('a PNG that claims 65,535 pixels a side is refused by its header alone', async () => {
    const bytes = goldenFile('grey8.png');
    const view = new DataView(bytes.buffer);
    view.setUint32(16, 65_535);
    view.setUint32(29, crc32(bytes.subarray(12, 29)));
    const wide = await errorOf(readRaster(bytes));
    expect([wide.code, wide.details.columns]).toEqual(['unsupportedFormat', 65_535]);
    expect(wide.message).toContain('65535 × 6');
  });

  test('the pixel cap can be set', async () => {
    expect((await errorOf(readRaster(goldenFile('grey8.png'), { maxPixels: 53 }))).message).toContain('at most 53 pixels');
    await readRaster(goldenFile('grey8.png'), { maxPixels: 54 });
  });

  test('CMYK is refused, not guessed', async () => {
    const error = await errorOf(readRaster(goldenFile('cmyk.jpeg'), { name: 'print.jpeg' }));
    expect(error.code).toBe('unsupportedFormat');
    expect(error.message).toContain('print.jpeg (jpeg): expected grey or RGB pixels, received CMYK');
  });

  test('floating-point TIFF and missing pages', async () => {
    expect((await errorOf(readRaster(goldenFile('float.tiff')))).message).toContain('received 32 bit signed or floating point');
    expect((await errorOf(readRaster(goldenFile('two-pages.tiff'), { frame: 2 }))).message).toContain('the file holds 2');
  });

  test('a TIFF whose directories point in a circle', async () => {
    const bytes = goldenFile('grey16-big-endian.tiff');
    new DataView(bytes.buffer).setUint32(bytes.length - 4, 8 + 108);
    expect((await errorOf(readRaster(bytes))).message).toContain('loops at byte 116');
  });

  test('a missing file, a folder, a cancelled read', async () => {
    expect((await errorOf(readRaster(join(folder, 'nothing.png')))).code).toBe('notFound');
    expect((await errorOf(readRaster(folder))).code).toBe('unreadableFile');
    expect((await errorOf(readRaster(goldenFile('grey8.png'), { signal: AbortSignal.abort() }))).code).toBe('interrupted');
  });

  test('a file without permission', async () => {
    const path = join(folder, 'locked.png');
    await writeFile(path, goldenFile('grey8.png'));
    await chmod(path, 0);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65534);
    try {
      const error = await errorOf(readRaster(path));
      expect(error.code).toBe('permissionDenied');
      expect(error.message).toContain('the system denies access');
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  test('2,000 damaged files give an image or an AppError about the file, nothing else', async () => {
    const random = randomGenerator(6, 'fuzz');
    const names = [...Object.keys(golden.decoded), 'cmyk.jpeg', 'float.tiff'];
    for (let i = 0; i < 2000; i++) {
      const bytes = goldenFile(names[i % names.length] as string);
      for (let k = random.integer(6); k >= 0; k--) bytes[random.integer(bytes.length)] = random.integer(256);
      const cut = random.uniform() < 0.3 ? bytes.subarray(0, random.integer(bytes.length)) : bytes;
      try {
        await readRaster(cut, { maxPixels: 2 ** 20 });
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect(['unreadableFile', 'unsupportedFormat']).toContain((error as AppError).code);
      }
    }
  });
});
