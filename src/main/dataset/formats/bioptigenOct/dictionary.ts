// Bioptigen .OCT: a dictionary of `length key length value`, ended by a key without length; then one such dictionary for each frame. After
// Bioptigen's own readers for MATLAB and ImageJ, and LibOctData.
import type { ByteSource } from '../byteSource.ts';
import { unreadableVolume } from '../volumeLimits.ts';

/** Magic number, version. */
export const preambleBytes = 6;
const maxKeyBytes = 64;
const maxEntries = 256;
/** Key and length of an entry are read with this much of what follows. */
const windowBytes = 512;

export interface Entry {
  readonly key: string;
  /** Of the value. */
  readonly start: number;
  readonly length: number;
}

/** Whether a file begins as Bioptigen's do: any magic number, then the key FRAMEHEADER. */
export function isBioptigen(head: Uint8Array): boolean {
  const mark = 'FRAMEHEADER';
  if (head.length < preambleBytes + 4 + mark.length) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const key = Buffer.from(head.subarray(preambleBytes + 4, preambleBytes + 4 + mark.length)).toString('latin1');
  return view.getUint32(preambleBytes, true) === mark.length && key === mark;
}

/** Key, and where its value lies; a key of no length ends a dictionary and has no value. Errors: `unreadableFile` with `offset`. */
export async function readEntry(source: ByteSource, at: number): Promise<Entry> {
  const near = await source.read(at, Math.min(windowBytes, Math.max(4, source.sizeBytes - at)));
  const view = new DataView(near.buffer, near.byteOffset, near.byteLength);
  const keyBytes = view.getUint32(0, true);
  if (keyBytes === 0) return { key: '', start: at + 4, length: 0 };
  if (keyBytes > maxKeyBytes || 8 + keyBytes > near.length) {
    throw unreadableVolume(source.name, `expected a key of at most ${maxKeyBytes} characters at byte ${at}, its length is ${keyBytes}`, at);
  }
  const key = Buffer.from(near.subarray(4, 4 + keyBytes))
    .toString('latin1')
    .replace(/\0+$/, '');
  const start = at + 8 + keyBytes;
  const length = view.getUint32(4 + keyBytes, true);
  return { key, start, length };
}

/** Entries from `at` to the one without a key, and where the next dictionary begins. */
export async function readDictionary(source: ByteSource, at: number): Promise<{ entries: Entry[]; end: number }> {
  const entries: Entry[] = [];
  for (;;) {
    const entry = await readEntry(source, at);
    at = entry.start + entry.length;
    if (entry.key === '') return { entries, end: at };
    if (at > source.sizeBytes) {
      throw unreadableVolume(
        source.name,
        `expected ${entry.length} bytes of ${entry.key} at byte ${entry.start}, the file ends at byte ${source.sizeBytes}`,
        entry.start,
      );
    }
    entries.push(entry);
    if (entries.length > maxEntries) throw unreadableVolume(source.name, `expected at most ${maxEntries} entries before byte ${at}`, at);
  }
}
