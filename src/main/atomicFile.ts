// Files that are whole or absent: written to a temporary name, synced, renamed, and the rename synced through the folder.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError, toAppError } from '../shared/errors.ts';

/** Replaces `path` with `content` in one step. Errors: `diskFull`, `permissionDenied`, `notFound` (no such folder). */
export function writeFileAtomic(path: string, content: string | Uint8Array, options: { mode?: number } = {}): void {
  const partialPath = `${path}.${process.pid}.partial`;
  try {
    const descriptor = openSync(partialPath, 'w', options.mode ?? 0o666);
    try {
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(partialPath, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(partialPath, { force: true });
    throw fileWriteError(path, error);
  }
}

const noRoom: Record<string, string> = { ENOSPC: 'a full disk', EDQUOT: 'a used-up quota', EFBIG: 'a limit on the size of files' };

/** What went wrong when `path` was written: `diskFull` for a full disk, a used-up quota or a limit on file sizes, else as `toAppError`. */
export function fileWriteError(path: string, error: unknown): AppError {
  const systemCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  const received = noRoom[systemCode];
  if (received === undefined) return toAppError(error);
  return new AppError(
    'diskFull',
    `Expected room to write ${path}, received ${received} (${systemCode}). Free space and repeat; what was there is kept.`,
    {
      details: { path, systemCode },
      cause: error,
    },
  );
}

/** Makes renames and new names in a folder survive a power cut. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
