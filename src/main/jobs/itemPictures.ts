// How items are shown: the whole picture as PNG, and a thumbnail that is made once and kept in thumbnails/.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { writeFileAtomic } from '../atomicFile.ts';
import { fileError, readRaster } from '../dataset/formats/readRaster.ts';
import { encodeJpeg, encodePng } from '../dataset/formats/sharpCodec.ts';
import { displayGrey } from '../imaging/displayGrey.ts';
import { fillMask } from '../imaging/fillMask.ts';
import { toGrey } from '../imaging/grey.ts';
import type { Raster } from '../imaging/raster.ts';
import { resize } from '../imaging/resize.ts';
import type { Item } from '../store/item.ts';
import type { JobContext } from './context.ts';

/** Longest side of a thumbnail, in pixels. Few sizes, so that what is kept stays small. */
export const thumbnailSizesPx = [64, 128, 256, 512] as const;

/** Pictures decoded at once: a page of new thumbnails must not fill the memory. */
const atOnce = 4;
let working = 0;
const waiting: (() => void)[] = [];
/** Thumbnails being made, by path: two requests for one make it once. */
const making = new Map<string, Promise<void>>();

/**
 * The picture of an item as PNG: 8-bit images as stored, 16-bit ones as `displayGrey`.
 * Errors: `notFound`, `permissionDenied`, `unreadableFile`; `damaged` when the file is no longer the one imported.
 */
export async function itemDisplay(context: JobContext, item: Item, frame: number): Promise<Uint8Array> {
  return limited(async () => encodePng(await shownRaster(context, item, frame)));
}

/** Path of the item's thumbnail (JPEG), which is made when it is not there. Errors as `itemDisplay`; `diskFull`. */
export async function itemThumbnail(context: JobContext, item: Item, px: number): Promise<string> {
  const frame = item.frame ?? 0;
  const path = join(context.workspace.paths.thumbnails, item.sha256.slice(0, 2), `${item.sha256}-${frame}-${px}.jpeg`);
  if (existsSync(path)) return path;
  const made = making.get(path) ?? limited(() => makeThumbnail(context, item, px, path)).finally(() => making.delete(path));
  making.set(path, made);
  await made;
  return path;
}

async function makeThumbnail(context: JobContext, item: Item, px: number, path: string): Promise<void> {
  const raster = await shownRaster(context, item, item.frame ?? 0);
  const scale = Math.min(1, px / Math.max(raster.rows, raster.columns));
  const side = (length: number): number => Math.max(1, Math.round(length * scale));
  const small = scale === 1 ? raster : resize(raster, side(raster.rows), side(raster.columns));
  const jpeg = await encodeJpeg(small);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileAtomic(path, jpeg, { mode: 0o600 });
}

async function shownRaster(context: JobContext, item: Item, frame: number): Promise<Raster<Uint8Array>> {
  const { raster } = await readRaster(await readOriginal(context, item), { name: item.path, frame });
  const { data } = raster;
  return data instanceof Uint8Array ? { ...raster, data } : displayGrey(raster, fillMask(toGrey(raster)));
}

/** The bytes of an item's file: below its import root, links followed, and the very ones that were imported. */
async function readOriginal({ workspace: { store } }: JobContext, item: Item): Promise<Uint8Array> {
  const root = store.importRoots.get(item.root).path;
  const path = join(root, item.path);
  let bytes: Buffer;
  try {
    const place = await realpath(path);
    if (!place.startsWith(`${await realpath(root)}${sep}`)) {
      throw new AppError(
        'permissionDenied',
        `${path}: expected a file below the import root ${root}, received a link that leads out of it.`,
      );
    }
    bytes = await readFile(place);
  } catch (error) {
    throw fileError(path, error);
  }
  if (createHash('sha256').update(bytes).digest('hex') === item.sha256) return bytes;
  throw new AppError(
    'damaged',
    `${path}: expected the file as it was imported, received other content. Restore it, or import the folder anew.`,
    {
      details: { item: item.id, sha256: item.sha256 },
    },
  );
}

async function limited<T>(work: () => Promise<T>): Promise<T> {
  if (working >= atOnce) await new Promise<void>(resolve => waiting.push(resolve));
  else working += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) working -= 1;
    else next();
  }
}
