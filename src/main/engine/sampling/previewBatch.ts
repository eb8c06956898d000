// A few inputs exactly as the network gets them, back as grey levels, to be looked at before a training.
import type { Raster } from '../../imaging/raster.ts';
import { clampUnit } from '../../imaging/tone.ts';
import { createPipeline } from '../preprocess/pipeline.ts';
import { createBatchLoader } from './batchLoader.ts';
import type { LoaderConfig } from './batchUnit.ts';
import type { LoaderItem } from './loaderItem.ts';

export interface PreviewImage {
  /** Index into the items. */
  readonly index: number;
  readonly label: number;
  readonly raster: Raster<Uint8Array>;
}

/** The first `count` inputs of an epoch, augmented when `training`. Only the values' scale is undone, to 0..255. */
export async function previewBatch(options: {
  items: readonly LoaderItem[];
  config: LoaderConfig;
  epoch?: number;
  training?: boolean;
  count?: number;
  signal?: AbortSignal;
}): Promise<PreviewImage[]> {
  const { items, config, epoch = 0, training = true, count = 8, signal } = options;
  const { rows, columns, channels, mean, std } = createPipeline(config);
  const loader = createBatchLoader({
    items,
    config: { ...config, training: { batchSize: count, workers: 1 } },
    prefetch: 0,
    signal,
  });
  try {
    for await (const { indices, labels, images } of loader.batches({ epoch, training })) {
      const length = rows * columns * channels;
      return Array.from(indices, (index, i) => {
        const values = images.subarray(i * length, (i + 1) * length);
        const data = Uint8Array.from(values, (value, at) => {
          const channel = at % channels;
          return Math.round(255 * clampUnit(value * (std[channel] as number) + (mean[channel] as number)));
        });
        return { index, label: labels[i] as number, raster: { data, rows, columns, channels } };
      });
    }
    return [];
  } finally {
    await loader.close();
  }
}
