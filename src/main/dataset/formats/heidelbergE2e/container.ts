// The container of .e2e, .sdb, .pdb and .edb files: a chain of directories whose entries point to elements, each for a patient, study,
// series and slice. As UOCTE, LibE2E and eyepy describe it; all numbers little-endian.
import { AppError } from '../../../../shared/errors.ts';
import type { ByteSource } from '../byteSource.ts';
import { viewOf } from '../imageFormat.ts';

export const fileMark = 'CMDb';
export const multipleMark = 'E2EMultipleVolumeFile';
/** What comes before everything in files of several volumes; offsets in the file do not count it. */
export const multipleBytes = 64;
const fileHeaderBytes = 36;
const directoryBytes = 52;
const entryBytes = 44;
export const elementHeaderBytes = 60;
const elementMark = 'MDbData';
/** Ten times what the largest known exports hold. */
const maxEntries = 2_000_000;
/** An image of 8192 × 8192 16-bit samples. */
const maxElementBytes = 2 ** 27;

export interface E2eEntry {
  /** Of the element's header, in the file. */
  readonly offset: number;
  readonly sizeBytes: number;
  readonly patient: number;
  readonly study: number;
  readonly series: number;
  /** −1 = of the whole series, study or patient. */
  readonly slice: number;
  readonly type: number;
}

/** All entries in the order in which they were written. Errors: `unreadableFile` with `offset`. */
export async function readEntries(source: ByteSource): Promise<E2eEntry[]> {
  const base = await baseOf(source);
  const main = viewOf(await source.read(base + fileHeaderBytes, directoryBytes));
  const directories: E2eEntry[][] = [];
  const seen = new Set<number>();
  let count = 0;
  for (let next = main.getUint32(40, true); next !== 0; ) {
    const offset = base + next;
    if (seen.has(next)) throw damaged(source, offset, 'a chain of directories that loops');
    seen.add(next);
    const directory = viewOf(await source.read(offset, directoryBytes));
    const entryCount = directory.getUint32(36, true);
    count += entryCount;
    if (count > maxEntries) throw damaged(source, offset + 36, `more than ${maxEntries} entries`);
    const entries = viewOf(await source.read(offset + directoryBytes, entryBytes * entryCount));
    directories.push(readDirectory(entries, entryCount, base));
    next = directory.getUint32(44, true);
  }
  return directories.reverse().flat();
}

/** An element's payload, all of it or `from` … `from + length`. Errors: `unreadableFile` where it is cut or another one stands there. */
export async function readElement(source: ByteSource, entry: E2eEntry, from = 0, length = entry.sizeBytes - from): Promise<Uint8Array> {
  const header = await source.read(entry.offset, elementHeaderBytes);
  const type = viewOf(header).getUint32(52, true);
  if (markOf(header, elementMark.length) !== elementMark || type !== entry.type) {
    throw damaged(source, entry.offset, `something else than element ${entry.type.toString(16)}`);
  }
  if (from + length > entry.sizeBytes || length > maxElementBytes || length < 0) {
    throw damaged(source, entry.offset, `an element of ${entry.sizeBytes} bytes where ${from + length} are needed`);
  }
  return await source.read(entry.offset + elementHeaderBytes + from, length);
}

export function damaged({ name, sizeBytes }: ByteSource, offset: number, received: string): AppError {
  return new AppError(
    'unreadableFile',
    `${name}: expected a whole Heidelberg file, received at byte ${offset} ${received}. Export it again.`,
    {
      details: { offset, sizeBytes },
    },
  );
}

export function isE2e(head: Uint8Array): boolean {
  return markOf(head, fileMark.length) === fileMark || markOf(head, multipleMark.length) === multipleMark;
}

async function baseOf(source: ByteSource): Promise<number> {
  const head = await source.read(0, multipleMark.length);
  const base = markOf(head, multipleMark.length) === multipleMark ? multipleBytes : 0;
  const mark = await source.read(base, fileMark.length);
  if (markOf(mark, fileMark.length) !== fileMark) throw damaged(source, base, `no ${fileMark}`);
  return base;
}

/** Entries whose element was written: in the others its place does not lie behind the directory's. */
function readDirectory(view: DataView, count: number, base: number): E2eEntry[] {
  const entries: E2eEntry[] = [];
  for (let i = 0, at = 0; i < count; i++, at += entryBytes) {
    const start = view.getUint32(at + 4, true);
    if (start <= view.getUint32(at, true)) continue;
    entries.push({
      offset: base + start,
      sizeBytes: view.getUint32(at + 8, true),
      patient: view.getInt32(at + 16, true),
      study: view.getInt32(at + 20, true),
      series: view.getInt32(at + 24, true),
      slice: view.getInt32(at + 28, true),
      type: view.getUint32(at + 36, true),
    });
  }
  return entries;
}

function markOf(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.subarray(0, length)).toString('latin1');
}
