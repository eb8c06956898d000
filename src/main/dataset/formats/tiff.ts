// TIFF 6.0 and BigTIFF: 1 to 16 bit integers, grey, RGB or palette, one or many pages.
import { type ImageFormat, unreadable, unsupported } from './imageFormat.ts';
import { orientationOf, readTiffDirectories } from './tiffDirectory.ts';

const tags = {
  columns: 256,
  rows: 257,
  bitsPerSample: 258,
  photometric: 262,
  stripOffsets: 273,
  samplesPerPixel: 277,
  stripByteCounts: 279,
  tileOffsets: 324,
  tileByteCounts: 325,
  sampleFormat: 339,
} as const;
/** PhotometricInterpretation: WhiteIsZero, BlackIsZero, RGB, palette, YCbCr. */
const colours: Record<number, { colour: 'grey' | 'rgb'; samples: number }> = {
  0: { colour: 'grey', samples: 1 },
  1: { colour: 'grey', samples: 1 },
  2: { colour: 'rgb', samples: 3 },
  3: { colour: 'rgb', samples: 1 },
  6: { colour: 'rgb', samples: 3 },
};
const bitDepths = [1, 2, 4, 8, 16];

export const tiff: ImageFormat = {
  name: 'tiff',
  summary: 'TIFF, 8 or 16 bit, grey or RGB, pages as frames',
  reference: 'TIFF 6.0; BigTIFF',
  extensions: ['.tif', '.tiff'],
  sniff: ([a, b, c, d]) =>
    (a === 0x49 && b === 0x49 && (c === 42 || c === 43) && d === 0) || (a === 0x4d && b === 0x4d && c === 0 && (d === 42 || d === 43)),
  readHeader: (bytes, frame) => {
    const directories = readTiffDirectories(bytes);
    const directory = directories[frame];
    if (directory === undefined) throw unreadable(`expected frame ${frame}, the file holds ${directories.length}`, 0, bytes);
    const rows = directory.values(tags.rows)[0];
    const columns = directory.values(tags.columns)[0];
    if (rows === undefined || columns === undefined) throw unreadable('expected the tags ImageLength and ImageWidth', 0, bytes);
    const photometric = directory.values(tags.photometric)[0] ?? 1;
    const known = colours[photometric];
    if (known === undefined) {
      throw unsupported(
        `expected grey or RGB pixels, received ${photometric === 5 ? 'CMYK' : `photometric interpretation ${photometric}`}`,
      );
    }
    const bitDepth = directory.values(tags.bitsPerSample)[0] ?? 1;
    const isInteger = (directory.values(tags.sampleFormat)[0] ?? 1) === 1;
    if (!isInteger || !bitDepths.includes(bitDepth)) {
      throw unsupported(
        `expected unsigned integers of 8 or 16 bit, received ${bitDepth} bit${isInteger ? '' : ' signed or floating point'}`,
      );
    }
    const hasAlpha = (directory.values(tags.samplesPerPixel)[0] ?? 1) > known.samples;
    return { rows, columns, colour: known.colour, hasAlpha, bitDepth, orientation: orientationOf(directory), frames: directories.length };
  },
  findDamage: bytes => {
    for (const directory of readTiffDirectories(bytes)) {
      for (const [offsetTag, countTag] of [
        [tags.stripOffsets, tags.stripByteCounts],
        [tags.tileOffsets, tags.tileByteCounts],
      ] as const) {
        const counts = directory.values(countTag);
        for (const [i, offset] of directory.values(offsetTag).entries()) {
          if (offset + (counts[i] ?? 0) > bytes.length)
            return { offset: bytes.length, what: `the strip or tile that begins at byte ${offset} is cut` };
        }
      }
    }
    return null;
  },
};
