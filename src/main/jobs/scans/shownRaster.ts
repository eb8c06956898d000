// The pixels of a scan as it is shown: 8-bit images as stored, 16-bit ones as `displayGrey`.
import { readRaster } from '../../dataset/formats/readRaster.ts';
import { displayGrey } from '../../imaging/displayGrey.ts';
import { fillMask } from '../../imaging/fillMask.ts';
import { toGrey } from '../../imaging/grey.ts';
import type { Raster } from '../../imaging/raster.ts';
import { readScanFile, type ScanFile } from './readScanFile.ts';

/** `longestPx`: for a small picture, which may come with no side longer than this. Errors: those of `readScanFile` and `readRaster`. */
export async function shownRaster(file: ScanFile, longestPx?: number): Promise<Raster<Uint8Array>> {
  const { raster } = await readRaster(await readScanFile(file), { name: file.path, frame: file.frame, longestPx });
  const { data } = raster;
  return data instanceof Uint8Array ? { ...raster, data } : displayGrey(raster, fillMask(toGrey(raster)));
}
