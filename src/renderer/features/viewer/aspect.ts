// How tall a scan is drawn (UX §3.1). A display affine only: sizes, masks and files keep the true one.

/** Distance between pixel centres; null where the file does not say. */
export interface Spacing {
  rowUm: number;
  columnUm: number;
}

export const aspectModes = ['times3', 'micrometres', 'pixels'] as const;
export type AspectMode = (typeof aspectModes)[number];

/** The modes that can be shown: without a spacing pixels are all there is. */
export function aspectModesOf(spacing: Spacing | null): readonly AspectMode[] {
  return spacing === null ? ['pixels'] : aspectModes;
}

/** Height of a pixel on screen over its width. */
export function pixelAspect(mode: AspectMode, spacing: Spacing | null): number {
  if (spacing === null || mode === 'pixels') return 1;
  return (spacing.rowUm / spacing.columnUm) * (mode === 'times3' ? 3 : 1);
}

export function nextAspect(mode: AspectMode, spacing: Spacing | null): AspectMode {
  const modes = aspectModesOf(spacing);
  return modes[(modes.indexOf(mode) + 1) % modes.length] as AspectMode;
}
