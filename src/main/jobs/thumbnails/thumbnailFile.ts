// The files of thumbnails. They can be made again, so nobody waits until the disk has them; what a power cut left in part is seen.
import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileWriteError } from '../../atomicFile.ts';
import type { WorkspacePaths } from '../../workspace/paths.ts';
import type { ScanFile } from '../scans/readScanFile.ts';

/** The last two bytes of every JPEG (ITU T.81, B.1.1.3: EOI). */
const endOfImage = Buffer.from([0xff, 0xd9]);

/** `name`: what tells the picture from every other; letters, digits and hyphens. */
export function thumbnailPath({ thumbnails }: Pick<WorkspacePaths, 'thumbnails'>, name: string, px: number): string {
  return join(thumbnails, name.slice(0, 2), `${name}-${px}.jpeg`);
}

export function imageThumbnailName({ sha256, frame }: Pick<ScanFile, 'sha256' | 'frame'>): string {
  return `${sha256}-${frame}`;
}

/** Whether there is one, from its first byte to its last. */
export async function isThumbnailThere(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null);
  if (file === null) return false;
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, Math.max(0, size - 2));
    return bytesRead === 2 && buffer.equals(endOfImage);
  } finally {
    await file.close();
  }
}

/** Errors: `diskFull`, `permissionDenied`. */
export async function writeThumbnail(path: string, jpeg: Uint8Array): Promise<void> {
  const partialPath = `${path}.${randomUUID()}.partial`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(partialPath, jpeg, { mode: 0o600 });
    await rename(partialPath, path);
  } catch (error) {
    await rm(partialPath, { force: true });
    throw fileWriteError(path, error);
  }
}
