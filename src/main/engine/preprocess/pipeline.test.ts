import { describe, expect, test } from 'vitest';
import { randomGenerator } from '../../../shared/random.ts';
import { maskShare } from '../../imaging/fillMask.ts';
import type { Raster } from '../../imaging/raster.ts';
import { resize } from '../../imaging/resize.ts';
import { steps } from './index.ts';
import { createPipeline } from './pipeline.ts';

type Input = { size: [number, number]; channels: 1 | 3 };
const pipeline = (
  names: (string | { name: string; params: Record<string, never> | object })[],
  input: Input = { size: [8, 8], channels: 1 },
) =>
  createPipeline({
    input,
    steps: names.map(name => (typeof name === 'string' ? { name, params: {} } : { name: name.name, params: { ...name.params } })),
  });

function noise(rows: number, columns: number, channels = 1): Raster<Uint8Array> {
  const random = randomGenerator(1, 'noise', rows, columns);
  return { data: Uint8Array.from({ length: rows * columns * channels }, () => 20 + random.integer(200)), rows, columns, channels };
}

describe('fits', () => {
  test('squash is a resize', () => {
    const source = noise(20, 31);
    expect(pipeline(['squash']).prepare(source).raster).toEqual(resize(source, 8, 8));
  });

  test('letterbox keeps the aspect ratio and marks its bars as fill', () => {
    const source = noise(20, 40);
    const { raster, fill } = pipeline([{ name: 'letterbox', params: { value: 1 } }]).prepare(source, { withFill: true });
    expect(Array.from(raster.data.subarray(16, 48))).toEqual(Array.from(resize(source, 4, 8).data));
    expect([raster.data[0], raster.data[63]]).toEqual([255, 255]);
    expect(Array.from(fill ?? [])).toEqual(Array.from({ length: 64 }, (_, i) => (i < 16 || i >= 48 ? 1 : 0)));
  });

  test('the placement says where the pixels of the file went', () => {
    // 20 × 40 to 8 × 8: a fifth as large, two rows down.
    expect(pipeline(['letterbox']).prepare(noise(20, 40)).placement).toEqual({
      rowScale: 0.2,
      rowOffset: 2,
      columnScale: 0.2,
      columnOffset: 0,
    });
    // 16 × 32 to 8 × 8: half as large, four columns cut off at the left.
    expect(pipeline(['crop']).prepare(noise(16, 32)).placement).toEqual({
      rowScale: 0.5,
      rowOffset: 0,
      columnScale: 0.5,
      columnOffset: -4,
    });
  });

  test('crop keeps the aspect ratio and the centre', () => {
    const source = noise(16, 32);
    const halved = resize(source, 8, 16);
    const { raster } = pipeline(['crop']).prepare(source);
    expect(Array.from(raster.data.subarray(0, 8))).toEqual(Array.from(halved.data.subarray(4, 12)));
    expect(Array.from(raster.data.subarray(56, 64))).toEqual(Array.from(halved.data.subarray(116, 124)));
  });

  test('resample uses the pixel size, pads what is missing and cuts what is too much', () => {
    const source = noise(16, 16);
    const fit = pipeline([{ name: 'resample', params: { rowUm: 4, columnUm: 10 } }]);
    const { raster, fill } = fit.prepare(source, { spacing: { rowUm: 1, columnUm: 10 }, withFill: true });
    const expected = resize(source, 4, 16);
    expect(Array.from(raster.data.subarray(16, 24))).toEqual(Array.from(expected.data.subarray(4, 12)));
    expect(maskShare(fill ?? new Uint8Array(1))).toBe(0.5);
  });

  test('resample without a known pixel size is refused', () => {
    expect(() => pipeline(['resample']).prepare(noise(8, 8))).toThrow('known pixel size');
  });

  test('every fit gives the asked size for any image, 8 and 16 bit, 1 and 3 channels, and a constant stays constant', () => {
    const random = randomGenerator(2, 'fits');
    for (let i = 0; i < 80; i++) {
      const size: [number, number] = [8 + random.integer(20), 8 + random.integer(20)];
      const [rows, columns] = [1 + random.integer(50), 1 + random.integer(50)];
      const data = i % 2 === 0 ? new Uint8Array(rows * columns).fill(99) : new Uint16Array(rows * columns).fill(999);
      const name = ['squash', 'letterbox', 'crop', 'resample'][i % 4] as string;
      const { raster, fill } = pipeline([name], { size, channels: i % 3 === 0 ? 3 : 1 }).prepare(
        { data, rows, columns, channels: 1 },
        { spacing: { rowUm: 10, columnUm: 30 }, withFill: true },
      );
      expect([raster.rows, raster.columns, raster.channels]).toEqual([...size, i % 3 === 0 ? 3 : 1]);
      expect(raster.data.constructor).toBe(data.constructor);
      raster.data.forEach((value, at) => {
        expect(value).toBe(fill?.[Math.floor(at / raster.channels)] === 1 ? 0 : data[0]);
      });
    }
  });
});

describe('maskFill', () => {
  // Columns 0–3 white, the rest tissue.
  const bordered = noise(16, 16);
  for (let row = 0; row < 16; row++) bordered.data.fill(255, row * 16, row * 16 + 4);

  test('replaces the fill and its edge by one value', () => {
    const { raster } = pipeline([{ name: 'maskFill', params: { growPx: 1, value: 0 } }, 'squash'], { size: [16, 16], channels: 1 }).prepare(
      bordered,
    );
    const row = Array.from(raster.data.subarray(32, 48));
    expect(row.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(row.slice(5)).toEqual(Array.from(bordered.data.subarray(37, 48)));
  });

  test('the fill is mapped along to the network size', () => {
    const { fill } = pipeline([{ name: 'maskFill', params: { growPx: 0 } }, 'squash']).prepare(bordered, { withFill: true });
    expect(Array.from((fill ?? new Uint8Array()).subarray(0, 8))).toEqual([1, 1, 0, 0, 0, 0, 0, 0]);
  });

  test('the order in the configuration is the order of work', () => {
    // Grown by 2 of 16 columns and doubled, or doubled and then grown by 2 of 32.
    const size: [number, number] = [32, 32];
    expect(pipeline(['maskFill', 'squash'], { size, channels: 1 }).prepare(bordered).raster.data[9]).toBe(0);
    expect(pipeline(['squash', 'maskFill'], { size, channels: 1 }).prepare(bordered).raster.data[9]).toBeGreaterThan(0);
  });

  test('an image without fill is left as it is', () => {
    const source = noise(16, 16);
    expect(pipeline(['maskFill', 'squash'], { size: [16, 16], channels: 1 }).prepare(source).raster.data).toEqual(source.data);
  });

  test('RGB is judged by its grey and written in every channel', () => {
    const rgb: Raster<Uint8Array> = { ...noise(8, 8, 3) };
    for (let row = 0; row < 8; row++) rgb.data.fill(255, row * 24, row * 24 + 6);
    const { raster } = pipeline([{ name: 'maskFill', params: { growPx: 0 } }, 'squash'], { size: [8, 8], channels: 3 }).prepare(rgb);
    expect(Array.from(raster.data.subarray(0, 6))).toEqual([0, 0, 0, 0, 0, 0]);
    expect(raster.data[6]).toBe(rgb.data[6]);
  });
});

describe('createPipeline', () => {
  test('scales are per channel and default to 0..1', () => {
    const three: Input = { size: [8, 8], channels: 3 };
    expect(pipeline(['squash'], three)).toMatchObject({ mean: [0, 0, 0], std: [1, 1, 1] });
    const imagenet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
    expect(pipeline(['squash', { name: 'standardize', params: imagenet }], three)).toMatchObject(imagenet);
    expect(pipeline(['squash', 'standardize'])).toMatchObject({ mean: [0.5], std: [0.25] });
  });

  test('asks for exactly one fit and for standardize last', () => {
    expect(() => pipeline(['maskFill'])).toThrow(
      'exactly one step that fits images to the network (squash, letterbox, crop, resample), received none',
    );
    expect(() => pipeline(['squash', 'crop'])).toThrow('received squash, crop');
    expect(() => pipeline(['standardize', 'squash'])).toThrow('last step');
    expect(() => pipeline(['squish'])).toThrow('Known: maskFill, squash');
  });

  test('the cache key follows what decides the pixels, and only that', () => {
    const { cacheKey } = pipeline(['maskFill', 'squash']);
    expect(pipeline([{ name: 'maskFill', params: { growPx: 2 } }, 'squash', 'standardize']).cacheKey).toBe(cacheKey);
    expect(pipeline([{ name: 'maskFill', params: { growPx: 3 } }, 'squash']).cacheKey).not.toBe(cacheKey);
    expect(pipeline(['maskFill', 'crop']).cacheKey).not.toBe(cacheKey);
    expect(pipeline(['maskFill', 'squash'], { size: [8, 9], channels: 1 }).cacheKey).not.toBe(cacheKey);
  });

  test('every step has a name, a summary and parameters with defaults', () => {
    for (const [name, step] of Object.entries(steps)) {
      expect(step.name).toBe(name);
      expect(step.summary.length).toBeGreaterThan(10);
      expect(step.params.safeParse({}).success).toBe(true);
    }
  });
});
