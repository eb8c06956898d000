// What ImageJ and Fiji write into the description of a TIFF stack: lengths in a unit, and what its pages stand for.
import type { SpacingUm } from '../../../../shared/domain/volume.ts';
import { lengthUm } from '../../geometry.ts';

export interface ImageJStack {
  readonly spacingUm: SpacingUm;
  /** Several channels, slices or times in one row of pages; null for plain slices. */
  readonly order: string | null;
}

const umPerUnit: Readonly<Record<string, number>> = {
  micron: 1,
  microns: 1,
  um: 1,
  µm: 1,
  '\\u00b5m': 1,
  nm: 1e-3,
  mm: 1000,
  cm: 10_000,
  inch: 25_400,
};

/** Null for a description of another program; else what the stack is, given the first page's pixels per unit. */
export function readImageJ(description: string | null, pages: number): ((xPerUnit: number | undefined) => ImageJStack) | null {
  if (description?.startsWith('ImageJ=') !== true) return null;
  const fields = new Map(
    description.split(/\r?\n/).map(line => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1).trim()] as const;
    }),
  );
  const unit = umPerUnit[(fields.get('unit') ?? '').toLowerCase()];
  const spacing = Number(fields.get('spacing'));
  const count = (name: string) => Number(fields.get(name) ?? 1);
  const isPlain = count('channels') <= 1 && (count('frames') <= 1 || count('slices') <= 1);
  const order = isPlain ? null : `${count('channels')} channels × ${count('slices')} slices × ${count('frames')} times`;
  return xPerUnit => {
    const inPlane = unit === undefined || xPerUnit === undefined ? null : lengthUm(unit / xPerUnit / 1000);
    const between = unit === undefined || pages < 2 || !isPlain ? null : lengthUm((unit * spacing) / 1000);
    return { spacingUm: { bscan: between, row: inPlane, column: inPlane }, order };
  };
}
