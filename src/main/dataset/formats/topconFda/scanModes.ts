// What a scan's number says: Topcon's own names, and which of them we know the place and the spacing of.
import type { ScanPattern } from '../../../../shared/domain/volume.ts';

/** `rows`, `columns`: B-scans lie below each other, or beside each other; `line` along the rectangle's diagonal; `spokes` of a circle. */
export type Placement = 'rows' | 'columns' | 'line' | 'spokes' | null;

export interface ScanMode {
  readonly name: string;
  readonly pattern: ScanPattern | null;
  readonly placement: Placement;
  /** The stored width is the length of a B-scan; of circles readers disagree whether it is radius or diameter. */
  readonly hasLength: boolean;
}

const modes: readonly ScanMode[] = [
  { name: 'Line', pattern: 'line', placement: 'line', hasLength: true },
  { name: 'Circle', pattern: 'circle', placement: null, hasLength: false },
  { name: '3D(H)', pattern: 'raster', placement: 'rows', hasLength: true },
  { name: 'Radial', pattern: 'radial', placement: 'spokes', hasLength: true },
  { name: 'Cross', pattern: null, placement: null, hasLength: true },
  { name: 'Web', pattern: null, placement: null, hasLength: true },
  { name: '3D(V)', pattern: 'raster', placement: 'columns', hasLength: true },
  { name: 'Raster', pattern: 'raster', placement: null, hasLength: true },
  { name: 'Raster(V)', pattern: 'raster', placement: null, hasLength: true },
  { name: 'Concentric1', pattern: null, placement: null, hasLength: false },
  { name: 'Concentric2', pattern: null, placement: null, hasLength: false },
  { name: '5LineCross', pattern: null, placement: null, hasLength: true },
];

/** `bscans`: several of one line are the same line again. */
export function scanModeOf(code: number, bscans: number): ScanMode {
  const mode = modes[code] ?? { name: `scan mode ${code}`, pattern: null, placement: null, hasLength: false };
  return mode.pattern === 'line' && bscans > 1 ? { ...mode, pattern: 'repeated' } : mode;
}

const fixations: Readonly<Record<number, string>> = { 0: 'centre', 1: 'disc', 2: 'macula', 3: 'wide', 4: 'cornea', 15: 'external' };

export function fixationOf(code: number): string | null {
  return fixations[code] ?? null;
}
