// The process of thumbnailMaker.ts: makes the thumbnails that it is told, each from file to file. Ends when its parent lets go of it.
import { toAppError } from '../../../shared/errors.ts';
import type { Raster } from '../../imaging/raster.ts';
import { shownRaster } from '../scans/shownRaster.ts';
import { makeThumbnail } from './makeThumbnail.ts';
import { isThumbnailThere } from './thumbnailFile.ts';
import type { FromMaker, ThumbnailAnswer, ThumbnailTask, ToMaker } from './thumbnailTask.ts';

process.on('message', async ({ id, task }: ToMaker) => {
  const answer = await answerTo(task);
  // Who has let go hears nothing more.
  process.send?.({ id, answer } satisfies FromMaker, undefined, {}, () => undefined);
});

async function answerTo(task: ThumbnailTask): Promise<ThumbnailAnswer> {
  if (await isThumbnailThere(task.path)) return { kind: 'made' };
  let raster: Raster<Uint8Array>;
  try {
    raster = await picture(task);
  } catch (error) {
    return { kind: 'unreadable', error: toAppError(error).toJSON() };
  }
  try {
    await makeThumbnail(raster, task.px, task.path);
    return { kind: 'made' };
  } catch (error) {
    return { kind: 'unwritable', error: toAppError(error).toJSON() };
  }
}

/** The readers of volumes are loaded with the first one. */
async function picture({ of, px }: ThumbnailTask): Promise<Raster<Uint8Array>> {
  if ('image' in of) return await shownRaster(of.image, px);
  const { withVolume } = await import('../volumes/thread/openVolumes.ts');
  return await withVolume(of.volume, ({ series }) => series.readBscan(of.bscan, 'display'));
}
