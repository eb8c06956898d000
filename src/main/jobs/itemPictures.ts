// How items are shown: the whole picture as PNG, and a thumbnail that is made once and kept in thumbnails/.
import { encodePng } from '../dataset/formats/sharpCodec.ts';
import type { Raster } from '../imaging/raster.ts';
import type { JobContext } from './context.ts';
import type { ScanFile } from './scans/readScanFile.ts';
import { shownRaster } from './scans/shownRaster.ts';
import { demanded } from './thumbnails/demand.ts';
import { makeThumbnail } from './thumbnails/makeThumbnail.ts';
import { imageThumbnailName, isThumbnailThere, thumbnailPath } from './thumbnails/thumbnailFile.ts';

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
  return await keptThumbnail(context, imageThumbnailName(file), px, () => shownRaster(file, px));
}

/** The same of any picture. `name`: what tells it from every other; letters, digits and hyphens. */
export async function keptThumbnail(
  context: JobContext,
  name: string,
  px: number,
  picture: () => Promise<Raster<Uint8Array>>,
): Promise<string> {
  const path = thumbnailPath(context.workspace.paths, name, px);
  if (await isThumbnailThere(path)) return path;
  const make = (): Promise<void> => limited(async () => makeThumbnail(await picture(), px, path));
  const made = making.get(path) ?? demanded(make).finally(() => making.delete(path));
  making.set(path, made);
  await made;
  return path;
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
