// How tall a volume's pictures are drawn (UX §3.1): a display affine only. Spacing, calipers, scale bars and files keep the true one.
import type { SpacingUm } from '../../../shared/domain/volume.ts';

export const aspectModes = ['times3', 'micrometres', 'pixels'] as const;
export type AspectMode = (typeof aspectModes)[number];

/** µm from one sample to the next along both axes of a picture; null where either is unknown. */
export interface PictureSpacing {
  rowUm: number;
  columnUm: number;
  /** Derived numbers carry ≈ then. */
  isEstimated: boolean;
}

export function bscanSpacing({ row, column }: SpacingUm): PictureSpacing | null {
  return spacingOf(row, column);
}

/** Of the picture across the B-scans: depth along its rows, B-scan after B-scan along its columns. */
export function acrossSpacing({ row, bscan }: SpacingUm): PictureSpacing | null {
  return spacingOf(row, bscan);
}

function spacingOf(row: SpacingUm['row'], column: SpacingUm['row']): PictureSpacing | null {
  if (row === null || column === null) return null;
  return { rowUm: row.value, columnUm: column.value, isEstimated: row.source !== 'measured' || column.source !== 'measured' };
}

/** Without a spacing pixels are all there is. */
export function aspectModesOf(spacing: PictureSpacing | null): readonly AspectMode[] {
  return spacing === null ? ['pixels'] : aspectModes;
}

/** Height of a sample on screen over its width. */
export function pixelAspect(mode: AspectMode, spacing: PictureSpacing | null): number {
  if (spacing === null || mode === 'pixels') return 1;
  return (spacing.rowUm / spacing.columnUm) * (mode === 'times3' ? 3 : 1);
}

export function nextAspect(mode: AspectMode, spacing: PictureSpacing | null): AspectMode {
  const modes = aspectModesOf(spacing);
  return modes[(modes.indexOf(mode) + 1) % modes.length] as AspectMode;
}

/** How many times the picture is stretched downwards against µm; 1 where it is true to scale, null where that is unknown. */
export function stretchOf(mode: AspectMode, spacing: PictureSpacing | null): number | null {
  if (spacing === null) return null;
  return pixelAspect(mode, spacing) / (spacing.rowUm / spacing.columnUm);
}
