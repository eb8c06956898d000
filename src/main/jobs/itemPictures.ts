// How items are shown: the whole picture as PNG, and a thumbnail that is made once and kept in thumbnails/.

import { join } from 'node:path';
import { readRaster } from '../dataset/formats/readRaster.ts';
import { encodeJpeg, encodePng } from '../dataset/formats/sharpCodec.ts';
import { displayGrey } from '../imaging/displayGrey.ts';
import { fillMask } from '../imaging/fillMask.ts';
import { toGrey } from '../imaging/grey.ts';
import type { Raster } from '../imaging/raster.ts';
import { resize } from '../imaging/resize.ts';
import type { JobContext } from './context.ts';
import { readScanFile, type ScanFile } from './scans/scanFile.ts';
import { isThumbnailThere, writeThumbnail } from './thumbnailFile.ts';

/** Longest side of a thumbnail, in pixels. Few sizes, so that what is kept stays small. */
export const thumbnailSizesPx = [64, 128, 256, 512] as const;

/** Pictures decoded at once: a page of new thumbnails must not fill the memory. */
const atOnce = 4;
let working = 0;
const waiting: (() => void)[] = [];
/** Thumbnails being made, by path: two requests for one make it once. */
const making = new Map<string, Promise<void>>();

/**
 * The picture of a scan as PNG: 8-bit images as stored, 16-bit ones as `displayGrey`.
 * Errors: `notFound`, `permissionDenied`, `unreadableFile`; `damaged` when the file is no longer the one imported.
 */
export async function itemDisplay(file: ScanFile): Promise<Uint8Array> {
  return limited(async () => encodePng(await shownRaster(file)));
}

/** Path of the scan's thumbnail (JPEG), which is made when it is not there. Errors as `itemDisplay`; `diskFull`. */
export async function itemThumbnail(context: JobContext, file: ScanFile, px: number): Promise<string> {
  return await keptThumbnail(context, `${file.sha256}-${file.frame}`, px, () => shownRaster(file));
}

/** The same of any picture. `name`: what tells it from every other; letters, digits and hyphens. */
export async function keptThumbnail(
  context: JobContext,
  name: string,
  px: number,
  picture: () => Promise<Raster<Uint8Array>>,
): Promise<string> {
  const path = join(context.workspace.paths.thumbnails, name.slice(0, 2), `${name}-${px}.jpeg`);
  if (await isThumbnailThere(path)) return path;
  const made = making.get(path) ?? limited(() => makeThumbnail(picture, px, path)).finally(() => making.delete(path));
  making.set(path, made);
  await made;
  return path;
}

async function makeThumbnail(picture: () => Promise<Raster<Uint8Array>>, px: number, path: string): Promise<void> {
  const raster = await picture();
  const scale = Math.min(1, px / Math.max(raster.rows, raster.columns));
  const side = (length: number): number => Math.max(1, Math.round(length * scale));
  const small = scale === 1 ? raster : resize(raster, side(raster.rows), side(raster.columns));
  await writeThumbnail(path, await encodeJpeg(small));
}

async function shownRaster(file: ScanFile): Promise<Raster<Uint8Array>> {
  const { raster } = await readRaster(await readScanFile(file), { name: file.path, frame: file.frame });
  const { data } = raster;
  return data instanceof Uint8Array ? { ...raster, data } : displayGrey(raster, fillMask(toGrey(raster)));
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
