// Thumbnails of volumes: the middle B-scan by the format's display transform.
import type { JobContext } from '../context.ts';
import { keptThumbnail } from '../itemPictures.ts';
import type { ItemVolume } from './volumePlace.ts';

/** The B-scan that stands for a volume. */
export function middleBscan({ item }: Pick<ItemVolume, 'item'>): number {
  return item.bscans >> 1;
}

/** What tells its thumbnail from every other: other switches, another picture. */
export function volumeThumbnailName({ item, version }: Pick<ItemVolume, 'item' | 'version'>): string {
  return `${item.sha256}-${item.series}-${version}`;
}

/** Path of the thumbnail (JPEG), which is made when it is not there. Errors: those of the readers; `damaged`, `notFound`, `diskFull`. */
export async function volumeThumbnail(context: JobContext, found: ItemVolume, px: number): Promise<string> {
  const { item, place } = found;
  // Who sees a volume in a list is about to open one.
  context.volumes.warm();
  return await keptThumbnail(context, volumeThumbnailName(found), px, async () => {
    const data = await context.volumes.ask('bscan', place, { bscan: middleBscan(found), intensity: 'display' });
    return { data, rows: item.height, columns: item.width, channels: 1 };
  });
}
