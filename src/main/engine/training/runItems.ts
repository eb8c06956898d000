// The items of a run: those of one split, as the batch loader takes them, with labels as indices into the run's classes.
import type { ManifestItem, SplitName } from '../../../shared/domain/manifest.ts';
import type { RunConfig } from '../../../shared/domain/runConfig.ts';
import { AppError } from '../../../shared/errors.ts';

export interface RunItems {
  items: ManifestItem[];
  /** [item] index into the run's classes; -1 without a label. */
  labels: Int32Array;
}

/** Errors: `badInput` for a label that is not among the run's classes. */
export function itemsOfSplit(manifest: readonly ManifestItem[], split: SplitName, config: RunConfig): RunItems {
  const { classes } = config.data;
  const items = manifest.filter(item => item.split === split);
  const labels = Int32Array.from(items, item => {
    if (item.label === undefined) return -1;
    const index = classes.indexOf(item.label);
    if (index >= 0) return index;
    throw new AppError('badInput', `Expected a label among ${classes.join(', ')}, received '${item.label}' for ${item.path}.`, {
      details: { item: item.item },
    });
  });
  return { items, labels };
}

/** For training: every item must be labelled. Errors: `badInput`. */
export function requireLabels({ items, labels }: RunItems, what: string): void {
  const missing = items.filter((_, i) => labels[i] === -1);
  if (missing.length === 0) return;
  throw new AppError(
    'badInput',
    `Expected labels for all ${items.length} ${what} items, ${missing.length} have none (first: ${missing[0]?.path}). Label or leave them out.`,
  );
}
