// WebP (RFC 9649): lossy, lossless and extended files, with alpha, animation frames as frames.
import { type ImageFormat, type ImageHeader, requireBytes, unreadable, viewOf } from './imageFormat.ts';
import { exifOrientation } from './tiffDirectory.ts';

const firstChunk = 12;
const exifMark = 'Exif\0\0';
const alphaFlag = 0x10;

type Known = Pick<ImageHeader, 'rows' | 'columns' | 'hasAlpha'>;

export const webp: ImageFormat = {
  name: 'webp',
  summary: 'WebP, 8 bit, lossy or lossless',
  reference: 'RFC 9649; VP8: RFC 6386, 9.1',
  extensions: ['.webp'],
  sniff: bytes => textAt(bytes, 0) === 'RIFF' && textAt(bytes, 8) === 'WEBP',
  readHeader: bytes => {
    requireBytes(bytes, firstChunk, 18, 'a WebP header');
    const kind = textAt(bytes, firstChunk);
    const read = { 'VP8 ': lossyHeader, VP8L: losslessHeader, VP8X: extendedHeader }[kind];
    if (read === undefined) throw unreadable(`expected the chunk VP8, VP8L or VP8X, received ${JSON.stringify(kind)}`, firstChunk, bytes);
    const known = read(bytes, firstChunk + 8);
    let { hasAlpha } = known;
    let orientation = 1;
    let frames = 0;
    for (const { type, start, end } of kind === 'VP8X' ? chunks(bytes) : []) {
      if (type === 'ALPH' || (type === 'VP8L' && losslessHeader(bytes, start).hasAlpha)) hasAlpha = true;
      if (type === 'ANMF') frames++;
      if (type === 'EXIF') {
        const hasMark = Buffer.from(bytes.subarray(start, start + 6)).toString('latin1') === exifMark;
        orientation = exifOrientation(bytes.subarray(start + (hasMark ? 6 : 0), end));
      }
    }
    return { ...known, hasAlpha, colour: 'rgb', bitDepth: 8, orientation, frames: Math.max(1, frames) };
  },
  findDamage: bytes => {
    const end = 8 + viewOf(bytes).getUint32(4, true);
    return end > bytes.length ? { offset: bytes.length, what: `the file is cut, its header says ${end} bytes;` } : null;
  },
};

/** The frame header of a key frame: start code, then width and height in 14 bits each. */
function lossyHeader(bytes: Uint8Array, at: number): Known {
  requireBytes(bytes, at, 10, 'a VP8 frame header');
  if (bytes[at + 3] !== 0x9d || bytes[at + 4] !== 0x01 || bytes[at + 5] !== 0x2a) {
    throw unreadable(`expected the start code of a VP8 frame at byte ${at + 3}`, at + 3, bytes);
  }
  const view = viewOf(bytes);
  return { columns: view.getUint16(at + 6, true) & 0x3fff, rows: view.getUint16(at + 8, true) & 0x3fff, hasAlpha: false };
}

function losslessHeader(bytes: Uint8Array, at: number): Known {
  requireBytes(bytes, at, 5, 'a VP8L header');
  if (bytes[at] !== 0x2f) throw unreadable(`expected the signature of lossless WebP at byte ${at}`, at, bytes);
  const bits = viewOf(bytes).getUint32(at + 1, true);
  return { columns: (bits & 0x3fff) + 1, rows: ((bits >>> 14) & 0x3fff) + 1, hasAlpha: ((bits >>> 28) & 1) === 1 };
}

function extendedHeader(bytes: Uint8Array, at: number): Known {
  requireBytes(bytes, at, 10, 'a VP8X header');
  const view = viewOf(bytes);
  const size = (place: number) => (view.getUint16(place, true) | (view.getUint8(place + 2) << 16)) + 1;
  return { columns: size(at + 4), rows: size(at + 7), hasAlpha: ((bytes[at] as number) & alphaFlag) !== 0 };
}

/** Chunks that lie whole in the file. */
function* chunks(bytes: Uint8Array): Generator<{ type: string; start: number; end: number }> {
  const view = viewOf(bytes);
  for (let at = firstChunk; at + 8 <= bytes.length; ) {
    const start = at + 8;
    const end = start + view.getUint32(at + 4, true);
    if (end > bytes.length) return;
    yield { type: textAt(bytes, at), start, end };
    at = end + (end % 2);
  }
}

function textAt(bytes: Uint8Array, at: number): string {
  return Buffer.from(bytes.subarray(at, at + 4)).toString('latin1');
}
