// Remembers which files of a folder have been read, so that an import that was killed goes on where it was.
// JSON lines: a head that names the folder, then one line a file, valid as long as the file's size and time are the same.
import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { AppError, toAppError } from '../../shared/errors.ts';
import { inspectedImageSchema } from './fileTask.ts';

const fileShape = { path: z.string(), sizeBytes: z.int(), mtimeMs: z.number() };
const imageRecordSchema = z.strictObject({ ...fileShape, file: inspectedImageSchema });
/** Of a volume the hash alone: what its header says of a patient is to stand in the store and nowhere else. */
const volumeRecordSchema = z.strictObject({ ...fileShape, volume: z.string() });
const recordSchema = z.union([imageRecordSchema, volumeRecordSchema]);
export type ImageRecord = z.infer<typeof imageRecordSchema>;
export type ScanRecord = z.infer<typeof recordSchema>;

export interface ScanJournal {
  /** What an earlier session read of this file, unless the file has changed since. */
  find(file: { path: string; sizeBytes: number; mtimeMs: number }): ScanRecord | undefined;
  append(records: readonly ScanRecord[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens or begins a journal. A last line that was cut is cut off; a line that cannot be read is a file to read again.
 * Errors: `conflict` when the file is another folder's journal or none at all; `diskFull`, `permissionDenied`, `notFound`.
 */
export async function openScanJournal(journalPath: string, root: string): Promise<ScanJournal> {
  const head = JSON.stringify({ version: 1, root });
  let handle: FileHandle | null = null;
  try {
    handle = await open(journalPath, 'a+');
    const { first, known } = await readLines(handle);
    const { size } = await handle.stat();
    const wholeBytes = await endOfLastLine(handle, size);
    const isBegun = wholeBytes > 0 ? first === head : head.startsWith(first);
    if (!isBegun) {
      throw new AppError(
        'conflict',
        `Expected the import journal of '${root}' at '${journalPath}', received a file that begins '${first.slice(0, 200)}'. Name another journal.`,
      );
    }
    if (wholeBytes < size) await handle.truncate(wholeBytes);
    if (wholeBytes === 0) await handle.appendFile(`${head}\n`);
    return journalOn(handle, known);
  } catch (thrown) {
    await handle?.close();
    throw toAppError(thrown);
  }
}

function journalOn(handle: FileHandle, known: Map<string, ScanRecord>): ScanJournal {
  return {
    find: ({ path, sizeBytes, mtimeMs }) => {
      const record = known.get(path);
      return record?.sizeBytes === sizeBytes && record.mtimeMs === mtimeMs ? record : undefined;
    },
    append: async records => {
      if (records.length > 0) await handle.appendFile(records.map(record => `${JSON.stringify(record)}\n`).join(''));
    },
    close: () => handle.close(),
  };
}

/** The first line, and the records among the others; a later record of a path replaces an earlier one. */
async function readLines(handle: FileHandle): Promise<{ first: string; known: Map<string, ScanRecord> }> {
  let first: string | null = null;
  const known = new Map<string, ScanRecord>();
  const input = handle.createReadStream({ start: 0, autoClose: false });
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    first ??= line;
    const record = recordSchema.safeParse(parseJson(line));
    if (record.success) known.set(record.data.path, record.data);
  }
  return { first: first ?? '', known };
}

/** How many bytes lie before the end of the last whole line. */
async function endOfLastLine(handle: FileHandle, size: number): Promise<number> {
  const block = Buffer.alloc(65536);
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - block.length);
    const { bytesRead } = await handle.read(block, 0, end - start, start);
    const newline = block.subarray(0, bytesRead).lastIndexOf('\n');
    if (newline >= 0) return start + newline + 1;
    end = start;
  }
  return 0;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
