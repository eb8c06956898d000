// The pattern that B-scans make on the fundus, from their own coordinates.
import type { Laterality } from '../../../../shared/domain/manifest.ts';
import type { ScanPath, ScanPattern } from '../../../../shared/domain/volume.ts';

/** How far lines may lie from where the pattern would have them, as a part of their length. */
const tolerance = 0.02;

type Line = Extract<ScanPath, { kind: 'line' }>;

/** null where a path is unknown or they make none of our patterns. */
export function scanPatternOf(paths: readonly (ScanPath | null)[]): ScanPattern | null {
  const known = paths.filter(path => path !== null);
  const [first] = known;
  if (first === undefined || known.length < paths.length) return null;
  if (known.every(path => path.kind === 'circle')) return 'circle';
  const lines = known.filter(path => path.kind === 'line');
  if (lines.length < known.length) return null;
  if (lines.length === 1) return 'line';
  const [line] = lines as [Line];
  const limitUm = tolerance * lengthUm(line);
  if (limitUm === 0) return null;
  if (lines.every(other => distanceUm(other.start, line.start) < limitUm && distanceUm(other.end, line.end) < limitUm)) return 'repeated';
  const centre = middle(line);
  if (lines.every(other => distanceUm(middle(other), centre) < limitUm)) return 'radial';
  const spacingUm = rasterSpacingUm(lines);
  return spacingUm === null ? null : 'raster';
}

/** Mean distance between neighbouring lines of a raster; null where they are not parallel or not evenly spaced. */
export function rasterSpacingUm(paths: readonly (ScanPath | null)[]): number | null {
  const lines = paths.filter(path => path?.kind === 'line') as Line[];
  const first = lines[0];
  const last = lines.at(-1);
  if (first === undefined || last === undefined || lines.length < 2 || lines.length < paths.length) return null;
  const limitUm = tolerance * lengthUm(first);
  const spacingUm = distanceUm(first.start, last.start) / (lines.length - 1);
  const isEven = lines.every((line, i) => {
    const part = i / (lines.length - 1);
    const expected = (from: 'start' | 'end') => ({
      xUm: first[from].xUm + part * (last[from].xUm - first[from].xUm),
      yUm: first[from].yUm + part * (last[from].yUm - first[from].yUm),
    });
    return distanceUm(line.start, expected('start')) < limitUm && distanceUm(line.end, expected('end')) < limitUm;
  });
  const isParallel =
    Math.abs(lengthUm(last) - lengthUm(first)) < limitUm &&
    Math.abs(distanceUm(first.end, last.end) - distanceUm(first.start, last.start)) < limitUm;
  return isEven && isParallel && spacingUm > 0 ? spacingUm : null;
}

function middle({ start, end }: Line): Line['start'] {
  return { xUm: (start.xUm + end.xUm) / 2, yUm: (start.yUm + end.yUm) / 2 };
}

function lengthUm({ start, end }: Line): number {
  return distanceUm(start, end);
}

export function distanceUm(from: Line['start'], to: Line['start']): number {
  return Math.hypot(to.xUm - from.xUm, to.yUm - from.yUm);
}

export type CircleDirection = Pick<Extract<ScanPath, { kind: 'circle' }>, 'direction'>;

/** Around the disc a Spectralis scans temporal, superior, nasal, inferior: clockwise in a right eye, the other way in a left one (RETIMAT read_vol). */
export function circleDirection(eye: Laterality | null): CircleDirection {
  if (eye === null) return {};
  return { direction: eye === 'OD' ? 'clockwise' : 'anticlockwise' };
}
