// Measuring on a B-scan: from sample to sample, in true µm whatever the aspect on screen (UX §3.3). It snaps to the axial direction.
import { formatNumber, narrowSpace } from '../../../shared/units.ts';
import type { PictureSpacing } from './aspect.ts';
import { lengthWords } from './scaleBar.ts';
import type { Point } from './viewport.ts';

/** Sample coordinates of one B-scan. */
export interface Caliper {
  bscan: number;
  from: Point;
  to: Point;
}

/** Screen degrees off the axial direction that still mean axial. */
const snapDegrees = 8;

/** The end of a caliper that is drawn almost straight down lies straight below its start. `aspect`: of the screen. */
export function snapped(from: Point, to: Point, aspect: number): Point {
  const degrees = (Math.atan2(Math.abs(to.x - from.x), Math.abs(to.y - from.y) * aspect) * 180) / Math.PI;
  return degrees <= snapDegrees ? { x: from.x, y: to.y } : to;
}

export interface CaliperLength {
  axial: number;
  lateral: number;
  total: number;
  unit: 'um' | 'px';
}

export function caliperLength({ from, to }: Caliper, spacing: PictureSpacing | null): CaliperLength {
  const axial = Math.abs(to.y - from.y) * (spacing?.rowUm ?? 1);
  const lateral = Math.abs(to.x - from.x) * (spacing?.columnUm ?? 1);
  return { axial, lateral, total: Math.hypot(axial, lateral), unit: spacing === null ? 'px' : 'um' };
}

/** `312 µm`; an oblique one lists its parts, because the parts are what a stretched picture hides. */
export function caliperWords(caliper: Caliper, spacing: PictureSpacing | null): string {
  const { axial, lateral, total, unit } = caliperLength(caliper, spacing);
  const words = (length: number) =>
    unit === 'px' ? `${formatNumber(length, 1)}${narrowSpace}px` : lengthWords(Math.round(length), spacing?.isEstimated);
  if (lateral === 0) return `${words(axial)} axial`;
  if (axial === 0) return `${words(lateral)} lateral`;
  // Without a scale a sloping length in pixels means nothing: samples are not square.
  if (unit === 'px') return `axial ${words(axial)} · lateral ${words(lateral)}`;
  return `${words(total)} · axial ${words(axial)} · lateral ${words(lateral)}`;
}
