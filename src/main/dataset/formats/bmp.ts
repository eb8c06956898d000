// BMP, the device-independent bitmap of Windows and OS/2: 1 to 32 bit, palettes, bit masks, RLE4 and RLE8, rows from either end.
import { decodeBmp } from './bmpPixels.ts';
import { type ImageFormat, requireBytes, unreadable, unsupported, viewOf } from './imageFormat.ts';

/** BITMAPCOREHEADER, OS22X (short and long), BITMAPINFOHEADER and versions 2 to 5. */
const headerSizes = [12, 16, 40, 52, 56, 64, 108, 124];
const fileHeaderBytes = 14;
const compressions = ['none', 'rle8', 'rle4', 'masks', 'jpeg', 'png', 'masks'] as const;
const depths = [1, 2, 4, 8, 16, 24, 32];
/** BI_ALPHABITFIELDS of Windows CE. */
const alphaMasks = 6;

export interface BmpLayout {
  readonly rows: number;
  readonly columns: number;
  readonly isTopDown: boolean;
  /** Bits a pixel. */
  readonly bits: number;
  readonly coding: 'rows' | 'rle4' | 'rle8';
  /** Red, green, blue and, where there is one, alpha: bits of a pixel of 16 or 32. */
  readonly masks: readonly number[];
  /** Red, green and blue of each index. */
  readonly palette: Uint8Array | null;
  readonly isGrey: boolean;
  readonly pixelOffset: number;
}

export const bmp: ImageFormat = {
  name: 'bmp',
  summary: 'BMP, 1 to 32 bit, palette or RGB, RLE',
  reference: 'Microsoft, BITMAPINFOHEADER and BITMAPV5HEADER; RLE4, RLE8',
  extensions: ['.bmp', '.dib'],
  sniff: bytes =>
    bytes[0] === 0x42 && bytes[1] === 0x4d && bytes.length >= 18 && headerSizes.includes(viewOf(bytes).getUint32(fileHeaderBytes, true)),
  readHeader: bytes => {
    const { rows, columns, bits, palette, isGrey, masks } = readBmpLayout(bytes);
    const bitDepth = palette === null ? 8 : bits;
    const hasAlpha = (masks[3] ?? 0) !== 0;
    return { rows, columns, colour: isGrey ? 'grey' : 'rgb', hasAlpha, bitDepth, orientation: 1, frames: 1 };
  },
  decode: bytes => decodeBmp(bytes, readBmpLayout(bytes)),
  findDamage: bytes => {
    try {
      decodeBmp(bytes, readBmpLayout(bytes));
      return null;
    } catch {
      return { offset: bytes.length, what: 'the pixel rows are incomplete, the file ends' };
    }
  },
};

/** Errors: `unreadableFile` with `offset`, `unsupportedFormat`. */
export function readBmpLayout(bytes: Uint8Array): BmpLayout {
  requireBytes(bytes, 0, fileHeaderBytes + 4, 'a BMP header');
  const view = viewOf(bytes);
  const headerBytes = view.getUint32(fileHeaderBytes, true);
  requireBytes(bytes, fileHeaderBytes, headerBytes, 'a BMP header');
  const isCore = headerBytes === 12;
  const columns = isCore ? view.getUint16(18, true) : view.getInt32(18, true);
  const height = isCore ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(isCore ? 24 : 28, true);
  const code = headerBytes >= 40 ? view.getUint32(30, true) : 0;
  const compression = headerBytes === 64 && code > 2 ? undefined : compressions[code];
  if (columns < 1 || height === 0) throw unreadable(`the header says ${columns} × ${height} pixels`, 18, bytes);
  if (!depths.includes(bits)) throw unreadable(`expected 1, 2, 4, 8, 16, 24 or 32 bits a pixel, received ${bits}`, 28, bytes);
  if (compression === undefined || compression === 'jpeg' || compression === 'png') {
    throw unsupported(`expected pixels as they are, run lengths or bit masks, received compression ${compression ?? code}`);
  }
  const coding = compression === 'rle4' || compression === 'rle8' ? compression : 'rows';
  const fits = { none: true, masks: bits === 16 || bits === 32, rle4: bits === 4, rle8: bits === 8 }[compression];
  if (!fits) throw unreadable(`the header says ${compression} with ${bits} bits a pixel`, 28, bytes);
  if (coding !== 'rows' && height < 0) throw unreadable('run lengths go from the bottom up, the header says from the top down', 22, bytes);
  const pixelOffset = view.getUint32(10, true);
  const masks =
    compression === 'masks' ? readMasks(bytes, headerBytes, code) : bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff];
  const palette = bits <= 8 ? readPalette(bytes, headerBytes, bits, pixelOffset) : null;
  const isGrey = palette?.every((value, i) => value === palette[i - (i % 3)]) ?? false;
  return { rows: Math.abs(height), columns, isTopDown: height < 0, bits, coding, masks, palette, isGrey, pixelOffset };
}

function readMasks(bytes: Uint8Array, headerBytes: number, code: number): number[] {
  const count = headerBytes >= 56 || code === alphaMasks ? 4 : 3;
  requireBytes(bytes, 54, 4 * count, 'the bit masks');
  return Array.from({ length: count }, (_, i) => viewOf(bytes).getUint32(54 + 4 * i, true));
}

/** From blue, green, red (and a byte of nothing) to red, green, blue; as many as lie before the pixels. */
function readPalette(bytes: Uint8Array, headerBytes: number, bits: number, pixelOffset: number): Uint8Array {
  const entryBytes = headerBytes === 12 ? 3 : 4;
  const start = fileHeaderBytes + headerBytes;
  const used = headerBytes >= 40 ? viewOf(bytes).getUint32(46, true) : 0;
  const wanted = Math.min(used === 0 ? 2 ** bits : used, 2 ** bits);
  const count = Math.min(wanted, Math.floor((pixelOffset - start) / entryBytes));
  if (count < 1) throw unreadable(`expected a palette at byte ${start}, the pixels begin at byte ${pixelOffset}`, start, bytes);
  requireBytes(bytes, start, count * entryBytes, 'the palette');
  return Uint8Array.from({ length: 3 * count }, (_, i) => bytes[start + Math.floor(i / 3) * entryBytes + 2 - (i % 3)] as number);
}
