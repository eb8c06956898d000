// A thumbnail from the whole picture: shrunk, as JPEG, in its file.
import { encodeJpeg } from '../../dataset/formats/sharpCodec.ts';
import type { Raster } from '../../imaging/raster.ts';
import { resize } from '../../imaging/resize.ts';
import { writeThumbnail } from './thumbnailFile.ts';

/** `px`: its longest side; a smaller picture stays as it is. Errors: those of `writeThumbnail`. */
export async function makeThumbnail(raster: Raster<Uint8Array>, px: number, path: string): Promise<void> {
  const scale = Math.min(1, px / Math.max(raster.rows, raster.columns));
  const side = (length: number): number => Math.max(1, Math.round(length * scale));
  const small = scale === 1 ? raster : resize(raster, side(raster.rows), side(raster.columns));
  await writeThumbnail(path, await encodeJpeg(small));
}
