// What an en face picture shows: a projection between two layer lines with offsets in µm, as an address keeps it and as words.
import { type Projection, projections } from '../../../shared/domain/volumeView.ts';
import { formatNumber, narrowSpace } from '../../../shared/units.ts';
import type { GreyWindow } from './displayTransform.ts';

/** `top` and `bottom` are the edges of the B-scan; any other name is a layer line's. */
export interface EnFaceChoice {
  projection: Projection;
  upper: string;
  upperUm: number;
  lower: string;
  lowerUm: number;
}

/** Mean for structure, maximum for flow (UX §3.7); between the outermost lines where there are any. */
export function usualEnFace(lines: readonly { name: string }[], modality: string): EnFaceChoice {
  const names = lines.map(({ name }) => name);
  const upper = names.includes('ILM') ? 'ILM' : (names[0] ?? 'top');
  const lower = names.includes('BM') ? 'BM' : (names.at(-1) ?? 'bottom');
  const projection = modality === 'OCTA' ? 'max' : 'mean';
  return upper === lower
    ? { projection, upper: 'top', upperUm: 0, lower: 'bottom', lowerUm: 0 }
    : { projection, upper, upperUm: 0, lower, lowerUm: 0 };
}

export function enFaceQuery({ projection, upper, upperUm, lower, lowerUm }: EnFaceChoice): Record<string, string | number> {
  return { projection, upper, upperUm, lower, lowerUm };
}

/** `mean~ILM~0~BM~-50` */
export function enFaceText({ projection, upper, upperUm, lower, lowerUm }: EnFaceChoice): string {
  return [projection, upper, upperUm, lower, lowerUm].join('~');
}

/** null for anything that `enFaceText` did not write. */
export function parseEnFace(text: string | undefined): EnFaceChoice | null {
  const [projection, upper, upperUm, lower, lowerUm] = (text ?? '').split('~');
  const known = projections.find(name => name === projection);
  const offsets = [upperUm, lowerUm].map(Number);
  if (known === undefined || !upper || !lower || offsets.some(value => !Number.isFinite(value))) return null;
  return { projection: known, upper, upperUm: offsets[0] as number, lower, lowerUm: offsets[1] as number };
}

/** `mean ILM +10 µm – BM`, printed on the picture. */
export function slabWords({ projection, upper, upperUm, lower, lowerUm }: EnFaceChoice): string {
  const edge = (name: string, um: number) =>
    um === 0 ? name : `${name} ${um > 0 ? '+' : '−'}${formatNumber(Math.abs(um))}${narrowSpace}µm`;
  return `${projection} ${edge(upper, upperUm)} – ${edge(lower, lowerUm)}`;
}

/** p0.5–p99.5 of what is a number, over the whole picture. */
export function enFaceWindow(values: Float32Array): GreyWindow {
  const sorted = values.filter(Number.isFinite).sort();
  if (sorted.length === 0) return { low: 0, high: 1 };
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  const [low, high] = [at(0.005), at(0.995)];
  return high > low ? { low, high } : { low, high: low + 1 };
}
