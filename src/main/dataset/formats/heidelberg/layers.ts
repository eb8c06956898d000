// Layer boundaries as Heidelberg's files number them; 7 and 9 to 13 are hardly ever used. PR1 and PR2 are today's EZ and IZ.
import type { Surface } from '../../../../shared/domain/volume.ts';

const storedNames = 'ILM BM RNFL GCL IPL INL OPL ONL ELM IOS OPT CHO VIT ANT PR1 PR2 RPE'.split(' ');
const fieldNames: Readonly<Record<string, string>> = { PR1: 'EZ', PR2: 'IZ' };

/** Our names in the order of their numbers. */
export const heidelbergNames: readonly string[] = storedNames.map(stored => fieldNames[stored] ?? stored);

export function heidelbergSurface(id: number): Surface {
  const stored = storedNames[id] ?? `layer ${id}`;
  return namedSurface(stored);
}

/** A boundary that the file names itself. */
export function namedSurface(stored: string): Surface {
  return { name: fieldNames[stored] ?? stored, stored, source: 'vendor' };
}

/** In place: NaN where the device has no line and no sample, which it writes as the largest float32. */
export function markMissing(values: Float32Array): Float32Array {
  for (let i = 0; i < values.length; i++) if (!(Math.abs(values[i] as number) < 3e38)) values[i] = Number.NaN;
  return values;
}

/** Whether a line was found anywhere; one of nothing but zeros is an empty slot. */
export function hasLine(heights: Float32Array): boolean {
  return heights.some(height => Math.abs(height) < 3e38 && height !== 0);
}
