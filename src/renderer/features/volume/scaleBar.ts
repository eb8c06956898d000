// Lengths of scale bars: a round number of µm that is 60–160 CSS px long.
import { formatNumber, narrowSpace } from '../../../shared/units.ts';

const stepsUm = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
const lengthPx = { least: 60, most: 160 };

export interface ScaleBar {
  um: number;
  px: number;
}

/** `umPerPx`: µm under one CSS px. */
export function scaleBarOf(umPerPx: number, leastPx: number = lengthPx.least): ScaleBar | null {
  const um = stepsUm.find(step => step / umPerPx >= leastPx);
  if (um === undefined || um / umPerPx > 2 * lengthPx.most) return null;
  return { um, px: um / umPerPx };
}

export function lengthWords(um: number, isEstimated = false): string {
  const words = um >= 1000 ? `${formatNumber(um / 1000, um % 1000 === 0 ? 0 : 2)}${narrowSpace}mm` : `${formatNumber(um)}${narrowSpace}µm`;
  return isEstimated ? `≈ ${words}` : words;
}
