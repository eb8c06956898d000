// The split that a data set gets for its first training, by itself: by patient, with usual shares, every class in every part.
import { type SplitName, splitNames } from '../../shared/domain/manifest.ts';
import type { SplitInput } from './groupItems.ts';
import { type SplitOptions, split } from './split.ts';

export const firstSplitName: string = 'main';

/** Tried in turn; few patients leave no test part. */
const firstRatios = [
  [0.6, 0.15, 0.25],
  [0.6, 0.2, 0.2],
  [0.5, 0.25, 0.25],
  [0.6, 0.4, 0],
  [0.5, 0.5, 0],
] as const;

/**
 * null where nothing can be trained: fewer than two classes of images, or too few patients for a class in each part.
 * Errors: `badInput` for a scan without a patient.
 */
export function firstSplit(inputs: readonly SplitInput[]): { options: SplitOptions; assignment: Map<string, SplitName> } | null {
  const images = inputs.filter(({ isVolume }) => isVolume !== true);
  const classes = new Set(images.flatMap(({ label }) => label ?? []));
  if (classes.size < 2) return null;
  for (const ratios of firstRatios) {
    const options = { ratios, group: 'patient' as const, seed: 1 };
    const { assignment } = split(inputs, options);
    const present = new Set(images.map(({ item, label }) => `${assignment.get(item)} ${label}`));
    const parts = splitNames.filter((_, index) => (ratios[index] as number) > 0);
    if (parts.every(part => [...classes].every(label => present.has(`${part} ${label}`)))) return { options, assignment };
  }
  return null;
}
