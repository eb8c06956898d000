// The thumbnails that the grid will ask for, as tasks: of an image its file, of a volume its middle B-scan.
import { stat } from 'node:fs/promises';
import type { ListedItem, ListedPlace } from '../../store/item.ts';
import type { JobContext } from '../context.ts';
import { middleBscan, volumeThumbnailName } from '../volumes/volumePictures.ts';
import { itemVolume } from '../volumes/volumePlace.ts';
import { imageThumbnailName, thumbnailPath } from './thumbnailFile.ts';
import type { ThumbnailTask } from './thumbnailTask.ts';

type Given = Pick<JobContext, 'workspace'>;

/** The size in which the grid asks (renderer, datasets/items/Picture.tsx). */
const gridPx = 256;

/** Errors: `notFound` for an item that is gone meanwhile. */
export function thumbnailTask(context: Given, { id, root, path, sha256, frame, series }: ListedItem): ThumbnailTask {
  const { store, paths } = context.workspace;
  if (series === null) {
    const image = { root: store.importRoots.get(root).path, path, sha256, frame: frame ?? 0 };
    return { of: { image }, px: gridPx, path: thumbnailPath(paths, imageThumbnailName(image), gridPx) };
  }
  const found = itemVolume(context, id);
  const of = { volume: found.place, bscan: middleBscan(found) };
  return { of, px: gridPx, path: thumbnailPath(paths, volumeThumbnailName(found), gridPx) };
}

/** Where the list goes on behind an item; from its start where that is gone. */
export function placeBehind({ workspace: { store } }: Given, item: string | null): ListedPlace | null {
  if (item === null) return null;
  try {
    return store.items.get(item);
  } catch {
    return null;
  }
}

/** Whether the folder that a file lies in was imported from is there: a drive that is not plugged in makes no file unreadable. */
export async function isFolderThere({ of }: ThumbnailTask): Promise<boolean> {
  const { root } = 'image' in of ? of.image : of.volume;
  return await stat(root).then(
    found => found.isDirectory(),
    () => false,
  );
}
