// Compressed pixels lie in items (PS3.5 §A.4): a table of offsets first, then fragments, of which one or several make a frame.
import type { ByteSource } from '../byteSource.ts';
import { unreadableVolume } from '../volumeLimits.ts';

export interface Fragment {
  readonly offset: number;
  readonly length: number;
}

const item = 0xe000fffe;
const delimiter = 0xe0ddfffe;
/** More fragments than this and four a frame are no picture. */
const spareFragments = 20_000;

/** The fragments of each frame. Errors: `unreadableFile` with `offset`. */
export async function readFragments(source: ByteSource, start: number, frames: number): Promise<readonly (readonly Fragment[])[]> {
  const { name } = source;
  let at = start;
  let offsets: readonly number[] | null = null;
  const fragments: Fragment[] = [];
  while (at + 8 <= source.sizeBytes) {
    const head = Buffer.from(await source.read(at, 8));
    const tag = head.readUInt32LE(0);
    const length = head.readUInt32LE(4);
    if (tag === delimiter) break;
    if (tag !== item)
      throw unreadableVolume(name, `expected a fragment of compressed pixels, received the bytes ${head.toString('hex')}`, at);
    if (at + 8 + length > source.sizeBytes) {
      throw unreadableVolume(name, `expected a fragment of ${length} bytes, the file ends at byte ${source.sizeBytes}`, at);
    }
    if (offsets === null) {
      const table = Buffer.from(await source.read(at + 8, Math.min(length, 4 * frames)));
      offsets = Array.from({ length: table.length >> 2 }, (_, i) => table.readUInt32LE(4 * i));
    } else fragments.push({ offset: at + 8, length });
    if (fragments.length > 4 * frames + spareFragments)
      throw unreadableVolume(name, `expected ${frames} frames, received over ${fragments.length} fragments`, at);
    at += 8 + length;
  }
  if (fragments.length < frames) {
    throw unreadableVolume(name, `expected ${frames} frames, received ${fragments.length} fragments before byte ${at}`, at);
  }
  if (frames === 1) return [fragments];
  if (fragments.length === frames) return fragments.map(fragment => [fragment]);
  const starts = await frameStarts(source, fragments, offsets ?? [], frames);
  return starts.map((from, frame) => fragments.slice(from, starts[frame + 1] ?? fragments.length));
}

/** Index of each frame's first fragment: by the table of offsets, else by the marks with which JPEG and JPEG 2000 pictures begin. */
async function frameStarts(
  source: ByteSource,
  fragments: readonly Fragment[],
  offsets: readonly number[],
  frames: number,
): Promise<number[]> {
  const first = (fragments[0] as Fragment).offset;
  const byTable = offsets.map(offset => fragments.findIndex(fragment => fragment.offset === first + offset));
  if (byTable.length === frames && byTable.every((start, i) => start >= 0 && start > (byTable[i - 1] ?? -1))) return byTable;
  const marked: number[] = [];
  for (const [i, { offset, length }] of fragments.entries()) {
    const [a, b] = await source.read(offset, Math.min(2, length));
    if (a === 0xff && (b === 0xd8 || b === 0x4f)) marked.push(i);
  }
  if (marked.length === frames) return marked;
  throw unreadableVolume(
    source.name,
    `expected ${frames} frames, ${fragments.length} fragments cannot be told apart without their table of offsets`,
    first,
  );
}

export async function joinFragments(source: ByteSource, fragments: readonly Fragment[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const { offset, length } of fragments) parts.push(await source.read(offset, length));
  return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
}
