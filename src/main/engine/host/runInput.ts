// What an engine reads from a run folder before it starts, and the loaders over its items.
import { join } from 'node:path';
import type { ManifestItem, SplitName } from '../../../shared/domain/manifest.ts';
import type { RunConfig } from '../../../shared/domain/runConfig.ts';
import { type BatchLoader, createBatchLoader } from '../sampling/batchLoader.ts';
import { itemsOfSplit, type RunItems } from '../training/runItems.ts';
import { readConfig, readManifest } from './runFolder.ts';

export interface RunInput {
  config: RunConfig;
  manifest: ManifestItem[];
  split(name: SplitName): RunItems;
}

/** Errors: `notFound`, `damaged`. */
export function loadRunInput(folder: string): RunInput {
  const config = readConfig(folder);
  const manifest = readManifest(folder);
  return { config, manifest, split: name => itemsOfSplit(manifest, name, config) };
}

/** Loader over one split's items; decoded pixels that do not fit into memory go to `cache/` of the run folder. */
export function openLoader(folder: string, config: RunConfig, { items, labels }: RunItems): Promise<BatchLoader> | BatchLoader {
  const described = items.map((item, i) => ({ ...item, label: labels[i] as number }));
  return createBatchLoader({ items: described, config, cacheFolder: join(folder, 'cache') });
}
