// Deflated data (gzip, zlib, raw) from a byte source, only as far as wanted, so that a small file cannot fill the memory.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { AppError } from '../../../shared/errors.ts';
import type { ByteSource } from './byteSource.ts';

const pieceBytes = 2 ** 18;
/** Packed volumes are unpacked whole; beyond this a person is asked to do it outside. */
export const maxUnpackedBytes = 2 ** 30;

const inflaters = { gzip: createGunzip, zlib: createInflate, raw: createInflateRaw } as const;

/**
 * The first `wanted` unpacked bytes. `from`: where the packed data begin. `mayEnd`: fewer are returned where the data end before.
 * Errors: `unreadableFile` (damaged, too short), `unsupportedFormat` (more than is unpacked in memory).
 */
export async function unpack(
  source: ByteSource,
  kind: keyof typeof inflaters,
  { from = 0, wanted, mayEnd = false }: { from?: number; wanted: number; mayEnd?: boolean },
): Promise<Uint8Array> {
  if (wanted > maxUnpackedBytes) {
    throw new AppError(
      'unsupportedFormat',
      `${source.name}: expected at most ${maxUnpackedBytes} unpacked bytes, the header asks for ${wanted}. Unpack the file first.`,
      { details: { wanted, maxUnpackedBytes } },
    );
  }
  const parts: Uint8Array[] = [];
  let received = 0;
  let failure: unknown = null;
  async function* packed() {
    for (let at = from; at < source.sizeBytes; at += pieceBytes) yield await source.read(at, Math.min(pieceBytes, source.sizeBytes - at));
  }
  try {
    await pipeline(Readable.from(packed()), inflaters[kind](), async unpacked => {
      for await (const part of unpacked) {
        parts.push(part as Uint8Array);
        received += (part as Uint8Array).length;
        if (received >= wanted) break;
      }
    });
  } catch (error) {
    failure = error;
  }
  if (received < wanted && (!mayEnd || failure !== null)) {
    const reason = failure instanceof Error ? ` (${failure.message})` : '';
    throw new AppError(
      'unreadableFile',
      `${source.name}: expected ${wanted} bytes packed with ${kind} from byte ${from}, received ${received}${reason}. Get an undamaged copy of the file.`,
      { details: { offset: from, wanted, received }, cause: failure },
    );
  }
  return Buffer.concat(parts).subarray(0, wanted);
}
