// JPEG (ITU-T T.81, annex B): baseline, extended and progressive, 8 bit, grey or colour.
import { type ImageFormat, requireBytes, unreadable, unsupported, viewOf } from './imageFormat.ts';
import { exifOrientation } from './tiffDirectory.ts';

const exifMark = 'Exif\0\0';

export const jpeg: ImageFormat = {
  name: 'jpeg',
  summary: 'JPEG, 8 bit, grey or RGB',
  reference: 'ITU-T T.81',
  extensions: ['.jpg', '.jpeg', '.jpe', '.jfif'],
  sniff: bytes => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff,
  readHeader: bytes => {
    const view = viewOf(bytes);
    let orientation = 1;
    for (let offset = 2; ; ) {
      requireBytes(bytes, offset, 4, 'a JPEG segment');
      if (bytes[offset] !== 0xff) throw unreadable(`expected a JPEG marker at byte ${offset}, received ${bytes[offset]}`, offset, bytes);
      const marker = bytes[offset + 1] as number;
      if (marker === 0xff) {
        offset++; // fill byte before a marker
        continue;
      }
      const length = view.getUint16(offset + 2);
      requireBytes(bytes, offset + 2, length, 'a JPEG segment');
      const body = bytes.subarray(offset + 4, offset + 2 + length);
      if (marker === 0xe1 && Buffer.from(body.subarray(0, 6)).toString('latin1') === exifMark)
        orientation = exifOrientation(body.subarray(6));
      if (isFrameHeader(marker)) return { ...readFrameHeader(marker, offset), orientation };
      if (marker === 0xda || marker === 0xd9) throw unreadable(`expected a frame header before byte ${offset}`, offset, bytes);
      offset += 2 + length;
    }

    function readFrameHeader(marker: number, offset: number) {
      requireBytes(bytes, offset + 4, 6, 'a JPEG frame header');
      const bitDepth = bytes[offset + 4] as number;
      const components = bytes[offset + 9] as number;
      if (marker > 0xc2) throw unsupported(`expected baseline or progressive JPEG, received coding SOF${marker - 0xc0}`);
      if (bitDepth !== 8) throw unsupported(`expected JPEG of 8 bit, received ${bitDepth} bit`);
      if (components !== 1 && components !== 3) {
        const colours = components === 4 ? 'CMYK (print colours have no fixed grey values)' : `${components} colour components`;
        throw unsupported(`expected grey or RGB pixels, received ${colours}`);
      }
      const colour = components === 1 ? ('grey' as const) : ('rgb' as const);
      return { rows: view.getUint16(offset + 5), columns: view.getUint16(offset + 7), colour, hasAlpha: false, bitDepth, frames: 1 };
    }
  },
  findDamage: bytes => {
    const end = bytes.length;
    return bytes[end - 2] === 0xff && bytes[end - 1] === 0xd9 ? null : { offset: end, what: 'no end-of-image marker' };
  },
};

function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
