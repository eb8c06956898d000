// The only door to sharp (libvips): decodes to the stored sample values and encodes. It never converts colours, and shrinks only what is
// to be looked at: what a network sees is resized by imaging/resize.
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import type { Raster } from '../../imaging/raster.ts';
import type { ImageHeader } from './imageFormat.ts';

export interface DecodeOptions {
  frame: number;
  maxPixels: number;
  /** Only for looking: 8-bit images come with no side longer than this. A JPEG is then decoded small, at a fraction of time and memory. */
  longestPx?: number | undefined;
}

/**
 * Pixels [row, column, channel] with orientation applied, alpha dropped and no colour profile applied, so that
 * 16-bit samples are exact. Throws libvips' own error for damaged data.
 */
export async function decodePixels(
  bytes: Uint8Array,
  header: ImageHeader,
  { frame, maxPixels, longestPx }: DecodeOptions,
): Promise<Raster<Uint8Array | Uint16Array>> {
  const isWide = header.bitDepth === 16;
  let image = open(bytes, { failOn: 'error', ignoreIcc: true, limitInputPixels: maxPixels, page: frame, pages: 1 });
  if (header.orientation !== 1) image = image.autoOrient();
  if (header.hasAlpha) image = image.removeAlpha();
  // Samples beside alpha would be weighted by it.
  else if (longestPx !== undefined && !isWide) {
    image = image.resize({ width: longestPx, height: longestPx, fit: 'inside', withoutEnlargement: true, kernel: 'linear' });
  }
  const space = header.colour === 'grey' ? (isWide ? 'grey16' : 'b-w') : isWide ? 'rgb16' : 'srgb';
  const { data, info } = await image
    .toColourspace(space)
    .raw({ depth: isWide ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const pixels = isWide
    ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { data: pixels, rows: info.height, columns: info.width, channels: info.channels };
}

/** What a TIFF's grey samples can be beside unsigned integers of 8 and 16 bits, and as which numbers libvips gives them. */
const depths = {
  int8: ['char', 'b-w', Int8Array],
  int16: ['ushort', 'grey16', Int16Array],
  uint32: ['uint', 'b-w', Uint32Array],
  int32: ['int', 'b-w', Int32Array],
  float32: ['float', 'b-w', Float32Array],
} as const;

/** Grey samples [row, column] of a TIFF of one page, exactly. Throws libvips' own error for damaged data. */
export async function decodeSamples(
  bytes: Uint8Array,
  number: keyof typeof depths,
  { rows, columns }: { rows: number; columns: number },
): Promise<Int8Array | Int16Array | Uint32Array | Int32Array | Float32Array> {
  const [depth, space, Numbers] = depths[number];
  const image = open(bytes, { failOn: 'error', ignoreIcc: true, limitInputPixels: rows * columns }).toColourspace(space);
  const { data, info } = await image.raw({ depth }).toBuffer({ resolveWithObject: true });
  if (info.channels !== 1 || info.width !== columns || info.height !== rows) {
    throw new Error(`received ${info.width} × ${info.height} pixels of ${info.channels} channels`);
  }
  return new Numbers(Uint8Array.from(data).buffer);
}

/** PNG of a raster with 1 or 3 channels; 16-bit samples stay 16 bit. */
export async function encodePng(raster: Raster<Uint8Array | Uint16Array>): Promise<Uint8Array> {
  return await openRaster(raster).png({ compressionLevel: 6 }).toBuffer();
}

/** TIFF of a raster with 1 or 3 channels, packed without loss; 16-bit samples stay 16 bit. */
export async function encodeTiff(raster: Raster<Uint8Array | Uint16Array>): Promise<Uint8Array> {
  return await openRaster(raster).tiff({ compression: 'deflate' }).toBuffer();
}

/** JPEG of an 8-bit raster with 1 or 3 channels; `quality` 1–100. */
export async function encodeJpeg(raster: Raster<Uint8Array>, quality = 90): Promise<Uint8Array> {
  return await openRaster(raster).jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer();
}

function openRaster({ data, rows, columns, channels }: Raster<Uint8Array | Uint16Array>): Sharp {
  const isWide = data instanceof Uint16Array;
  const image = open(data, { raw: { width: columns, height: rows, channels: channels as 1 | 3 } });
  return image.toColourspace(channels === 1 ? (isWide ? 'grey16' : 'b-w') : isWide ? 'rgb16' : 'srgb');
}

let isConfigured = false;

/** One thread an image and no cache: workers bring the parallelism, and every file is read once. */
function open(input: Uint8Array | Uint16Array, options: SharpOptions): Sharp {
  if (!isConfigured) {
    sharp.cache(false);
    sharp.concurrency(1);
    isConfigured = true;
  }
  return sharp(input, options);
}
