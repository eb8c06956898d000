// Eight inputs of the first epoch exactly as the network would get them, to look at before a training.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../atomicFile.ts';
import { encodePng } from '../dataset/formats/sharpCodec.ts';
import { previewBatch } from '../engine/sampling/previewBatch.ts';
import { itemsOfSplit } from '../engine/training/runItems.ts';
import type { OperationOptions } from './operation.ts';
import type { TrainPlan } from './trainDataset.ts';

export interface PreviewFile {
  name: string;
  label: string;
  /** The scan that it was made from. */
  source: string;
}

export interface PreviewInput {
  /** Id and path of the scan that it was made from. */
  item: string;
  source: string;
  label: string;
  png: Uint8Array;
}

/** Errors: those of reading images. */
export async function previewInputs(
  { config, manifest }: Pick<TrainPlan, 'config' | 'manifest'>,
  options: OperationOptions = {},
): Promise<PreviewInput[]> {
  const { items, labels } = itemsOfSplit(manifest, 'train', config);
  const described = items.map((item, i) => ({ ...item, label: labels[i] as number }));
  const images = await previewBatch({ items: described, config, ...(options.signal === undefined ? {} : { signal: options.signal }) });
  return Promise.all(
    images.map(async ({ index, label, raster }) => {
      const { item = '', path: source = '' } = items[index] ?? {};
      return { item, source, label: config.data.classes[label] as string, png: await encodePng(raster) };
    }),
  );
}

/** Errors: those of reading images; `permissionDenied`, `diskFull`. */
export async function previewTraining(plan: TrainPlan, folder: string, options: OperationOptions = {}): Promise<PreviewFile[]> {
  const inputs = await previewInputs(plan, options);
  mkdirSync(folder, { recursive: true });
  return inputs.map(({ label, source, png }, i) => {
    const name = `${i + 1}-${label.replaceAll(/[^\w.-]/g, '_')}.png`;
    writeFileAtomic(join(folder, name), png);
    return { name, label, source };
  });
}
