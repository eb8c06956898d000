// A scan prepared for explanation: as the network gets it, as a person sees it, and how the two lie on each other.
import { displayGrey } from '../../imaging/displayGrey.ts';
import { fillMask } from '../../imaging/fillMask.ts';
import { toGrey } from '../../imaging/grey.ts';
import type { Raster } from '../../imaging/raster.ts';
import { emptyPlan } from '../augment/augmentation.ts';
import { createRenderer } from '../augment/renderInput.ts';
import type { Pipeline } from '../preprocess/pipeline.ts';
import type { Placement } from '../preprocess/step.ts';
import { type ItemSource, readItemRaster } from '../sampling/loaderItem.ts';

export interface Scan {
  /** [row, column, channel] at the network's size. */
  input: Float32Array;
  /** Grey 8-bit at the file's size. */
  shown: Raster<Uint8Array>;
  /** Border fill at the file's size, 1 = fill. */
  fill: Uint8Array;
  placement: Placement;
}

/** Errors: those of `readItemRaster`. */
export async function openScan(item: ItemSource, pipeline: Pipeline): Promise<Scan> {
  const raster = await readItemRaster(item);
  const fill = fillMask(toGrey(raster));
  const prepared = pipeline.prepare(raster);
  const input = new Float32Array(pipeline.rows * pipeline.columns * pipeline.channels);
  createRenderer(pipeline)(prepared.raster, emptyPlan(), input, 0);
  return { input, shown: displayGrey(raster, fill), fill, placement: prepared.placement };
}
