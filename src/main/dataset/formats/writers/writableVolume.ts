// What the writers of vendors' own formats take: a whole volume in memory, with what the device would have stored beside it.
import type { Laterality } from '../../../../shared/domain/manifest.ts';
import type { ScanPath } from '../../../../shared/domain/volume.ts';
import type { Raster } from '../../../imaging/raster.ts';

export interface WritableShape {
  readonly bscans: number;
  readonly rows: number;
  readonly columns: number;
}

/** A layer line. Names that a format has no place for are left out of its file. */
export interface WritableSurface {
  readonly name: string;
  /** [bscan, column], rows from the top with fractions, NaN where there is none. */
  readonly heights: Float32Array;
}

export interface WritableVolume {
  readonly laterality: Laterality;
  readonly shape: WritableShape;
  /** Grey 0–255 [bscan, row, column]. */
  readonly grey: Uint8Array;
  /** Linear power of the same samples, 1 = white, for devices that store it; without it the grey's own. */
  readonly power?: Float32Array;
  /** The same samples in 16 bits, for devices that store them; without it the grey's own × 257. */
  readonly levels?: Uint16Array;
  readonly spacingUm: { readonly bscan: number; readonly row: number; readonly column: number };
  /** One for each B-scan, on the localizer. */
  readonly paths: readonly ScanPath[];
  readonly surfaces: readonly WritableSurface[];
  readonly localizer: Raster<Uint8Array>;
  readonly localizerSpacingUm: number;
  readonly quality: readonly number[];
  readonly averaged: readonly number[];
  /** ISO 8601, UTC. */
  readonly acquiredAt: string;
  /** Invented; the name as "last, first". */
  readonly patient: { readonly identifier: string; readonly name: string; readonly birthDate: string; readonly sex: 'F' | 'M' };
}

/** Power of a grey value in a fourth-root display. */
export function powerOfGreyValue(grey: number): number {
  return (grey / 255) ** 4;
}
