// The directory of a Topcon file: a header of 15 bytes, then named chunks one after the other until a name without a length. A name may
// come more than once. As UOCTE's wiki describes it.
import type { ByteSource } from '../byteSource.ts';
import { unreadableVolume } from '../volumeLimits.ts';

export const headerBytes = 15;
/** Real files have some forty. */
const maxChunks = 4096;
const maxNameBytes = 64;

export interface Chunk {
  readonly name: string;
  /** Of what it holds, behind its name and size. */
  readonly offset: number;
  readonly sizeBytes: number;
}

export interface ChunkDirectory {
  readonly chunks: readonly Chunk[];
  /** Where the directory cannot be followed further, in words; null where it ends as it should. */
  readonly damage: string | null;
}

/** `FDA`: scans of the retina; `FAA`: of the front of the eye. */
export function isTopcon(head: Uint8Array): boolean {
  const mark = Buffer.from(head.subarray(0, 7)).toString('latin1');
  return head.length >= headerBytes && (mark === 'FOCTFDA' || mark === 'FOCTFAA');
}

/** Errors: `unreadableFile` where not even the first chunk is there. */
export async function readChunks(source: ByteSource): Promise<ChunkDirectory> {
  const chunks: Chunk[] = [];
  const stopped = (damage: string | null): ChunkDirectory => {
    if (chunks.length > 0) return { chunks, damage };
    throw unreadableVolume(
      source.name,
      `expected named chunks from byte ${headerBytes}, ${damage ?? 'the directory is empty'}`,
      headerBytes,
    );
  };
  for (let at = headerBytes; at < source.sizeBytes; ) {
    if (chunks.length >= maxChunks) return stopped(`it has more than ${maxChunks} chunks`);
    const head = Buffer.from(await source.read(at, Math.min(1 + maxNameBytes + 4, source.sizeBytes - at)));
    const nameBytes = head.readUInt8(0);
    if (nameBytes === 0) return stopped(null);
    const name = head.toString('latin1', 1, 1 + nameBytes);
    if (nameBytes > maxNameBytes || !/^@[\x21-\x7e]+$/.test(name)) return stopped(`no chunk’s name stands at byte ${at}`);
    if (head.length < 1 + nameBytes + 4) return stopped(`the file ends inside the chunk ${name} at byte ${at}`);
    const sizeBytes = head.readUInt32LE(1 + nameBytes);
    const offset = at + 1 + nameBytes + 4;
    if (offset + sizeBytes > source.sizeBytes) return stopped(`the file ends inside the chunk ${name} at byte ${at}`);
    chunks.push({ name, offset, sizeBytes });
    at = offset + sizeBytes;
  }
  return stopped(null);
}
