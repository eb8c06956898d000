// Pages of a TIFF or BigTIFF one by one, without the rest of the file: each as a small TIFF of its own that libtiff decodes (TIFF 6.0,
// section 2; BigTIFF).
import type { ByteSource } from '../byteSource.ts';
import { unreadableVolume } from '../volumeLimits.ts';
import { onePageFile } from './tiffPageFile.ts';
import { type ByteOrder, integersOf, longs, type TagValue, tiffTypes, typeSizes, viewOf, wordAt } from './tiffValues.ts';

export const tiffTags = {
  subfile: 254,
  columns: 256,
  rows: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  description: 270,
  stripOffsets: 273,
  orientation: 274,
  samplesPerPixel: 277,
  stripByteCounts: 279,
  xResolution: 282,
  predictor: 317,
  tileColumns: 322,
  tileOffsets: 324,
  tileByteCounts: 325,
  sampleFormat: 339,
} as const;
/** What decoding needs: layout, coding, colours; everything else (names, dates, thumbnails) stays behind. */
const keptTags = [254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 284, 292, 293, 317, 320, 322, 323, 324, 325, 338, 339];
const codingTags = [347, 529, 530, 531, 532];
const kept = new Set([...keptTags, ...codingTags]);
const maxPages = 65_536;
const maxEntries = 4096;
const maxValueBytes = 2 ** 24;
export const maxPageBytes = 2 ** 30;

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** The value itself or where it lies. */
  readonly field: Uint8Array;
}

export interface TiffPage {
  readonly isLittle: boolean;
  /** Unsigned integers of a tag; empty where it is absent. */
  numbers(tag: number): Promise<number[]>;
  text(tag: number): Promise<string | null>;
  /** The page as a file; numbers of `changed` in place of the stored ones. Errors: `unreadableFile` with `offset`. */
  file(changed?: Readonly<Record<number, number>>): Promise<Uint8Array>;
}

/** Errors: `unreadableFile` with `offset` where the chain of directories leaves the file or loops. */
export async function readTiffPages(source: ByteSource): Promise<TiffPage[]> {
  const head = await source.read(0, Math.min(16, source.sizeBytes));
  if (head.length < 8) throw unreadableVolume(source.name, `expected a TIFF header, the file has ${head.length} bytes`, 0);
  const isLittle = head[0] === 0x49;
  const isBig = viewOf(head).getUint16(2, isLittle) === 43;
  const order = { isLittle, word: isBig ? 8 : 4 };
  const pages: TiffPage[] = [];
  const seen = new Set<number>();
  const at = isBig ? 8 : 4;
  let offset = wordAt(await source.read(at, order.word), 0, order);
  while (offset !== 0) {
    if (seen.has(offset) || seen.size >= maxPages) {
      throw unreadableVolume(source.name, `expected at most ${maxPages} pages, the chain of directories loops`, offset);
    }
    seen.add(offset);
    const directory = await readDirectory(source, offset, order);
    pages.push(pageOf(source, directory.entries, order));
    offset = directory.next;
  }
  if (pages.length === 0) throw unreadableVolume(source.name, 'expected at least one page, the header names none', at);
  return pages;
}

async function readDirectory(source: ByteSource, offset: number, order: ByteOrder): Promise<{ entries: Entry[]; next: number }> {
  const { isLittle, word } = order;
  const countBytes = word === 8 ? 8 : 2;
  const counted = await source.read(offset, countBytes);
  const count = word === 8 ? wordAt(counted, 0, order) : viewOf(counted).getUint16(0, isLittle);
  if (count > maxEntries) throw unreadableVolume(source.name, `expected at most ${maxEntries} tags, received ${count}`, offset);
  const entryBytes = 4 + 2 * word;
  const block = await source.read(offset + countBytes, count * entryBytes + word);
  const view = viewOf(block);
  const entries = Array.from({ length: count }, (_, i): Entry => {
    const start = i * entryBytes;
    return {
      tag: view.getUint16(start, isLittle),
      type: view.getUint16(start + 2, isLittle),
      count: wordAt(block, start + 4, order),
      field: block.slice(start + 4 + word, start + entryBytes),
    };
  });
  return { entries, next: wordAt(block, count * entryBytes, order) };
}

function pageOf(source: ByteSource, entries: readonly Entry[], order: ByteOrder): TiffPage {
  const entryOf = (tag: number) => entries.find(entry => entry.tag === tag);
  const bytesOfEntry = async ({ type, count, field }: Entry): Promise<Uint8Array> => {
    const bytes = (typeSizes[type] ?? 0) * count;
    if (bytes <= order.word) return field.subarray(0, bytes);
    const offset = wordAt(field, 0, order);
    if (bytes > maxValueBytes)
      throw unreadableVolume(source.name, `expected a tag of at most ${maxValueBytes} bytes, received ${bytes}`, offset);
    return source.read(offset, bytes);
  };
  const numbers = async (tag: number): Promise<number[]> => {
    const entry = entryOf(tag);
    return entry === undefined ? [] : integersOf(await bytesOfEntry(entry), entry.type, order);
  };
  return {
    isLittle: order.isLittle,
    numbers,
    text: async tag => {
      const entry = entryOf(tag);
      return entry === undefined
        ? null
        : (Buffer.from(await bytesOfEntry(entry))
            .toString('latin1')
            .split('\0')[0] ?? null);
    },
    file: async (changed = {}) => {
      const isTiled = entryOf(tiffTags.tileOffsets) !== undefined;
      const offsetsTag = isTiled ? tiffTags.tileOffsets : tiffTags.stripOffsets;
      const countsTag = isTiled ? tiffTags.tileByteCounts : tiffTags.stripByteCounts;
      const pieces = await readPieces(source, await numbers(offsetsTag), await numbers(countsTag));
      const values = new Map<number, TagValue>();
      for (const entry of entries) {
        if (!kept.has(entry.tag) || (typeSizes[entry.type] ?? 0) === 0) continue;
        const value = await bytesOfEntry(entry);
        const isWide = entry.type === tiffTypes.long8;
        values.set(
          entry.tag,
          isWide ? longs(integersOf(value, entry.type, order), order) : { type: entry.type, count: entry.count, value },
        );
      }
      for (const [tag, number] of Object.entries(changed)) values.set(Number(tag), longs([number], order));
      return onePageFile(values, { offsetsTag, countsTag, pieces }, order);
    },
  };
}

/** Strips or tiles, in one read where they lie together. */
async function readPieces(source: ByteSource, offsets: readonly number[], counts: readonly number[]): Promise<Uint8Array[]> {
  if (offsets.length === 0 || offsets.length !== counts.length) {
    throw unreadableVolume(source.name, `expected as many strips as lengths, received ${offsets.length} and ${counts.length}`, 0);
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  const start = offsets.reduce((least, offset) => Math.min(least, offset));
  const end = offsets.reduce((most, offset, i) => Math.max(most, offset + (counts[i] as number)), 0);
  if (total > maxPageBytes)
    throw unreadableVolume(source.name, `expected a page of at most ${maxPageBytes} bytes, received ${total}`, start);
  if (end - start <= total + 65_536) {
    const span = await source.read(start, end - start);
    return offsets.map((offset, i) => span.subarray(offset - start, offset - start + (counts[i] as number)));
  }
  return Promise.all(offsets.map((offset, i) => source.read(offset, counts[i] as number)));
}
