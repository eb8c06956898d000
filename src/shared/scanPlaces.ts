// Where B-scans lie on the fundus picture, and which of their ends is nasal, temporal, superior or inferior. The localizer is shown as
// stored, the way a fundus is seen: superior is up, and nasal is right in a right eye and left in a left one.
import type { Laterality } from './domain/manifest.ts';
import type { ScanPath, VolumeHeader } from './domain/volume.ts';

/** In the localizer's pixels from its upper left corner: 0 to columns, 0 to rows, edges of pixels being whole numbers. */
export interface LocalizerPoint {
  readonly x: number;
  readonly y: number;
}
export type LocalizerLine =
  | { readonly kind: 'line'; readonly start: LocalizerPoint; readonly end: LocalizerPoint }
  | {
      readonly kind: 'circle';
      readonly start: LocalizerPoint;
      readonly centre: LocalizerPoint;
      readonly radiusX: number;
      readonly radiusY: number;
    };

/** null where there is no localizer, its spacing is unknown, or the file does not say where this B-scan lies. */
export function bscanOnLocalizer({ bscans, localizer }: Pick<VolumeHeader, 'bscans' | 'localizer'>, bscan: number): LocalizerLine | null {
  const path = bscans[bscan]?.path;
  const { row, column } = localizer?.spacingUm ?? { row: null, column: null };
  if (path === null || path === undefined || localizer === null || row === null || column === null) return null;
  const point = ({ xUm, yUm }: ScanPath['start']): LocalizerPoint => ({
    x: xUm / column.value + localizer.columns / 2,
    y: yUm / row.value + localizer.rows / 2,
  });
  if (path.kind === 'line') return { kind: 'line', start: point(path.start), end: point(path.end) };
  const radiusUm = radiusOf(path);
  return {
    kind: 'circle',
    start: point(path.start),
    centre: point(path.centre),
    radiusX: radiusUm / column.value,
    radiusY: radiusUm / row.value,
  };
}

export type Direction = 'N' | 'T' | 'S' | 'I';
/** One letter, or two for what lies between: superior or inferior comes first, such as SN. */
export type DirectionMark = Direction | 'SN' | 'ST' | 'IN' | 'IT';

/** `at`: from 0, the first A-scan, to 1, the last. */
export interface AscanMark {
  readonly at: number;
  readonly mark: DirectionMark;
}

type Known = Pick<VolumeHeader, 'laterality' | 'bscans'>;

/** At both ends of a line, and all round a circle in the order of its A-scans; none where the eye, the B-scan's place or a circle's direction is unknown. */
export function bscanMarks({ laterality, bscans }: Known, bscan: number): AscanMark[] {
  const path = bscans[bscan]?.path;
  if (laterality === null || path === null || path === undefined) return [];
  if (path.kind === 'circle') return circleMarks(path, laterality);
  const [dx, dy] = [path.end.xUm - path.start.xUm, path.end.yUm - path.start.yUm];
  const [start, end] = [markOf(-dx, -dy, laterality), markOf(dx, dy, laterality)];
  return start === null || end === null
    ? []
    : [
        { at: 0, mark: start },
        { at: 1, mark: end },
      ];
}

/** What lies at each side of an en face picture whose columns are A-scans: the first B-scan's side and the last's; null where unknown. */
export interface EnFaceMarks {
  readonly firstAscan: DirectionMark;
  readonly lastAscan: DirectionMark;
  readonly firstBscan: DirectionMark;
  readonly lastBscan: DirectionMark;
}

/** null where the eye is unknown, a B-scan is unplaced, or there is one only. */
export function enFaceMarks({ laterality, bscans }: Known): EnFaceMarks | null {
  const [first, last] = [bscans[0]?.path, bscans.at(-1)?.path];
  if (laterality === null || bscans.length < 2 || first?.kind !== 'line' || last?.kind !== 'line') return null;
  const [along, lines] = [bscanMarks({ laterality, bscans }, 0), [first, last].map(middleOf)];
  const [a, b] = lines as [LocalizerPoint, LocalizerPoint];
  const [firstBscan, lastBscan] = [markOf(a.x - b.x, a.y - b.y, laterality), markOf(b.x - a.x, b.y - a.y, laterality)];
  const [start, end] = along;
  if (start === undefined || end === undefined || firstBscan === null || lastBscan === null) return null;
  return { firstAscan: start.mark, lastAscan: end.mark, firstBscan, lastBscan };
}

/** How far the middle of a B-scan lies from the localizer's centre, and on which side of it; null where unknown. */
export function bscanOffset({ laterality, bscans }: Known, bscan: number): { distanceUm: number; mark: DirectionMark | null } | null {
  const path = bscans[bscan]?.path;
  if (laterality === null || path?.kind !== 'line') return null;
  const { x, y } = middleOf(path);
  return { distanceUm: Math.hypot(x, y), mark: markOf(x, y, laterality) };
}

/** Of a way across the fundus, x to the right and y down; null where it has no length. Sectors of 45°, each centred on its mark. */
export function markOf(dx: number, dy: number, laterality: Laterality): DirectionMark | null {
  if (Math.hypot(dx, dy) === 0) return null;
  const right = laterality === 'OD' ? 'N' : 'T';
  const left = laterality === 'OD' ? 'T' : 'N';
  const marks = [right, `S${right}`, 'S', `S${left}`, left, `I${left}`, 'I', `I${right}`] as const;
  return marks[(Math.round(Math.atan2(-dy, dx) / (Math.PI / 4)) + 8) % 8] as DirectionMark;
}

/** The four directions in the order in which a circle comes to them; one at its start stands at its end too. */
function circleMarks(path: Extract<ScanPath, { kind: 'circle' }>, laterality: Laterality): AscanMark[] {
  if (radiusOf(path) === 0 || path.direction === undefined) return [];
  // With y down, a growing angle runs clockwise.
  const sign = path.direction === 'clockwise' ? 1 : -1;
  const turn = (x: number, y: number): number => Math.atan2(y, x) / (2 * Math.PI);
  const start = turn(path.start.xUm - path.centre.xUm, path.start.yUm - path.centre.yUm);
  const found = (
    [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ] as const
  ).flatMap(([x, y]) => {
    // A thousandth of a turn is the start itself.
    const at = (sign * (turn(x, y) - start) + 2) % 1;
    const mark = markOf(x, y, laterality) as Direction;
    if (at > 0.001 && at < 0.999) return [{ at, mark }];
    return [
      { at: 0, mark },
      { at: 1, mark },
    ];
  });
  return found.sort((a, b) => a.at - b.at);
}

function radiusOf({ start, centre }: Extract<ScanPath, { kind: 'circle' }>): number {
  return Math.hypot(start.xUm - centre.xUm, start.yUm - centre.yUm);
}

function middleOf({ start, end }: Extract<ScanPath, { kind: 'line' }>): LocalizerPoint {
  return { x: (start.xUm + end.xUm) / 2, y: (start.yUm + end.yUm) / 2 };
}
