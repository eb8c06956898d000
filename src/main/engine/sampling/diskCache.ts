// Prepared pixels on disk, one file per item: found again by a later epoch, a resumed run or the next run with the same steps.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { toAppError } from '../../../shared/errors.ts';
import type { Raster } from '../../imaging/raster.ts';

/** "FOVP", bits per sample, rows, columns, channels, check sum of the pixels: six little-endian 32-bit words. */
const magic = 0x50564f46;
const headerBytes = 24;

export interface DiskCache {
  /** The pixels, or null when there are none or the file is not whole. */
  get(key: string): Raster<Uint8Array | Uint16Array> | null;
  /** A file cut short by a crash or a full disk fails its check sum and is written anew. Stops for good at the first failure. */
  put(key: string, raster: Raster<Uint8Array | Uint16Array>): void;
  /** Why nothing is written any more (disk full, no permission), or null. */
  readonly problem: string | null;
}

/** `folder` should hold files of one pipeline only: name it by the pipeline's cache key. */
export function openDiskCache(folder: string, shape: { rows: number; columns: number; channels: number }): DiskCache {
  let problem: string | null = null;
  const folders = new Set<string>();
  const fileOf = (key: string): string => join(folder, key.slice(0, 2), `${key}.pixels`);
  return {
    get: key => {
      let bytes: Buffer;
      try {
        bytes = readFileSync(fileOf(key));
      } catch {
        return null;
      }
      return parse(bytes, shape);
    },
    put: (key, raster) => {
      if (problem !== null) return;
      const file = fileOf(key);
      try {
        if (!folders.has(dirname(file))) mkdirSync(dirname(file), { recursive: true });
        folders.add(dirname(file));
        writeFileSync(file, serialize(raster));
      } catch (error) {
        problem = toAppError(error).message;
      }
    },
    get problem() {
      return problem;
    },
  };
}

function serialize({ data, rows, columns, channels }: Raster<Uint8Array | Uint16Array>): Buffer {
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const header = Buffer.alloc(headerBytes);
  const words = [magic, data.BYTES_PER_ELEMENT * 8, rows, columns, channels, crc32(pixels)];
  for (const [i, word] of words.entries()) header.writeUInt32LE(word, i * 4);
  return Buffer.concat([header, pixels]);
}

function parse(bytes: Buffer, { rows, columns, channels }: { rows: number; columns: number; channels: number }) {
  if (bytes.length < headerBytes) return null;
  const words = Array.from({ length: 6 }, (_, i) => bytes.readUInt32LE(i * 4));
  const [mark, bits, fileRows, fileColumns, fileChannels, sum] = words;
  const length = rows * columns * channels;
  const isShape = mark === magic && fileRows === rows && fileColumns === columns && fileChannels === channels;
  if (!isShape || (bits !== 8 && bits !== 16) || bytes.length !== headerBytes + (length * bits) / 8) return null;
  const pixels = Uint8Array.from(bytes.subarray(headerBytes));
  if (crc32(pixels) !== sum) return null;
  return { data: bits === 8 ? pixels : new Uint16Array(pixels.buffer), rows, columns, channels };
}
