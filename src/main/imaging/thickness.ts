// Lengths, areas and volumes from layer lines and masks, in µm, mm² and nL (1 nL = 10⁶ µm³). Thickness is taken along the A-scan, as
// instruments do; nothing here knows the tilt of the retina.

/** [bscan, column]: µm from `upper` down to `lower`; negative where the lines cross, NaN where either is missing. */
export function thicknessUm(upper: Float32Array, lower: Float32Array, rowUm: number): Float32Array {
  const thickness = new Float32Array(upper.length);
  for (let i = 0; i < upper.length; i++) thickness[i] = ((lower[i] as number) - (upper[i] as number)) * rowUm;
  return thickness;
}

export interface ThicknessSummary {
  /** A-scans with a thickness, and all. */
  readonly known: number;
  readonly all: number;
  /** Over those with one; null where there is none. */
  readonly meanUm: number | null;
  readonly leastUm: number | null;
  readonly mostUm: number | null;
}

export function summarizeThickness(thickness: Float32Array): ThicknessSummary {
  let [known, sum, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of thickness) {
    if (Number.isNaN(value)) continue;
    known += 1;
    sum += value;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const all = thickness.length;
  return known === 0
    ? { known, all, meanUm: null, leastUm: null, mostUm: null }
    : { known, all, meanUm: sum / known, leastUm: least, mostUm: most };
}

export interface SampleSizeUm {
  readonly bscan: number;
  readonly row: number;
  readonly column: number;
}

/** nL between two lines of a raster: every A-scan stands for column × B-scan spacing. A-scans without a thickness count nothing. */
export function layerVolumeNl(thickness: Float32Array, { column, bscan }: Pick<SampleSizeUm, 'column' | 'bscan'>): number {
  let um = 0;
  for (const value of thickness) if (!Number.isNaN(value)) um += value;
  return (um * column * bscan) / 1e6;
}

/** mm² of a mask's samples in one B-scan: [row, column], any number but 0 counts. */
export function maskAreaMm2(mask: Uint8Array | Uint16Array, { row, column }: Pick<SampleSizeUm, 'row' | 'column'>): number {
  return (countOf(mask) * row * column) / 1e6;
}

/** nL of a mask over a raster: [bscan, row, column], any number but 0 counts. */
export function maskVolumeNl(mask: Uint8Array | Uint16Array, { bscan, row, column }: SampleSizeUm): number {
  return (countOf(mask) * bscan * row * column) / 1e6;
}

function countOf(mask: Uint8Array | Uint16Array): number {
  let count = 0;
  for (let i = 0; i < mask.length; i++) if (mask[i] !== 0) count += 1;
  return count;
}
