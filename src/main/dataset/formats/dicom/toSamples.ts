// From a frame's bytes to a B-scan's samples: bits cut out and signs extended, planes interleaved, YBR and palettes made RGB (PS3.3 C.7.6.3).
import type { DataSet } from 'dicom-parser';
import { decodeNumbers, emptySamples, type StoredNumber } from '../samples.ts';
import type { StoredBscan } from '../volumeFormat.ts';
import { unsupportedVolume } from '../volumeLimits.ts';
import { type DecodedFrame, interleaved } from './decodeFrame.ts';
import type { PixelLayout } from './pixelLayout.ts';

export type Palette = readonly [Uint8Array, Uint8Array, Uint8Array, first: number];

/** One native frame. `bitOffset`: where a one-bit frame begins in `bytes`. */
export function nativeSamples(layout: PixelLayout, bytes: Uint8Array, isBigEndian: boolean, bitOffset: number): StoredBscan['data'] {
  const { bitsAllocated, isSigned, isFloat, rows, columns, components, photometric, isPlanar } = layout;
  if (bitsAllocated === 1) return Uint8Array.from({ length: rows * columns }, (_, i) => bitAt(bytes, bitOffset + i));
  if (photometric === 'ybr422') return toRgb(full422(bytes, rows * columns));
  const number = (isFloat ? `float${bitsAllocated}` : `${isSigned ? '' : 'u'}int${bitsAllocated}`) as StoredNumber;
  const size = bitsAllocated / 8;
  const mixed = isPlanar ? interleaved(bytes, rows * columns, size) : bytes;
  const samples = decodeNumbers(mixed, number, !isBigEndian).subarray(0, rows * columns * components);
  if (isFloat) return samples;
  cutBits(samples, layout);
  return photometric === 'ybr' ? toRgb(samples) : samples;
}

/** One decoded frame, in the layout's sample type. Signs are read at the picture's own depth, meant as the file says. */
export function decodedSamples(layout: PixelLayout, { bytes, bytesPerSample, bits, isRgb }: DecodedFrame): StoredBscan['data'] {
  const raw = decodeNumbers(bytes, bytesPerSample === 1 ? 'uint8' : 'uint16', true);
  const samples = emptySamples(layout.sampleType, layout.rows * layout.columns * layout.components);
  const mask = 2 ** bits - 1;
  const sign = 2 ** (bits - 1);
  for (let i = 0; i < samples.length; i++) {
    const value = (raw[i] as number) & mask;
    samples[i] = layout.isSigned && value >= sign ? value - 2 * sign : value;
  }
  const isYbr = layout.photometric === 'ybr' || layout.photometric === 'ybr422';
  return isYbr && !isRgb ? toRgb(samples) : samples;
}

/** Bits outside [highBit − bitsStored + 1, highBit] may hold overlays. */
function cutBits(samples: StoredBscan['data'], { bitsAllocated, bitsStored, highBit, isSigned }: PixelLayout): void {
  if (bitsAllocated > 16 || bitsStored === bitsAllocated) return;
  const shift = highBit + 1 - bitsStored;
  const mask = 2 ** bitsStored - 1;
  const sign = 2 ** (bitsStored - 1);
  for (let i = 0; i < samples.length; i++) {
    const value = ((samples[i] as number) >> shift) & mask;
    samples[i] = isSigned && value >= sign ? value - 2 * sign : value;
  }
}

function bitAt(bytes: Uint8Array, bit: number): number {
  return ((bytes[bit >> 3] as number) >> (bit & 7)) & 1;
}

/** Y Y Cb Cr for every two pixels → Y Cb Cr for each. */
function full422(bytes: Uint8Array, pixels: number): Uint8Array {
  const full = new Uint8Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const pair = (pixel >> 1) * 4;
    full[pixel * 3] = bytes[pair + (pixel & 1)] as number;
    full[pixel * 3 + 1] = bytes[pair + 2] as number;
    full[pixel * 3 + 2] = bytes[pair + 3] as number;
  }
  return full;
}

/** YBR_FULL (ITU-R BT.601, full range) → RGB, 8 bit. */
function toRgb(ybr: StoredBscan['data']): Uint8Array {
  const rgb = new Uint8ClampedArray(ybr.length);
  for (let i = 0; i + 2 < ybr.length; i += 3) {
    const [y, cb, cr] = [ybr[i] as number, (ybr[i + 1] as number) - 128, (ybr[i + 2] as number) - 128];
    rgb[i] = Math.floor(y + 1.402 * cr + 0.5);
    rgb[i + 1] = Math.floor(y - (0.114 * 1.772 * cb) / 0.587 - (0.299 * 1.402 * cr) / 0.587 + 0.5);
    rgb[i + 2] = Math.floor(y + 1.772 * cb + 0.5);
  }
  return new Uint8Array(rgb.buffer);
}

/** The colours of PALETTE COLOR, 8 bit each. Errors: `unsupportedFormat` for segmented palettes. */
export function readPalette(name: string, data: DataSet): Palette {
  const [entries, first, bits] = [0, 1, 2].map(i => data.uint16('x00281101', i) ?? 0) as [number, number, number];
  const count = entries === 0 ? 65_536 : entries;
  const channels = ['x00281201', 'x00281202', 'x00281203'].map(tag => {
    const element = data.elements[tag];
    if (element === undefined)
      throw unsupportedVolume(name, 'expected a plain palette, received a segmented or missing one', 'Export it as RGB.');
    const isWide = element.length >= count * 2;
    return Uint8Array.from({ length: count }, (_, i) =>
      isWide
        ? (data.uint16(tag, i) ?? 0) >> (bits > 8 ? 8 : 0)
        : (data.byteArray[element.dataOffset + Math.min(i, element.length - 1)] as number),
    );
  });
  return [...channels, first] as unknown as Palette;
}

export function throughPalette(indices: StoredBscan['data'], [red, green, blue, first]: Palette): Uint8Array {
  const rgb = new Uint8Array(indices.length * 3);
  for (let i = 0; i < indices.length; i++) {
    const entry = Math.min(Math.max((indices[i] as number) - first, 0), red.length - 1);
    rgb[i * 3] = red[entry] as number;
    rgb[i * 3 + 1] = green[entry] as number;
    rgb[i * 3 + 2] = blue[entry] as number;
  }
  return rgb;
}
