// One compressed frame to samples: which decoder a picture needs is read from the picture itself, and its size is held against the file's
// before it is decoded.
import { Decoder } from 'jpeg-lossless-decoder-js';
import { toAppError } from '../../../../shared/errors.ts';
import { type CodestreamSize, jpeg2000Size, jpegSize } from '../codecs/codestreamSize.ts';
import { decodeJpeg12 } from '../codecs/jpeg12.ts';
import { decodeWasm } from '../codecs/wasmDecoder.ts';
import { unreadable, unsupported } from '../imageFormat.ts';
import type { PixelLayout } from './pixelLayout.ts';
import type { PixelCoding } from './transferSyntaxes.ts';

export interface DecodedFrame {
  /** Little-endian samples [row, column, component] of `bytesPerSample`. */
  readonly bytes: Uint8Array;
  readonly bytesPerSample: 1 | 2;
  /** Of the picture itself, which may differ from what the file around it says. */
  readonly bits: number;
  /** The decoder made RGB of it, whatever the file calls it. */
  readonly isRgb: boolean;
}

/** Errors without the file's name: `unreadableFile`, `unsupportedFormat`. */
export async function decodeFrame(
  coding: Exclude<PixelCoding, 'native' | 'rle'>,
  bytes: Uint8Array,
  layout: PixelLayout,
): Promise<DecodedFrame> {
  if (coding === 'jpeg2000') {
    requireSize(jpeg2000Size(bytes), layout, bytes, 'a JPEG 2000 picture');
    const { bytes: samples, bits } = await decodeWasm('jpeg2000', bytes);
    return { bytes: samples, bytesPerSample: bits > 8 ? 2 : 1, bits, isRgb: false };
  }
  const size = requireSize(jpegSize(bytes), layout, bytes, 'a JPEG picture');
  if (size.marker === 0xf7) return decodeLs(bytes, layout, size);
  if (size.marker === 0xc3) return decodeLossless(bytes, size);
  if (![0xc0, 0xc1, 0xc2].includes(size.marker)) throw unsupported(`a JPEG of a rare kind (frame header ${size.marker.toString(16)})`);
  if (size.bits > 8) return { bytes: decodeJpeg12(bytes), bytesPerSample: 2, bits: size.bits, isRgb: false };
  const decoded = await decodeWasm('jpeg', layout.photometric === 'rgb' ? markedAsRgb(bytes) : bytes);
  return { bytes: decoded.bytes, bytesPerSample: 1, bits: 8, isRgb: decoded.components === 3 };
}

function requireSize(
  size: CodestreamSize | null,
  { rows, columns, components }: PixelLayout,
  bytes: Uint8Array,
  what: string,
): CodestreamSize {
  if (size === null)
    throw unreadable(`expected ${what}, received the bytes ${Buffer.from(bytes.subarray(0, 8)).toString('hex')}`, 0, bytes);
  if (size.rows !== rows || size.columns !== columns || size.components !== components) {
    throw unreadable(
      `expected ${columns} × ${rows} × ${components} samples, the compressed picture has ${size.columns} × ${size.rows} × ${size.components}`,
      0,
      bytes,
    );
  }
  if (size.bits > 16) throw unsupported(`${what} of ${size.bits} bits a sample`);
  return size;
}

const endOfImage = Uint8Array.of(0xff, 0xd9);

async function decodeLs(bytes: Uint8Array, { rows, columns }: PixelLayout, { components, bits }: CodestreamSize): Promise<DecodedFrame> {
  // A picture without its end makes the decoder look for bits for seconds: it always gets one.
  const decoded = await decodeWasm('jpegLs', Buffer.concat([bytes, endOfImage]));
  const bytesPerSample = bits > 8 ? 2 : 1;
  const isPlanar = components === 3 && scanComponents(bytes) === 1;
  const samples = isPlanar ? interleaved(decoded.bytes, rows * columns, bytesPerSample) : decoded.bytes;
  return { bytes: samples, bytesPerSample, bits, isRgb: false };
}

function decodeLossless(bytes: Uint8Array, { bits }: CodestreamSize): DecodedFrame {
  const bytesPerSample = bits > 8 ? 2 : 1;
  try {
    const copy = new Uint8Array(bytes);
    const samples = new Decoder().decode(copy.buffer, 0, copy.length, bytesPerSample);
    return { bytes: new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), bytesPerSample, bits, isRgb: false };
  } catch (error) {
    throw unreadable(`the lossless JPEG data cannot be decoded (${toAppError(error).message.slice(0, 200)})`, 0, bytes);
  }
}

/**
 * A JPEG that does not say how its colours are stored is taken as YCbCr by decoders; where the file around it says RGB, Adobe's mark for
 * colours that were not transformed is put behind its first marker.
 */
function markedAsRgb(bytes: Uint8Array): Uint8Array {
  // A mark of under 14 bytes is one that decoders pass over.
  const isMarked = bytes[2] === 0xff && (bytes[3] === 0xe0 || (bytes[3] === 0xee && (bytes[5] as number) >= 14));
  const mark = Buffer.from('ffee000e41646f626500640000000000', 'hex');
  return isMarked ? bytes : Buffer.concat([bytes.subarray(0, 2), mark, bytes.subarray(2)]);
}

/** How many components the first scan of a JPEG-LS picture holds; 1 of 3 means one plane after the other. */
function scanComponents(bytes: Uint8Array): number {
  for (let at = 2; at + 4 < bytes.length; ) {
    const marker = bytes[at + 1];
    if (marker === 0xda) return bytes[at + 4] as number;
    at += 2 + (((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number));
  }
  return 1;
}

/** [component, pixel] → [pixel, component]. */
export function interleaved(planes: Uint8Array, pixels: number, bytesPerSample: number): Uint8Array {
  const mixed = new Uint8Array(planes.length);
  for (let component = 0; component < 3; component++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      for (let byte = 0; byte < bytesPerSample; byte++) {
        mixed[(pixel * 3 + component) * bytesPerSample + byte] = planes[(component * pixels + pixel) * bytesPerSample + byte] as number;
      }
    }
  }
  return mixed;
}
