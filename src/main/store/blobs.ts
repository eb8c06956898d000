// Content-addressed files, blobs/ab/<sha256>: written once, whole or absent, checked when read.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, toAppError } from '../../shared/errors.ts';
import { writeFileAtomic } from '../atomicFile.ts';

export interface Blobs {
  /** Stores bytes and returns their SHA-256 in hex. Errors: `diskFull`, `permissionDenied`. */
  put(bytes: Uint8Array): string;
  has(sha256: string): boolean;
  /** Where the bytes lie, for streaming; the file may be absent. Errors: `badInput` for anything that is not a hash. */
  path(sha256: string): string;
  /** Errors: `notFound`; `damaged` when the bytes no longer have that hash. */
  read(sha256: string): Buffer;
}

export function openBlobs(folder: string): Blobs {
  const path = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) {
      throw new AppError('badInput', `Expected a SHA-256 in lower-case hex, received '${sha256.slice(0, 80)}'.`);
    }
    return join(folder, sha256.slice(0, 2), sha256);
  };
  return {
    path,
    has: sha256 => existsSync(path(sha256)),
    put: bytes => {
      const sha256 = hash(bytes);
      const target = path(sha256);
      if (!existsSync(target)) {
        mkdirSync(join(folder, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
        writeFileAtomic(target, bytes, { mode: 0o600 });
      }
      return sha256;
    },
    read: sha256 => {
      let bytes: Buffer;
      try {
        bytes = readFileSync(path(sha256));
      } catch (error) {
        throw toAppError(error);
      }
      const found = hash(bytes);
      if (found === sha256) return bytes;
      throw new AppError('damaged', `Expected blob ${sha256}, received bytes with hash ${found}. Restore ${path(sha256)} from a copy.`, {
        details: { expected: sha256, found },
      });
    },
  };
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
