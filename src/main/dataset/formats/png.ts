// PNG (ISO/IEC 15948): 1 to 16 bit, grey, RGB or palette, with or without alpha.
import { crc32 } from 'node:zlib';
import { type ImageFormat, requireBytes, unreadable, viewOf } from './imageFormat.ts';
import { exifOrientation } from './tiffDirectory.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const firstChunk = signature.length;
/** Length, type and check sum around a chunk's data. */
const chunkFrame = 12;

export const png: ImageFormat = {
  name: 'png',
  summary: 'PNG, 8 or 16 bit, grey or RGB',
  reference: 'ISO/IEC 15948',
  extensions: ['.png'],
  sniff: bytes => signature.every((byte, i) => bytes[i] === byte),
  readHeader: bytes => {
    const view = viewOf(bytes);
    requireBytes(bytes, firstChunk, chunkFrame + 13, 'the image header');
    if (chunkType(bytes, firstChunk) !== 'IHDR') throw unreadable(`expected the image header at byte ${firstChunk}`, firstChunk, bytes);
    const bitDepth = bytes[24] as number;
    const colourType = bytes[25] as number;
    let hasAlpha = colourType >= 4;
    let orientation = 1;
    let offset = firstChunk;
    for (;;) {
      requireBytes(bytes, offset, 8, 'a chunk');
      const type = chunkType(bytes, offset);
      if (type === 'IDAT') break;
      const length = view.getUint32(offset);
      requireBytes(bytes, offset, chunkFrame + length, `chunk ${type}`);
      if (type === 'tRNS') hasAlpha = true;
      if (type === 'eXIf') orientation = exifOrientation(bytes.subarray(offset + 8, offset + 8 + length));
      offset += chunkFrame + length;
    }
    const colour = colourType === 0 || colourType === 4 ? 'grey' : 'rgb';
    return { rows: view.getUint32(20), columns: view.getUint32(16), colour, hasAlpha, bitDepth, orientation, frames: 1 };
  },
  findDamage: bytes => {
    const view = viewOf(bytes);
    for (let offset = firstChunk; ; ) {
      if (offset + chunkFrame > bytes.length) return { offset: bytes.length, what: 'no end chunk' };
      const length = view.getUint32(offset);
      const type = chunkType(bytes, offset);
      const end = offset + chunkFrame + length;
      if (end > bytes.length) return { offset: bytes.length, what: `chunk ${type} that begins at byte ${offset} is cut` };
      if (crc32(bytes.subarray(offset + 4, end - 4)) !== view.getUint32(end - 4))
        return { offset, what: `wrong check sum of chunk ${type}` };
      if (type === 'IEND') return null;
      offset = end;
    }
  },
};

function chunkType(bytes: Uint8Array, offset: number): string {
  return Buffer.from(bytes.subarray(offset + 4, offset + 8)).toString('latin1');
}
