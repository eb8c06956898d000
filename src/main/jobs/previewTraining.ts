// Eight inputs of the first epoch exactly as the network would get them, as PNG files to look at before a training.
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

/** Errors: those of reading images; `permissionDenied`, `diskFull`. */
export async function previewTraining(
  { config, manifest }: TrainPlan,
  folder: string,
  options: OperationOptions = {},
): Promise<PreviewFile[]> {
  const { items, labels } = itemsOfSplit(manifest, 'train', config);
  const described = items.map((item, i) => ({ ...item, label: labels[i] as number }));
  const images = await previewBatch({ items: described, config, ...(options.signal === undefined ? {} : { signal: options.signal }) });
  mkdirSync(folder, { recursive: true });
  const files: PreviewFile[] = [];
  for (const [i, { index, label, raster }] of images.entries()) {
    const name = config.data.classes[label] as string;
    const file = `${i + 1}-${name.replaceAll(/[^\w.-]/g, '_')}.png`;
    writeFileAtomic(join(folder, file), await encodePng(raster));
    files.push({ name: file, label: name, source: items[index]?.path ?? '' });
  }
  return files;
}
