// Unpacks a zip archive (PKWARE APPNOTE 6.3) into a folder as it is read, with limits on what it may become: an archive of a few
// kilobytes can hold terabytes of zeros.
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { AppError, toAppError } from '../../shared/errors.ts';
import { safePath } from './safePath.ts';

export interface ZipLimits {
  entries: number;
  sizeBytes: number;
}

/** Small, because what a piece becomes lies in memory: at most a thousand times as much. */
const pieceBytes = 16 * 1024;
const ignored = /(^|\/)(__MACOSX\/|\.DS_Store$)/;

interface Entry {
  path: string;
  chunks: Uint8Array[];
  isDone: boolean;
}

/**
 * Returns how many files came out and their bytes. Names are made safe; folders are made as needed.
 * Errors: `badInput` beyond the limits; `unreadableFile` for a damaged, cut or encrypted archive; `diskFull`; `interrupted`.
 */
export async function unpackZip(
  archive: string,
  folder: string,
  limits: ZipLimits,
  signal?: AbortSignal,
): Promise<{ files: number; sizeBytes: number }> {
  const handles = new Map<Entry, FileHandle>();
  const entries: Entry[] = [];
  let [files, sizeBytes] = [0, 0];
  const unzip = new Unzip(file => {
    const path = entryPath(file);
    if (path === null) return;
    files += 1;
    if (files > limits.entries) throw tooLarge(`at most ${limits.entries} files`, 'more');
    const entry: Entry = { path, chunks: [], isDone: false };
    entries.push(entry);
    file.ondata = (error, chunk, isLast) => {
      if (error !== null) throw error;
      sizeBytes += chunk.length;
      if (sizeBytes > limits.sizeBytes) throw tooLarge(`at most ${limits.sizeBytes} bytes in all`, 'more');
      entry.chunks.push(chunk);
      entry.isDone = isLast;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    const pieces = createReadStream(archive, { highWaterMark: pieceBytes, ...(signal === undefined ? {} : { signal }) });
    for await (const piece of pieces) {
      unzip.push(piece as Buffer);
      await write(entries, folder, handles);
    }
    unzip.push(new Uint8Array(0), true);
    await write(entries, folder, handles);
    if (entries.length > 0) throw new Error(`it ends inside ${entries[0]?.path}`);
    return { files, sizeBytes };
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'internal') throw error;
    throw new AppError('unreadableFile', `Expected a whole zip archive without a password, received: ${error.message}. Pack it again.`, {
      cause: thrown,
    });
  } finally {
    for (const handle of handles.values()) await handle.close();
  }
}

/** Writes what has been unpacked so far; entries that are done leave the list. */
async function write(entries: Entry[], folder: string, handles: Map<Entry, FileHandle>): Promise<void> {
  for (const entry of [...entries]) {
    let handle = handles.get(entry);
    if (handle === undefined) {
      const place = join(folder, entry.path);
      await mkdir(dirname(place), { recursive: true });
      handle = await open(place, 'w');
      handles.set(entry, handle);
    }
    for (const chunk of entry.chunks.splice(0)) await handle.writeFile(chunk);
    if (!entry.isDone) continue;
    await handle.close();
    handles.delete(entry);
    entries.splice(entries.indexOf(entry), 1);
  }
}

function entryPath(file: UnzipFile): string | null {
  return file.name.endsWith('/') || ignored.test(file.name) ? null : safePath(file.name);
}

function tooLarge(expected: string, received: string): AppError {
  return new AppError(
    'badInput',
    `Expected a zip archive that unpacks to ${expected}, received ${received}. Unpack it yourself, and open the folder.`,
  );
}
