// Image file directories of TIFF 6.0 (section 2) and BigTIFF; EXIF blocks in JPEG and PNG have the same structure.
import { requireBytes, unreadable, viewOf } from './imageFormat.ts';

export interface TiffDirectory {
  /** The values of a tag that holds unsigned integers (BYTE, SHORT, LONG, LONG8); empty when the tag is absent. */
  values(tag: number): number[];
}

export const orientationTag = 274;
const maxDirectories = 65_536;
const valueSizes: Record<number, number> = { 1: 1, 3: 2, 4: 4, 16: 8 };

/** All directories of the chain in file order. Errors: `unreadableFile` where one lies outside the file or the chain loops. */
export function readTiffDirectories(bytes: Uint8Array): TiffDirectory[] {
  requireBytes(bytes, 0, 8, 'a TIFF header');
  const view = viewOf(bytes);
  const little = bytes[0] === 0x49;
  const isBig = view.getUint16(2, little) === 43;
  const word = isBig ? 8 : 4;
  const countSize = isBig ? 8 : 2;
  const entrySize = 4 + 2 * word;
  if (isBig) requireBytes(bytes, 8, 8, 'a BigTIFF header');
  const readWord = (at: number): number => (isBig ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little));

  const directories: TiffDirectory[] = [];
  const seen = new Set<number>();
  for (let offset = readWord(isBig ? 8 : 4); offset !== 0; ) {
    if (seen.has(offset) || seen.size >= maxDirectories)
      throw unreadable(`the chain of directories loops at byte ${offset}`, offset, bytes);
    seen.add(offset);
    requireBytes(bytes, offset, countSize, 'a directory');
    const count = isBig ? Number(view.getBigUint64(offset, little)) : view.getUint16(offset, little);
    const first = offset + countSize;
    requireBytes(bytes, first, count * entrySize + word, `a directory of ${count} entries`);
    directories.push({
      values: tag => {
        for (let entry = first; entry < first + count * entrySize; entry += entrySize) {
          if (view.getUint16(entry, little) === tag) return readValues(entry);
        }
        return [];
      },
    });
    offset = readWord(first + count * entrySize);
  }
  return directories;

  function readValues(entry: number): number[] {
    const size = valueSizes[view.getUint16(entry + 2, little)] ?? 0;
    const count = readWord(entry + 4);
    if (size === 0) return [];
    const inline = entry + 4 + word;
    const start = count * size <= word ? inline : readWord(inline);
    requireBytes(bytes, start, count * size, `${count} values`);
    return Array.from({ length: count }, (_, i) => {
      const at = start + i * size;
      if (size === 1) return view.getUint8(at);
      if (size === 2) return view.getUint16(at, little);
      return size === 4 ? view.getUint32(at, little) : Number(view.getBigUint64(at, little));
    });
  }
}

/** EXIF orientation of an embedded block; 1 when there is none or the block is damaged (as every viewer treats it). */
export function exifOrientation(block: Uint8Array): number {
  try {
    return orientationOf(readTiffDirectories(block)[0]);
  } catch {
    return 1;
  }
}

export function orientationOf(directory: TiffDirectory | undefined): number {
  const value = directory?.values(orientationTag)[0] ?? 1;
  return value >= 1 && value <= 8 ? value : 1;
}
