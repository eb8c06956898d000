// The fundus as a plane in µm, x to the right and y down as the localizer is shown: where A-scans lie on it, and which lies at a point.
import type { ScanPath, VolumeHeader } from '../../../shared/domain/volume.ts';
import type { Point } from './viewport.ts';

/** x = a·column + c·bscan + e, y = b·column + d·bscan + f; sample edges are whole numbers, so the middle of the first is at .5, .5. */
export interface PlaneAffine {
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
}

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

type Known = Pick<VolumeHeader, 'bscans' | 'shape' | 'spacingUm'>;

/**
 * Where the A-scans of a raster lie: by the places of its B-scans where the file says them, else side by side by its spacing (or one a
 * pixel), the first B-scan on top; `isPlaced` tells which.
 */
export function rasterPlane({ bscans, shape, spacingUm }: Known): { affine: PlaneAffine; isPlaced: boolean } {
  const [first, last] = [bscans[0]?.path, bscans.at(-1)?.path];
  const across = Math.max(1, shape.columns - 1);
  if (first?.kind === 'line' && last?.kind === 'line' && shape.bscans > 1) {
    const along = { x: (first.end.xUm - first.start.xUm) / across, y: (first.end.yUm - first.start.yUm) / across };
    const step = {
      x: (last.start.xUm - first.start.xUm) / (shape.bscans - 1),
      y: (last.start.yUm - first.start.yUm) / (shape.bscans - 1),
    };
    const isFlat = Math.abs(along.x * step.y - along.y * step.x) < 1e-9;
    if (!isFlat) {
      const e = first.start.xUm - (along.x + step.x) / 2;
      const f = first.start.yUm - (along.y + step.y) / 2;
      return { affine: { a: along.x, b: along.y, c: step.x, d: step.y, e, f }, isPlaced: true };
    }
  }
  const isKnown = spacingUm.column !== null && spacingUm.bscan !== null;
  const [a, d] = isKnown ? [spacingUm.column?.value ?? 1, spacingUm.bscan?.value ?? 1] : [1, 1];
  return { affine: { a, b: 0, c: 0, d, e: (-a * shape.columns) / 2, f: (-d * shape.bscans) / 2 }, isPlaced: false };
}

export function planePoint({ a, b, c, d, e, f }: PlaneAffine, column: number, bscan: number): Point {
  return { x: a * column + c * bscan + e, y: b * column + d * bscan + f };
}

export function planeSample({ a, b, c, d, e, f }: PlaneAffine, { x, y }: Point): { column: number; bscan: number } {
  const determinant = a * d - b * c;
  return { column: (d * (x - e) - c * (y - f)) / determinant, bscan: (a * (y - f) - b * (x - e)) / determinant };
}

/** The upright rectangle around all samples. */
export function planeRect(affine: PlaneAffine, columns: number, bscans: number): Rect {
  return rectAround(
    [
      [0, 0],
      [columns, 0],
      [0, bscans],
      [columns, bscans],
    ].map(([column, bscan]) => planePoint(affine, column as number, bscan as number)),
  );
}

export function rectAround(points: readonly Point[]): Rect {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** The localizer's rectangle; null without one or without its scale. */
export function localizerRect({ localizer }: Pick<VolumeHeader, 'localizer'>): Rect | null {
  const { row, column } = localizer?.spacingUm ?? { row: null, column: null };
  if (localizer === null || row === null || column === null) return null;
  const [width, height] = [localizer.columns * column.value, localizer.rows * row.value];
  return { x: -width / 2, y: -height / 2, width, height };
}

/** Where a share of the way along a B-scan lies, 0 its first A-scan and 1 its last. */
export function pathPoint(path: ScanPath, share: number): Point {
  if (path.kind === 'line') {
    const { start, end } = path;
    return { x: start.xUm + (end.xUm - start.xUm) * share, y: start.yUm + (end.yUm - start.yUm) * share };
  }
  const [dx, dy] = [path.start.xUm - path.centre.xUm, path.start.yUm - path.centre.yUm];
  const angle = Math.atan2(dy, dx) + turnSign(path) * 2 * Math.PI * share;
  const radius = Math.hypot(dx, dy);
  return { x: path.centre.xUm + radius * Math.cos(angle), y: path.centre.yUm + radius * Math.sin(angle) };
}

/** The A-scan nearest to a point of the fundus; null where no B-scan has a place. */
export function nearestAscan({ bscans, shape }: Known, at: Point): { bscan: number; column: number } | null {
  let best: { bscan: number; column: number; distance: number } | null = null;
  for (const [bscan, { path }] of bscans.entries()) {
    if (path === null) continue;
    const share = shareAlong(path, at);
    const point = pathPoint(path, share);
    const distance = Math.hypot(point.x - at.x, point.y - at.y);
    if (best === null || distance < best.distance) best = { bscan, column: Math.round(share * (shape.columns - 1)), distance };
  }
  return best;
}

function shareAlong(path: ScanPath, at: Point): number {
  if (path.kind === 'line') {
    const [dx, dy] = [path.end.xUm - path.start.xUm, path.end.yUm - path.start.yUm];
    const length = dx * dx + dy * dy;
    if (length === 0) return 0;
    return Math.min(1, Math.max(0, ((at.x - path.start.xUm) * dx + (at.y - path.start.yUm) * dy) / length));
  }
  const turn = (x: number, y: number) => Math.atan2(y - path.centre.yUm, x - path.centre.xUm) / (2 * Math.PI);
  return (turnSign(path) * (turn(at.x, at.y) - turn(path.start.xUm, path.start.yUm)) + 2) % 1;
}

/** With y down, a growing angle runs clockwise; so does a circle whose direction nobody knows. */
function turnSign({ direction }: Extract<ScanPath, { kind: 'circle' }>): 1 | -1 {
  return direction === 'anticlockwise' ? -1 : 1;
}
