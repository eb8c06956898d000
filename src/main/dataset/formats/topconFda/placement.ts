// Where the B-scans of a Topcon scan lie on its picture. The file gives the scan's rectangle (or circle) in pixels and its size in mm; the
// lines are spread evenly over it, each in the middle of its strip, as lengths divided by counts have it.
import type { ScanPath } from '../../../../shared/domain/volume.ts';
import type { Box, ScanFacts } from './scanFacts.ts';
import type { Placement } from './scanModes.ts';

type Point = readonly [x: number, y: number];

export interface Placed {
  readonly paths: readonly ScanPath[];
  /** µm of one pixel of the picture. */
  readonly pixelUm: { readonly x: number; readonly y: number };
}

interface Scan {
  readonly placement: Placement;
  readonly bscans: number;
  readonly columns: number;
  readonly sizeMm: NonNullable<ScanFacts['sizeMm']>;
}

/** Null where the pattern's place is not known, or the rectangle is none. */
export function placeBscans(scan: Scan, box: Box, picture: { readonly rows: number; readonly columns: number }): Placed | null {
  const pixelUm = pixelSize(scan, box);
  if (pixelUm === null) return null;
  const toFundus = ([x, y]: Point) => ({ xUm: (x - picture.columns / 2) * pixelUm.x, yUm: (y - picture.rows / 2) * pixelUm.y });
  const inset = 0.5 / scan.columns;
  const paths = Array.from({ length: scan.bscans }, (_, index): ScanPath => {
    const [from, to] = ends(scan, box, index);
    return { kind: 'line', start: toFundus(between(from, to, inset)), end: toFundus(between(from, to, 1 - inset)) };
  });
  return { paths, pixelUm };
}

function pixelSize({ placement, sizeMm: { along, across } }: Scan, [minX, minY, maxX, maxY]: Box): Placed['pixelUm'] | null {
  const [width, height] = [maxX - minX, maxY - minY];
  const isRectangle = maxY !== 0 && width > 0 && height > 0 && across > 0;
  if (placement === 'rows' && isRectangle) return { x: (1000 * along) / width, y: (1000 * across) / height };
  if (placement === 'columns' && isRectangle) return { x: (1000 * across) / width, y: (1000 * along) / height };
  const lengthPx = placement === 'line' ? Math.hypot(width, height) : placement === 'spokes' && maxY === 0 ? 2 * maxX : 0;
  return lengthPx > 0 ? { x: (1000 * along) / lengthPx, y: (1000 * along) / lengthPx } : null;
}

/** Outer edges of one B-scan, in pixels. Spokes turn clockwise from three o'clock. */
function ends({ placement, bscans }: Scan, [minX, minY, maxX, maxY]: Box, index: number): [Point, Point] {
  const part = (index + 0.5) / bscans;
  if (placement === 'rows') {
    const y = minY + part * (maxY - minY);
    return [
      [minX, y],
      [maxX, y],
    ];
  }
  if (placement === 'columns') {
    const x = minX + part * (maxX - minX);
    return [
      [x, minY],
      [x, maxY],
    ];
  }
  if (placement === 'spokes') {
    const angle = (Math.PI * index) / bscans;
    const [x, y] = [maxX * Math.cos(angle), maxX * Math.sin(angle)];
    return [
      [minX + x, minY + y],
      [minX - x, minY - y],
    ];
  }
  return [
    [minX, minY],
    [maxX, maxY],
  ];
}

function between([x0, y0]: Point, [x1, y1]: Point, part: number): Point {
  return [x0 + part * (x1 - x0), y0 + part * (y1 - y0)];
}
