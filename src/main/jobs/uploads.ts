// Files that a browser sends lie in incoming/upload-…/, a folder for each drop, until nothing uses them any more.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, link, mkdir, open, rm, statfs } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { AppError, toAppError } from '../../shared/errors.ts';
import { sniffFormat } from '../dataset/formats/index.ts';
import { safePath } from '../dataset/safePath.ts';
import { unpackZip } from '../dataset/unpackZip.ts';
import type { JobContext } from './context.ts';

export interface UploadRequest {
  /** The drop that the file belongs to; null begins a new one. */
  id: string | null;
  /** With the folders that it was dropped in. */
  name: string;
  /** As announced; null where the sender did not say. */
  sizeBytes: number | null;
  body: AsyncIterable<Uint8Array>;
  signal?: AbortSignal | undefined;
}

export interface Upload {
  id: string;
  /** Where all files of the drop lie. */
  folder: string;
  /** Below the folder; made safe. Of an archive, the folder that it was unpacked into. */
  name: string;
  sizeBytes: number;
  /** By its first bytes: an image format, `zip`, or null for anything else. */
  format: string | null;
}

export interface UploadLimits {
  fileBytes: number;
  zipEntries: number;
  zipBytes: number;
  /** What must stay free on the disk. */
  freeBytes: number;
}

export const uploadLimits: UploadLimits = { fileBytes: 4 * 2 ** 30, zipEntries: 200_000, zipBytes: 40 * 2 ** 30, freeBytes: 256 * 2 ** 20 };

const headBytes = 4096;
const zipStart = Buffer.from('PK\u0003\u0004', 'latin1');

/**
 * Keeps a file whole or not at all; an archive is unpacked beside the others. Errors: `usage` for the name or the id; `badInput` when it
 * is too large; `diskFull`; `unreadableFile` for a damaged archive; `interrupted` when it was cut off.
 */
export async function receiveUpload({ workspace }: JobContext, request: UploadRequest, limits = uploadLimits): Promise<Upload> {
  const path = safePath(request.name);
  if (path === null) throw new AppError('usage', `Expected the name of a file, received '${request.name}'.`);
  const id = request.id ?? `upload-${randomUUID()}`;
  if (!/^upload-[0-9a-f-]{36}$/.test(id)) throw new AppError('usage', `Expected the id of an upload, received '${id}'.`);
  const folder = join(workspace.paths.incoming, id);
  if (request.id !== null && !existsSync(folder)) {
    throw new AppError('notFound', `Expected an upload that has begun, but there is none with the id ${id}. Send the files again.`);
  }
  await requireRoom(workspace.paths.incoming, request, limits);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const partial = join(folder, `.${randomUUID()}.part`);
  try {
    const { sizeBytes, head } = await writeBody(partial, request, limits);
    const isZip = head.subarray(0, 4).equals(zipStart);
    const name = await freeName(folder, isZip ? path.slice(0, path.length - extname(path).length) : path);
    if (isZip) {
      const zipLimits = { entries: limits.zipEntries, sizeBytes: limits.zipBytes };
      const unpacked = join(folder, name);
      await mkdir(unpacked, { recursive: true });
      try {
        await unpackZip(partial, unpacked, zipLimits, request.signal);
      } catch (error) {
        await rm(unpacked, { recursive: true, force: true });
        throw error;
      }
      return { id, folder, name, sizeBytes, format: 'zip' };
    }
    return { id, folder, name: await settle(partial, folder, name), sizeBytes, format: sniffFormat(head) };
  } finally {
    await rm(partial, { force: true });
  }
}

async function requireRoom(place: string, { name, sizeBytes }: UploadRequest, { fileBytes, freeBytes }: UploadLimits): Promise<void> {
  if (sizeBytes !== null && sizeBytes > fileBytes) throw tooLarge(name, fileBytes);
  const { bavail, bsize } = await statfs(place);
  const roomBytes = bavail * bsize - freeBytes;
  if ((sizeBytes ?? 0) <= roomBytes) return;
  throw new AppError(
    'diskFull',
    `${name}: expected room for ${sizeBytes ?? 0} bytes and ${freeBytes} to spare, received ${bavail * bsize} free. Free space, or open the folder where it lies.`,
  );
}

async function writeBody(partial: string, { name, body, signal }: UploadRequest, { fileBytes }: UploadLimits) {
  let handle: FileHandle | null = null;
  let sizeBytes = 0;
  let head = Buffer.alloc(0);
  try {
    handle = await open(partial, 'wx', 0o600);
    for await (const chunk of body) {
      signal?.throwIfAborted();
      if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)]);
      sizeBytes += chunk.length;
      if (sizeBytes > fileBytes) throw tooLarge(name, fileBytes);
      await handle.writeFile(chunk);
    }
    return { sizeBytes, head };
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'internal') throw error;
    throw new AppError('interrupted', `${name}: the upload was cut off after ${sizeBytes} bytes; nothing of it was kept. Send it again.`, {
      cause: thrown,
    });
  } finally {
    await handle?.close();
  }
}

/** Gives the file its name without ever replacing another. */
async function settle(partial: string, folder: string, wanted: string): Promise<string> {
  for (let name = wanted; ; name = await freeName(folder, wanted)) {
    const place = join(folder, name);
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    try {
      await link(partial, place);
      return name;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw toAppError(error);
    }
  }
}

async function freeName(folder: string, wanted: string): Promise<string> {
  const extension = extname(wanted);
  const base = wanted.slice(0, wanted.length - extension.length);
  let name = wanted;
  for (let number = 2; existsSync(join(folder, name)); number++) name = `${base}-${number}${extension}`;
  return name;
}

function tooLarge(name: string, fileBytes: number): AppError {
  return new AppError(
    'badInput',
    `${name}: expected at most ${fileBytes} bytes, received more. Open the folder where the file lies instead.`,
  );
}
