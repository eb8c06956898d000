// Where the file of a scan lies: of an item of a data set, or of a file that a person gave to a predict run.
import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { fileError } from '../../dataset/formats/readRaster.ts';
import { readManifest } from '../../engine/host/runFolder.ts';
import { type JobContext, runFolderOf } from '../context.ts';

/** `of`: the predict or explain run that the item is a file of; without it the item is one of a data set. */
export interface ScanAddress {
  item: string;
  of?: string | undefined;
}

export interface ScanFile {
  /** Absolute. */
  root: string;
  path: string;
  sha256: string;
  frame: number;
}

/** Errors: `notFound`; `unsupportedFormat` for a volume. */
export function scanFile(context: JobContext, { item: id, of }: ScanAddress): ScanFile {
  const { store } = context.workspace;
  if (of === undefined) {
    const { root, path, sha256, frame, series } = store.items.get(id);
    if (series !== null)
      throw new AppError(
        'unsupportedFormat',
        `Expected an image, but ${path} is a volume. Name one of its B-scans.`,
        { details: { item: id } },
      );
    return { root: store.importRoots.get(root).path, path, sha256, frame: frame ?? 0 };
  }
  const found = readManifest(runFolderOf(context, store.runs.get(of).id)).find(({ item }) => item === id);
  if (found === undefined) throw new AppError('notFound', `Expected a file of this run, received '${id}'.`);
  const { root, path, sha256, frame = 0 } = found;
  return { root, path, sha256, frame };
}

/** The bytes of a scan's file: below its root, links followed, and the very ones that were taken in. */
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
