// Bytes of a file at any place, whether it lies on disk or in memory. Every read is checked against the file's size first.
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { fileError } from './readRaster.ts';

/** A read beyond this is a wrong header, not a picture. */
const maxReadBytes = 2 ** 31 - 1;

export interface ByteSource {
  /** For messages, and as a sign of what the file is. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Exactly `length` bytes from `offset`. Errors: `unreadableFile` with `offset` where the file is shorter or `length` no sensible number. */
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Errors: `notFound`, `permissionDenied`, `unreadableFile`. */
export async function openBytes(path: string): Promise<ByteSource> {
  let file: FileHandle;
  let sizeBytes: number;
  try {
    file = await open(path, 'r');
    sizeBytes = (await file.stat()).size;
  } catch (error) {
    throw fileError(path, error);
  }
  const name = basename(path);
  return {
    name,
    sizeBytes,
    read: async (offset, length) => {
      requireRange(name, sizeBytes, offset, length);
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, offset);
      if (bytesRead < length) throw tooShort(name, offset, length, offset + bytesRead);
      return bytes;
    },
    close: () => file.close(),
  };
}

/** The same, opened anew for every read, so that thousands can be at hand. Errors: `notFound`, `permissionDenied`, `unreadableFile`. */
export async function bytesOnDemand(path: string): Promise<ByteSource> {
  const first = await openBytes(path);
  await first.close();
  return {
    name: first.name,
    sizeBytes: first.sizeBytes,
    read: async (offset, length) => {
      const source = await openBytes(path);
      try {
        return await source.read(offset, length);
      } finally {
        await source.close();
      }
    },
    close: async () => undefined,
  };
}

/** The same over bytes in memory, such as an unpacked file. Reads are views, not copies. */
export function bytesInMemory(bytes: Uint8Array, name: string): ByteSource {
  return {
    name,
    sizeBytes: bytes.length,
    read: async (offset, length) => {
      requireRange(name, bytes.length, offset, length);
      return bytes.subarray(offset, offset + length);
    },
    close: async () => undefined,
  };
}

function requireRange(name: string, sizeBytes: number, offset: number, length: number): void {
  const isSensible = Number.isSafeInteger(offset) && offset >= 0 && Number.isSafeInteger(length) && length >= 0 && length <= maxReadBytes;
  if (!isSensible || offset + length > sizeBytes) throw tooShort(name, offset, length, sizeBytes);
}

function tooShort(name: string, offset: number, length: number, sizeBytes: number): AppError {
  return new AppError(
    'unreadableFile',
    `${name}: expected ${length} bytes at byte ${offset}, the file ends at byte ${sizeBytes}. Get an undamaged copy of the file.`,
    { details: { offset, length, sizeBytes } },
  );
}
