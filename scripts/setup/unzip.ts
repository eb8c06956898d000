// Reads single files out of a zip archive (a wheel is one) as a stream, following PKWARE's APPNOTE 6.3.10, §4.3 and §4.4.
import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { PassThrough, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { AppError } from '../../src/shared/errors.ts';

/** A file in the archive; `headerOffset` is where its local header begins. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  readonly headerOffset: number;
}

export interface UnpackOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told the bytes unpacked so far. */
  readonly onBytes?: (bytes: number) => void;
}

const stored = 0;
const deflated = 8;
const longestDirectoryBytes = 64 * 2 ** 20;

/** The archive's table of contents, by name. Errors: `damaged` when it is no zip archive, is cut off, or is encrypted. */
export async function readZipDirectory(path: string): Promise<Map<string, ZipEntry>> {
  const file = await open(path);
  try {
    const { offset, length } = await findDirectory(file, path);
    if (length > longestDirectoryBytes) throw damaged(path, offset, `its table of contents claims ${length} bytes`);
    const directory = await read(file, path, offset, length);
    const entries = new Map<string, ZipEntry>();
    for (let at = 0; at < directory.length; ) {
      if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw damaged(path, offset + at, 'there is no entry');
      const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
      const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
      const next = extraEnd + directory.readUInt16LE(at + 32);
      if (next > directory.length) throw damaged(path, offset + at, 'an entry is longer than the table');
      if (directory.readUInt16LE(at + 8) & 1) throw damaged(path, offset + at, 'an entry is encrypted');
      const [sizeBytes, packedBytes, headerOffset] = zip64Fields(
        [directory.readUInt32LE(at + 24), directory.readUInt32LE(at + 20), directory.readUInt32LE(at + 42)],
        directory.subarray(nameEnd, extraEnd),
      );
      const name = directory.toString('utf8', at + 46, nameEnd);
      entries.set(name, {
        name,
        method: directory.readUInt16LE(at + 10),
        crc32: directory.readUInt32LE(at + 16),
        packedBytes,
        sizeBytes,
        headerOffset,
      });
      at = next;
    }
    return entries;
  } finally {
    await file.close();
  }
}

/** Unpacks one file to `target` and syncs it to disk. Errors: `damaged` on a wrong length or checksum; file errors of `target`. */
export async function unpackZipEntry(path: string, entry: ZipEntry, target: string, options: UnpackOptions = {}): Promise<void> {
  if (entry.method !== stored && entry.method !== deflated)
    throw damaged(path, entry.headerOffset, `${entry.name} is packed by method ${entry.method}`);
  const file = await open(path);
  const header = await read(file, path, entry.headerOffset, 30).finally(() => file.close());
  if (header.readUInt32LE(0) !== 0x04034b50) throw damaged(path, entry.headerOffset, `${entry.name} does not begin there`);
  const start = entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);

  let sizeBytes = 0;
  let checksum = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      checksum = crc32(chunk, checksum);
      options.onBytes?.(sizeBytes);
      done(sizeBytes > entry.sizeBytes ? damaged(path, start, `${entry.name} is longer than its ${entry.sizeBytes} bytes`) : null, chunk);
    },
  });
  const packed =
    entry.packedBytes === 0
      ? Readable.from([])
      : createReadStream(path, { start, end: start + entry.packedBytes - 1, highWaterMark: 2 ** 20 });
  const inflate = entry.method === deflated ? createInflateRaw({ chunkSize: 2 ** 20 }) : new PassThrough();
  const output = createWriteStream(target, { flush: true });
  await pipeline(packed, inflate, check, output, { signal: options.signal }).catch(error => {
    throw String(error.code).startsWith('Z_') ? damaged(path, start, `${entry.name} cannot be inflated`) : error;
  });
  if (sizeBytes !== entry.sizeBytes || checksum !== entry.crc32) {
    throw damaged(path, start, `${entry.name} came out with ${sizeBytes} of ${entry.sizeBytes} bytes or with a wrong checksum`);
  }
}

/** Finds the table of contents from the record at the end of the archive, in its 32-bit or its 64-bit form. */
async function findDirectory(file: FileHandle, path: string): Promise<{ offset: number; length: number }> {
  const { size } = await file.stat();
  const tailOffset = Math.max(0, size - 22 - 0xffff - 20);
  const tail = await read(file, path, tailOffset, size - tailOffset);
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > tail.length) throw damaged(path, size, 'the end of a zip archive is not there');
  const offset = tail.readUInt32LE(end + 16);
  if (offset !== 0xffffffff) return { offset, length: tail.readUInt32LE(end + 12) };
  if (end < 20 || tail.readUInt32LE(end - 20) !== 0x07064b50) throw damaged(path, tailOffset + end, 'the 64-bit record is missing');
  const record = await read(file, path, Number(tail.readBigUInt64LE(end - 12)), 56);
  return { offset: Number(record.readBigUInt64LE(48)), length: Number(record.readBigUInt64LE(40)) };
}

/** Replaces each field that is all ones by its value in the zip64 extra block (§4.5.3), which holds just those, in this order. */
function zip64Fields(fields: [number, number, number], extra: Buffer): [number, number, number] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    return fields.map(field => {
      if (field !== 0xffffffff || next + 8 > extra.length) return field;
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    }) as [number, number, number];
  }
  return fields;
}

async function read(file: FileHandle, path: string, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const isPlace = Number.isSafeInteger(offset) && offset >= 0;
  if (!isPlace || (await file.read(bytes, 0, length, offset)).bytesRead !== length)
    throw damaged(path, offset, `it ends before ${length} more bytes`);
  return bytes;
}

function damaged(path: string, offset: number, received: string): AppError {
  return new AppError(
    'damaged',
    `Expected ${path} to be a whole zip archive, but at offset ${offset} ${received}. Delete the file and download it again.`,
    {
      details: { path, offset },
    },
  );
}
