// TIFF stacks against tifffile and Pillow (tests/golden/formats/pictures), folders of slices, and what is no stack.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { largestDifference } from '../../../../../tests/golden/imaging/golden.ts';
import { volumeHeaderSchema } from '../../../../shared/domain/volume.ts';
import { randomGenerator } from '../../../../shared/random.ts';
import { openVolumePath } from '../openVolumePath.ts';
import { encodeNumbers } from '../samples.ts';
import { encodePng } from '../sharpCodec.ts';
import { allSamples, onlySeries, openInMemory } from '../testing/openInMemory.ts';
import { pictureStack } from './index.ts';

const path = join(import.meta.dirname, '../../../../../tests/golden/formats/pictures/stacks.json');
const fileSchema = z.object({ name: z.string(), bytes: z.base64(), shape: z.array(z.int()), type: z.string(), samples: z.base64() });
const golden = z
  .object({ files: z.array(fileSchema), refused: z.record(z.string(), z.base64()) })
  .parse(JSON.parse(readFileSync(path, 'utf8')));
const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const files = new Map(golden.files.map(file => [file.name, { ...file, bytes: bytesOf(file.bytes) }]));
const fileOf = (name: string) => files.get(name) as NonNullable<ReturnType<typeof files.get>>;
const folder = mkdtempSync(join(tmpdir(), 'fovea-pictures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([...files.keys()])('%s gives the samples that its writer reads back', async name => {
  const { bytes, shape, type, samples } = fileOf(name);
  const series = onlySeries(await openInMemory(pictureStack, bytes));
  const header = volumeHeaderSchema.parse(series.header);
  const { bscans, rows, columns, channels } = header.shape;
  expect([bscans, rows, columns, ...(channels === 3 ? [3] : [])]).toEqual(shape);
  expect(header.sampleType).toBe(type);
  const read = encodeNumbers(await allSamples(series));
  // Decoders may round a JPEG's cosine transform differently.
  if (name === 'uint8-jpeg') expect(largestDifference(read, bytesOf(samples))).toBeLessThanOrEqual(2);
  else expect(Buffer.from(read).equals(bytesOf(samples))).toBe(true);
});

test.each(Object.keys(golden.refused))('%s is refused with a way out', async name => {
  await expect(openInMemory(pictureStack, bytesOf(golden.refused[name] as string), { name })).rejects.toMatchObject({
    ...{ code: 'unsupportedFormat', message: expect.stringContaining('32-bit floating point') },
  });
});

test('lengths are those that ImageJ notes, and unknown without it', async () => {
  const spacing = async (name: string) => onlySeries(await openInMemory(pictureStack, fileOf(name).bytes)).header;
  const { spacingUm } = await spacing('imagej');
  expect(spacingUm.column?.value).toBeCloseTo(11.5, 4);
  expect([spacingUm.bscan?.value, spacingUm.column?.source]).toEqual([120, 'measured']);
  expect((await spacing('uint16')).spacingUm).toEqual({ bscan: null, row: null, column: null });
  const channels = await spacing('imagej-channels');
  expect(channels.notes.map(({ message }) => message).join()).toContain('2 channels × 2 slices');
});

test('a page is read without the rest of the file', async () => {
  const { bytes } = fileOf('uint16-tiles');
  let most = 0;
  const source = {
    ...{ name: 'a.tif', sizeBytes: bytes.length, close: async () => undefined },
    read: async (offset: number, length: number) => {
      most = Math.max(most, length);
      return bytes.subarray(offset, offset + length);
    },
  };
  const file = await pictureStack.open(source);
  await file.series[0]?.readBscan(2, 'stored');
  expect(most).toBeLessThan(bytes.length / 3);
});

/** Slices whose every sample is their number. */
async function writeSlices(place: string, names: readonly string[]): Promise<void> {
  mkdirSync(place, { recursive: true });
  for (const [i, name] of names.entries()) {
    const data = new Uint16Array(6 * 8).fill(1000 * (i + 1));
    writeFileSync(join(place, name), await encodePng({ data, rows: 6, columns: 8, channels: 1 }));
  }
}

test('a folder of slices is a volume in natural order, 16 bits exactly; a gap in the numbers is told', async () => {
  const place = join(folder, 'eye');
  await writeSlices(place, ['b1.png', 'b2.png', 'b10.png', 'b4.png']);
  const opened = await openVolumePath(place);
  expect(opened.series.map(({ format, names }) => [format, names])).toEqual([['pictures', ['b1.png', 'b2.png', 'b4.png', 'b10.png']]]);
  const volume = opened.series[0]?.volume;
  const firsts = await Promise.all([0, 1, 2, 3].map(async i => (await volume?.readBscan(i, 'stored'))?.data[0]));
  expect(firsts).toEqual([1000, 2000, 4000, 3000]);
  expect(volume?.header).toMatchObject({ series: 'eye', sampleType: 'uint16', shape: { bscans: 4 } });
  expect(volume?.header.notes.map(({ message }) => message).join()).toContain('6 numbers are missing');
  await opened.close();
});

test('in a folder pictures of another size, of folders below, and stacks of pages stand for themselves', async () => {
  const place = join(folder, 'mixed');
  await writeSlices(place, ['1.png', '2.png']);
  await writeSlices(join(place, 'below'), ['1.png']);
  writeFileSync(join(place, '3.png'), await encodePng({ data: new Uint8Array(25), rows: 5, columns: 5, channels: 1 }));
  writeFileSync(join(place, 'pages.tif'), fileOf('float32').bytes);
  writeFileSync(join(place, 'cut.tif'), fileOf('float32').bytes.subarray(0, 900));
  const opened = await openVolumePath(place);
  expect(opened.series.map(({ names, volume }) => [names, volume.header.shape.bscans])).toEqual([
    [['1.png', '2.png'], 2],
    [['3.png'], 1],
    [['below/1.png'], 1],
    [['pages.tif'], 3],
  ]);
  expect(opened.refused.map(({ name }) => name)).toEqual(['cut.tif']);
  await opened.close();
});

test('500 damaged stacks give a volume or an error about the file', { timeout: 60_000 }, async () => {
  const random = randomGenerator(8, 'fuzz');
  const names = [...files.keys()];
  for (let i = 0; i < 500; i++) {
    const bytes = new Uint8Array(fileOf(names[i % names.length] as string).bytes);
    const reach = i % 2 === 0 ? 400 : bytes.length;
    for (let k = random.integer(4); k >= 0; k--) bytes[random.integer(reach)] = random.integer(256);
    const cut = random.uniform() < 0.2 ? bytes.subarray(0, random.integer(bytes.length)) : bytes;
    try {
      const { series } = await openInMemory(pictureStack, cut);
      for (const { header, readBscan } of series.slice(0, 4)) {
        const { rows, columns, channels } = volumeHeaderSchema.parse(header).shape;
        const read = await readBscan(0, 'stored');
        expect([read.data.length, (await readBscan(0, 'display')).data.length]).toEqual([rows * columns * channels, rows * columns]);
      }
    } catch (error) {
      expect(['unreadableFile', 'unsupportedFormat'], String((error as Error).stack)).toContain((error as { code: string }).code);
    }
  }
});
