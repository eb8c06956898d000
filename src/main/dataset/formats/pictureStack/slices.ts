// Pictures as slices of a volume: what each is before its pixels are read, whatever file it lies in.
import { AppError } from '../../../../shared/errors.ts';
import type { ByteSource } from '../byteSource.ts';
import { type ImageFormatName, sniffFormat } from '../index.ts';
import { inspectImage, readRaster } from '../readRaster.ts';
import { bytesOf, decodeNumbers, emptySamples, roundingWords, type SampleType, storedNumbers } from '../samples.ts';
import { decodeSamples } from '../sharpCodec.ts';
import type { StoredBscan } from '../volumeFormat.ts';
import { maxBscanSamples, maxSide, unreadableVolume, unsupportedVolume } from '../volumeLimits.ts';
import { type ImageJStack, readImageJ } from './imageJ.ts';
import { readTiffPages, type TiffPage, tiffTags } from './tiffPages.ts';

export interface Slice {
  /** Of its file; page and frame stand in `frame`. */
  readonly name: string;
  readonly frame: number;
  readonly format: ImageFormatName;
  readonly rows: number;
  readonly columns: number;
  readonly channels: 1 | 3;
  readonly sampleType: SampleType;
  /** How the file stores a sample. */
  readonly stored: string;
  /** What is lost where samples are kept as float32. */
  readonly rounding: string | null;
  /** What ImageJ noted about its stack. */
  readonly imageJ: ImageJStack | null;
  read(): Promise<StoredBscan>;
}

/** Every page or frame of a picture file. Errors: `unreadableFile` with `offset`; `unsupportedFormat`. */
export async function slicesOf(source: ByteSource): Promise<Slice[]> {
  const head = await source.read(0, Math.min(64, source.sizeBytes));
  return sniffFormat(head) === 'tiff' ? tiffSlices(source) : frameSlices(source);
}

/** PNG, JPEG, BMP, WebP: read whole, they hold one picture or a short film. */
async function frameSlices(source: ByteSource): Promise<Slice[]> {
  const whole = () => source.read(0, source.sizeBytes);
  const { format, header } = inspectImage(await whole(), { name: source.name });
  const isTurned = header.orientation > 4;
  const layout: SliceLayout = {
    rows: isTurned ? header.columns : header.rows,
    columns: isTurned ? header.rows : header.columns,
    channels: header.colour === 'grey' ? 1 : 3,
    sampleType: header.bitDepth === 16 ? 'uint16' : 'uint8',
    stored: `${header.bitDepth} bit`,
    rounding: null,
  };
  return Array.from({ length: header.frames }, (_, frame) => ({
    ...{ name: source.name, frame, format, imageJ: null },
    ...layout,
    read: async () => readPicture(source.name, await whole(), layout, frame),
  }));
}

/** Errors: those of `readRaster`; `unreadableFile` where the pixels are not what the header says. */
async function readPicture(name: string, bytes: Uint8Array, layout: SliceLayout, frame = 0): Promise<StoredBscan> {
  const { raster } = await readRaster(bytes, { frame, name, maxPixels: maxBscanSamples });
  const { rows, columns, channels, sampleType } = layout;
  const isSame = raster.rows === rows && raster.columns === columns && raster.channels === channels;
  if (isSame && raster.data instanceof Uint16Array === (sampleType === 'uint16')) return raster;
  throw unreadableVolume(
    name,
    `expected ${columns} × ${rows} pixels of ${channels} channels, received ${raster.columns} × ${raster.rows} of ${raster.channels}`,
    0,
  );
}

async function tiffSlices(source: ByteSource): Promise<Slice[]> {
  const pages = await readTiffPages(source);
  const imageJ = readImageJ(await (pages[0] as TiffPage).text(tiffTags.description), pages.length);
  const slices: Slice[] = [];
  for (const [frame, page] of pages.entries()) {
    const layout = await layoutOf(source.name, page);
    const xPerUnit = imageJ === null ? undefined : (await page.numbers(tiffTags.xResolution))[0];
    slices.push({
      name: source.name,
      frame,
      format: 'tiff',
      ...layout,
      imageJ: imageJ?.(xPerUnit) ?? null,
      read: () => readPage(source.name, page, layout),
    });
  }
  return slices;
}

type SliceLayout = Pick<Slice, 'rows' | 'columns' | 'channels' | 'sampleType' | 'stored' | 'rounding'>;

/** As libvips gives them, and what it does not read: numbers of 64 bits. */
type DirectNumber = 'int8' | 'int16' | 'uint32' | 'int32' | 'float32';
type WideNumber = 'uint64' | 'int64' | 'float64';

interface PageLayout extends SliceLayout {
  /** Null for what `readRaster` reads as any picture. */
  readonly number: DirectNumber | WideNumber | null;
}

/** What `readRaster` takes as unsigned integers. */
const plainBits = [1, 2, 4, 8, 16];
/** SampleFormat 1, 2 and 3: unsigned, signed, float. */
const numbers: Record<string, NonNullable<PageLayout['number']>> = {
  '8 2': 'int8',
  '16 2': 'int16',
  '32 1': 'uint32',
  '32 2': 'int32',
  '32 3': 'float32',
  '64 1': 'uint64',
  '64 2': 'int64',
  '64 3': 'float64',
};

/** Whether the samples are what an image has: unsigned integers of up to 16 bits. */
export async function isPlainSample(page: TiffPage): Promise<boolean> {
  const [bits = 1] = await page.numbers(tiffTags.bitsPerSample);
  const [format = 1] = await page.numbers(tiffTags.sampleFormat);
  return format === 1 && plainBits.includes(bits);
}

async function layoutOf(name: string, page: TiffPage): Promise<PageLayout> {
  const one = async (tag: number, usual: number) => (await page.numbers(tag))[0] ?? usual;
  const [bits, format, samples] = [
    await one(tiffTags.bitsPerSample, 1),
    await one(tiffTags.sampleFormat, 1),
    await one(tiffTags.samplesPerPixel, 1),
  ];
  const photometric = await one(tiffTags.photometric, 1);
  const isTurned = (await one(tiffTags.orientation, 1)) > 4;
  const [width, height] = [await one(tiffTags.columns, 0), await one(tiffTags.rows, 0)];
  const size = isTurned ? { rows: width, columns: height } : { rows: height, columns: width };
  if (width < 1 || height < 1 || Math.max(width, height) > maxSide) {
    throw unsupportedVolume(
      name,
      `expected pages of 1 to ${maxSide} pixels a side, received ${width} × ${height}`,
      'Cut or shrink it first.',
    );
  }
  const words = `${bits} bit${['', '', ' signed', ' floating point'][format] ?? ''}`;
  if (format === 1 && plainBits.includes(bits)) {
    const isGrey = photometric < 2;
    return { ...size, channels: isGrey ? 1 : 3, sampleType: bits === 16 ? 'uint16' : 'uint8', stored: words, number: null, rounding: null };
  }
  const number = numbers[`${bits} ${format}`];
  const isPredicted = bits === 64 && (await one(tiffTags.predictor, 1)) !== 1;
  if (number === undefined || samples !== 1 || photometric !== 1 || isTurned || isPredicted) {
    throw unsupportedVolume(
      name,
      `expected grey samples of 8 to 64 bits, or colours of 8 or 16, received ${samples} × ${words}${isPredicted ? ' with a predictor' : ''}`,
      'Save it as 32-bit floating point, grey.',
    );
  }
  return { ...size, channels: 1, sampleType: storedNumbers[number][1], stored: words, number, rounding: roundingWords(number) };
}

async function readPage(name: string, page: TiffPage, layout: PageLayout): Promise<StoredBscan> {
  const { rows, columns, number, sampleType } = layout;
  if (number === null) return readPicture(name, await page.file(), layout);
  const samples = await (isWide(number) ? readWide(page, layout, number) : readDirect(page, layout, number)).catch(error => {
    if (error instanceof AppError) throw error;
    throw unreadableVolume(name, `expected a complete page of ${columns} × ${rows} samples: ${String(error).split('\n')[0]}`, 0);
  });
  const data = emptySamples(sampleType, rows * columns);
  data.set(samples);
  return { data, rows, columns, channels: 1 };
}

function isWide(number: DirectNumber | WideNumber): number is WideNumber {
  return bytesOf(number) === 8;
}

/** libvips cuts signed numbers of 16 bits off at 0: they are read by their bits. */
async function readDirect(page: TiffPage, size: SliceLayout, number: DirectNumber) {
  return decodeSamples(await page.file(number === 'int16' ? { [tiffTags.sampleFormat]: 1 } : {}), number, size);
}

/** As twice as many integers of 32 bits, which are then put together in the file's byte order. */
async function readWide(page: TiffPage, { rows, columns }: SliceLayout, number: WideNumber): Promise<StoredBscan['data']> {
  const [tileColumns] = await page.numbers(tiffTags.tileColumns);
  const halved = { [tiffTags.columns]: 2 * columns, [tiffTags.bitsPerSample]: 32, [tiffTags.sampleFormat]: 1 };
  const tiles = tileColumns === undefined ? {} : { [tiffTags.tileColumns]: 2 * tileColumns };
  const halves = await decodeSamples(await page.file({ ...halved, ...tiles }), 'uint32', { rows, columns: 2 * columns });
  const view = new DataView(new ArrayBuffer(4 * halves.length));
  for (const [i, half] of halves.entries()) view.setUint32(4 * i, half, page.isLittle);
  return decodeNumbers(new Uint8Array(view.buffer), number, page.isLittle);
}
