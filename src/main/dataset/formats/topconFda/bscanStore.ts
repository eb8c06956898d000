// Where a Topcon file keeps its B-scans: JPEG 2000 pictures (.fda), raw samples (.fds), or the few B-scans that movement was measured on.
import type { ByteSource } from '../byteSource.ts';
import { peekJpeg2000, readJpeg2000, type StoredPicture } from '../codecs/decodeJpeg2000.ts';
import { decodeNumbers } from '../samples.ts';
import type { StoredBscan } from '../volumeFormat.ts';
import { requireBscan, requireShape, unreadableVolume } from '../volumeLimits.ts';
import type { Chunk } from './chunks.ts';

export interface BscanStore {
  readonly chunk: string;
  /** The scan's number, which says its pattern. */
  readonly mode: number;
  readonly bscans: number;
  readonly rows: number;
  readonly columns: number;
  readonly sampleType: 'uint8' | 'uint16';
  readonly stored: string;
  /** Only the B-scans of the motion measurement are there. */
  readonly isMotionReference: boolean;
  read(index: number): Promise<StoredBscan>;
}

const jpegHeaderBytes = 25;
/** Where the count of bytes stands in a raw chunk's header, right before the samples; other versions have more before it. */
const rawSizeAt = [18, 26, 34] as const;
const rawChunks = ['@IMG_SCAN_03', '@IMG_SCAN_02', '@IMG_MOT_COMP_03'] as const;

/** Null where the file has no B-scans; files of a fundus picture may have their chunk with a count of zero. Errors: `unreadableFile` with `offset`. */
export async function openBscans(source: ByteSource, chunks: readonly Chunk[]): Promise<BscanStore | null> {
  const jpeg = chunks.find(({ name, sizeBytes }) => name === '@IMG_JPEG' && sizeBytes >= jpegHeaderBytes);
  if (jpeg !== undefined && (await countAt(source, jpeg, 17)) > 0) return openPictures(source, jpeg);
  for (const wanted of rawChunks) {
    const raw = chunks.find(({ name, sizeBytes }) => name === wanted && sizeBytes > rawSizeAt[0] + 4);
    if (raw !== undefined && (await countAt(source, raw, 13)) > 0) return openRaw(source, raw);
  }
  return null;
}

async function countAt(source: ByteSource, { offset }: Chunk, at: number): Promise<number> {
  return Buffer.from(await source.read(offset + at, 4)).readUInt32LE(0);
}

async function openPictures(source: ByteSource, chunk: Chunk): Promise<BscanStore> {
  const head = Buffer.from(await source.read(chunk.offset, jpegHeaderBytes));
  const [columns, rows, bscans] = [9, 13, 17].map(at => head.readUInt32LE(at)) as [number, number, number];
  requireShape(source.name, { bscans, rows, columns, channels: 1 }, chunk.offset + 9);
  const pictures: StoredPicture[] = [];
  const end = chunk.offset + chunk.sizeBytes;
  for (let at = chunk.offset + jpegHeaderBytes; pictures.length < bscans; ) {
    const sizeBytes = at + 4 <= end ? Buffer.from(await source.read(at, 4)).readUInt32LE(0) : 0;
    if (sizeBytes === 0 || at + 4 + sizeBytes > end) {
      throw unreadableVolume(source.name, `expected ${bscans} B-scans in ${chunk.name}, received ${pictures.length}`, at);
    }
    pictures.push({ offset: at + 4, sizeBytes, rows, columns });
    at += 4 + sizeBytes;
  }
  const { bits, components } = await peekJpeg2000(source, pictures[0] as StoredPicture);
  const isWide = bits > 8;
  if (components !== 1) throw unreadableVolume(source.name, `expected grey B-scans, received ${components} channels`, chunk.offset);
  return {
    chunk: chunk.name,
    mode: head.readUInt8(0),
    bscans,
    rows,
    columns,
    sampleType: isWide ? 'uint16' : 'uint8',
    stored: `${bits}-bit grey, JPEG 2000`,
    isMotionReference: false,
    read: async index => {
      requireBscan(source.name, index, bscans);
      const picture = pictures[index] as StoredPicture;
      const decoded = await readJpeg2000(source, picture);
      if (decoded.components !== 1 || decoded.bits > 8 !== isWide) {
        throw unreadableVolume(
          source.name,
          `expected ${bits}-bit grey as in the first B-scan, received ${decoded.bits} bits`,
          picture.offset,
        );
      }
      return { data: decodeNumbers(decoded.bytes, isWide ? 'uint16' : 'uint8', true), rows, columns, channels: 1 };
    },
  };
}

async function openRaw(source: ByteSource, chunk: Chunk): Promise<BscanStore> {
  const head = Buffer.from(await source.read(chunk.offset, Math.min(chunk.sizeBytes, 38)));
  const [columns, rows, bits, bscans] = [1, 5, 9, 13].map(at => head.readUInt32LE(at)) as [number, number, number, number];
  requireShape(source.name, { bscans, rows, columns, channels: 1 }, chunk.offset + 1);
  if (bits !== 8 && bits !== 16)
    throw unreadableVolume(source.name, `expected samples of 8 or 16 bits, received ${bits}`, chunk.offset + 9);
  const bscanBytes = (rows * columns * bits) / 8;
  const sizeAt = rawSizeAt.find(at => at + 4 <= head.length && head.readUInt32LE(at) === bscans * bscanBytes);
  if (sizeAt === undefined || sizeAt + 4 + bscans * bscanBytes > chunk.sizeBytes) {
    const expected = `expected ${bscans} B-scans of ${columns} × ${rows} samples (${bscans * bscanBytes} bytes) in ${chunk.name}`;
    throw unreadableVolume(source.name, `${expected}, its size says otherwise`, chunk.offset + 18);
  }
  const first = chunk.offset + sizeAt + 4;
  const sampleType = bits === 8 ? 'uint8' : 'uint16';
  return {
    chunk: chunk.name,
    mode: head.readUInt8(0),
    bscans,
    rows,
    columns,
    sampleType,
    stored: `${bits}-bit samples`,
    isMotionReference: chunk.name.startsWith('@IMG_MOT_COMP'),
    read: async index => {
      requireBscan(source.name, index, bscans);
      const bytes = await source.read(first + index * bscanBytes, bscanBytes);
      return { data: decodeNumbers(bytes, sampleType, true), rows, columns, channels: 1 };
    },
  };
}
