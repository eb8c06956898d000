// One item of a loader, and the way from its file to pixels, and to pixels as the network gets them.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { type FastDecoder, fileError, readRaster } from '../../dataset/formats/readRaster.ts';
import type { Raster } from '../../imaging/raster.ts';
import type { Pipeline, PreparedImage } from '../preprocess/pipeline.ts';
import type { PixelSpacing } from '../preprocess/step.ts';

/** One image of a file. */
export interface ItemFile {
  /** Absolute path of the import root. */
  readonly root: string;
  /** Below the root, with forward slashes. */
  readonly path: string;
  /** Of the file as it was imported; a file that changed since is refused. Absent where nobody knows it. */
  readonly sha256?: string | undefined;
  readonly frame?: number | undefined;
  readonly spacing?: PixelSpacing | null | undefined;
}

/** One image whose pixels are at hand, such as a B-scan of a volume. */
export interface ItemPixels {
  /** For messages. */
  readonly path: string;
  readonly raster: Raster<Uint8Array | Uint16Array>;
  readonly spacing?: PixelSpacing | null | undefined;
}

export type ItemSource = ItemFile | ItemPixels;

export interface LoaderItem extends ItemFile {
  readonly sha256: string;
  /** Index into the run's classes; −1 where there is none. */
  readonly label: number;
}

/** What an item is, whatever its place in the list: the same content gives the same augmentation and the same cache entry. */
export function itemKey({ sha256, frame = 0, spacing }: LoaderItem): string {
  const size = spacing ? `-${spacing.rowUm}x${spacing.columnUm}` : '';
  return `${sha256}-${frame}${size}`;
}

/** Reads, checks, decodes and fits one item. Errors: those of `readItemRaster`. */
export async function readItem(
  item: ItemSource,
  pipeline: Pipeline,
  options: { withFill?: boolean; decoder?: FastDecoder | undefined } = {},
): Promise<PreparedImage> {
  const { decoder, ...prepare } = options;
  return pipeline.prepare(await readItemRaster(item, decoder), { spacing: item.spacing ?? null, ...prepare });
}

/**
 * Reads, checks and decodes one item. Errors: those of `readRaster`; `badInput` where the content is no longer that of the
 * import or the path leaves its root. Pixels at hand are taken as they are.
 */
export async function readItemRaster(item: ItemSource, decoder?: FastDecoder): Promise<Raster<Uint8Array | Uint16Array>> {
  if ('raster' in item) return item.raster;
  const path = resolve(item.root, item.path);
  const below = relative(item.root, path);
  if (below.startsWith('..') || isAbsolute(below)) {
    throw new AppError('badInput', `Expected a path below ${item.root}, received ${item.path}.`, { details: { path: item.path } });
  }
  const bytes = readBytes(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (item.sha256 !== undefined && sha256 !== item.sha256) {
    throw new AppError(
      'badInput',
      `${path}: expected the content of the import (${item.sha256}), the file has changed since (${sha256}). Import it again.`,
      {
        details: { path, expected: item.sha256, received: sha256 },
      },
    );
  }
  const { raster } = await readRaster(bytes, { name: path, frame: item.frame ?? 0, decoder });
  return raster;
}

/** Synchronous on purpose: in a worker it costs a tenth of the asynchronous way's four trips through the thread pool. */
function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw fileError(path, error);
  }
}
