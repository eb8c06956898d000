// One scan as the reference knows scans: its measures, and what the network sees in it.
import { emptyPlan } from '../augment/augmentation.ts';
import { createRenderer } from '../augment/renderInput.ts';
import type { FeatureReader } from '../inference/featureReader.ts';
import type { Pipeline } from '../preprocess/pipeline.ts';
import { type ItemSource, readItemRaster } from '../sampling/loaderItem.ts';
import { measureScan, type ScanMeasures } from './measureScan.ts';

export interface DescribedScan {
  measures: ScanMeasures;
  /** As the reader gives them; null without one. */
  features: Float32Array | null;
}

/** Errors: those of `readItemRaster`. */
export async function describeScan(item: ItemSource, pipeline: Pipeline, reader: FeatureReader | null): Promise<DescribedScan> {
  const raster = await readItemRaster(item);
  const measures = measureScan(raster);
  if (reader === null) return { measures, features: null };
  const input = new Float32Array(pipeline.rows * pipeline.columns * pipeline.channels);
  const prepared = pipeline.prepare(raster, { spacing: item.spacing ?? null });
  createRenderer(pipeline)(prepared.raster, emptyPlan(), input, 0);
  return { measures, features: await reader.read(input) };
}
