import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { randomGenerator } from '../../../shared/random.ts';
import { inspectImage, readRaster } from '../../dataset/formats/readRaster.ts';
import { deviceContext } from '../tensorflow/context.ts';
import { contextAddress } from '../tensorflow/contextAddress.ts';
import { openHandleCount } from '../tensorflow/eager.ts';
import { jpegDecoder } from './jpegDecoder.ts';

deviceContext();
const decoder = jpegDecoder(contextAddress() as number);

function decode(bytes: Uint8Array) {
  const { format, header } = inspectImage(bytes);
  return decoder(bytes, format, header);
}

/** Smooth and rough parts, so that every coefficient counts. */
function picture(rows: number, columns: number, channels: 1 | 3) {
  const random = randomGenerator(7, rows, columns);
  const data = Uint8Array.from({ length: rows * columns * channels }, (_, i) => {
    const row = Math.floor(i / (columns * channels));
    return row % 40 < 20 ? random.integer(256) : (128 + 100 * Math.sin(i / 90)) | 0;
  });
  return sharp(data, { raw: { width: columns, height: rows, channels } }).toColourspace(channels === 1 ? 'b-w' : 'srgb');
}

const pictures = {
  grey: () => picture(97, 131, 1).jpeg({ quality: 90 }),
  'grey, progressive': () => picture(64, 200, 1).jpeg({ quality: 75, progressive: true }),
  'grey, other tables': () => picture(51, 33, 1).jpeg({ mozjpeg: true }),
  'colour, full chroma': () => picture(97, 131, 3).jpeg({ quality: 95, chromaSubsampling: '4:4:4' }),
  'colour, halved chroma of an odd size': () => picture(97, 131, 3).jpeg({ quality: 60, chromaSubsampling: '4:2:0' }),
  'one pixel': () => picture(1, 1, 1).jpeg(),
};

describe("TensorFlow's JPEG decoder", () => {
  for (const [name, make] of Object.entries(pictures)) {
    test(`gives the pixels of the other decoder: ${name}`, async () => {
      const bytes = new Uint8Array(await make().toBuffer());
      expect(decode(bytes)).toEqual((await readRaster(bytes)).raster);
    });
  }

  test('gives the pixels of the other decoder for real scans', async () => {
    const folder = join(import.meta.dirname, '../../../../resources/demo/CNV');
    for (const name of readdirSync(folder).slice(0, 12)) {
      const bytes = new Uint8Array(readFileSync(join(folder, name)));
      expect(decode(bytes), name).toEqual((await readRaster(bytes)).raster);
    }
  });

  test('leaves what it does not take to the other: damaged, turned, no JPEG', async () => {
    const before = openHandleCount();
    const whole = new Uint8Array(await picture(97, 131, 1).jpeg().toBuffer());
    expect(decode(whole.subarray(0, whole.length / 2))).toBeNull();
    expect(decode(new Uint8Array(await picture(20, 30, 1).withMetadata({ orientation: 6 }).jpeg().toBuffer()))).toBeNull();
    expect(decode(new Uint8Array(await picture(20, 30, 1).png().toBuffer()))).toBeNull();
    expect(openHandleCount()).toBe(before);
  });
});
