// Random data sets for property tests: patients with one to nine scans, both eyes, several classes, some shared files.
import { createHash } from 'node:crypto';
import { randomGenerator } from '../../../shared/random.ts';
import type { SplitInput } from '../groupItems.ts';

export interface ManifestShape {
  patients: number;
  classes: string[];
  /** Share of patients with scans under a second class. */
  mixed?: number;
  /** Share of scans that are a copy of the scan made before, whosever it was. */
  copied?: number;
  /** Share of scans whose eye is unknown. */
  unknownEye?: number;
}

/** Every class gets at least three patients of its own. */
export function testManifest(seed: number, shape: ManifestShape): SplitInput[] {
  const { patients, classes, mixed = 0.2, copied = 0.02, unknownEye = 0.1 } = shape;
  const random = randomGenerator(seed, 'manifest');
  const items: SplitInput[] = [];
  for (let patient = 0; patient < patients; patient++) {
    const first = patient < 3 * classes.length ? patient % classes.length : Math.floor(classes.length * random.uniform() ** 2);
    const second = random.uniform() < mixed ? random.integer(classes.length) : first;
    for (let scan = 1 + random.integer(9); scan > 0; scan--) {
      const name = `${patient}-${scan}`;
      items.push({
        item: textHash(`item ${name}`).slice(0, 32),
        subject: `p${patient}`,
        eye: random.uniform() < unknownEye ? null : random.integer(2) === 0 ? 'OD' : 'OS',
        sha256: random.uniform() < copied ? (items.at(-1)?.sha256 ?? textHash(name)) : textHash(name),
        label: classes[random.integer(2) === 0 ? first : second] as string,
      });
    }
  }
  return items;
}

export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
