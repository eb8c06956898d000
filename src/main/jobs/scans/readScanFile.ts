// The bytes of a scan's file: below its root, links followed, and the very ones that were taken in.
import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { fileError } from '../../dataset/formats/readRaster.ts';

export interface ScanFile {
  /** Absolute. */
  root: string;
  path: string;
  sha256: string;
  frame: number;
}

/** Errors: `notFound`, `permissionDenied`; `damaged` when the file is no longer the one imported. */
export async function readScanFile({ root, path: below, sha256 }: ScanFile): Promise<Uint8Array> {
  const path = join(root, below);
  let bytes: Buffer;
  try {
    const place = await realpath(path);
    if (!place.startsWith(`${await realpath(root)}${sep}`)) {
      throw new AppError('permissionDenied', `${path}: expected a file below the folder ${root}, received a link that leads out of it.`);
    }
    bytes = await readFile(place);
  } catch (error) {
    throw fileError(path, error);
  }
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
  throw new AppError(
    'damaged',
    `${path}: expected the file as it was imported, received other content. Restore it, or import the folder anew.`,
    {
      details: { path, sha256 },
    },
  );
}
