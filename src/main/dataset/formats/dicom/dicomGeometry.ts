// Spacing, eye, scan lines and pattern of a DICOM object: pixel measures, plane positions, frame anatomy and the ophthalmic frame location
// (PS3.3 C.7.6.16, C.8.17.11), each with where it came from.
import type { DataSet } from 'dicom-parser';
import type { Laterality } from '../../../../shared/domain/manifest.ts';
import type { Length, ScanPath, ScanPattern, SpacingUm } from '../../../../shared/domain/volume.ts';
import { lengthUm } from '../../geometry.ts';
import { decimals, float32s, itemOf, macroOf } from './attributes.ts';

/** [first row, first column, last row, last column] in the localizer's pixels, 0 at the upper left corner of the first (C.8.17.10.1). */
export type FrameLine = readonly [number, number, number, number];

export function spacingOf(data: DataSet, frames: number): SpacingUm {
  const measures = macroOf(data, 0, 'x00289110') ?? data;
  const [row, column] = decimals(measures, 'x00280030');
  return { bscan: frames > 1 ? frameDistance(data, measures, frames) : null, row: lengthUm(row), column: lengthUm(column) };
}

function frameDistance(data: DataSet, measures: DataSet, frames: number): Length | null {
  const first = positionOf(data, 0);
  const last = positionOf(data, frames - 1);
  if (first !== null && last !== null) {
    const distance = lengthUm(Math.hypot(...first.map((value, i) => (last[i] as number) - value)) / (frames - 1));
    if (distance !== null) return distance;
  }
  const between = decimals(measures, 'x00180088')[0] ?? decimals(data, 'x00180088')[0];
  if (between !== undefined) return lengthUm(Math.abs(between));
  const thickness = decimals(measures, 'x00180050')[0] ?? decimals(data, 'x00180050')[0];
  // A slice's thickness is not their distance, but what writers put there when they mean it.
  return lengthUm(thickness, 'estimated');
}

/** Millimetres of the patient's or the instrument's system. */
export function positionOf(data: DataSet, frame: number): readonly [number, number, number] | null {
  const position = decimals(macroOf(data, frame, 'x00209113') ?? data, 'x00200032');
  return position.length === 3 ? (position as [number, number, number]) : null;
}

export function lateralityOf(data: DataSet): Laterality | null {
  const stored = macroOf(data, 0, 'x00209071')?.string('x00209072') ?? data.string('x00200062') ?? data.string('x00200060');
  return stored === 'R' ? 'OD' : stored === 'L' ? 'OS' : null;
}

/** Each frame's line on the localizer and the UID of the localizer; null where not every frame has one. */
export function frameLines(data: DataSet, frames: number): { lines: FrameLine[]; localizerUid: string | null } | null {
  const lines: FrameLine[] = [];
  let localizerUid: string | null = null;
  for (let frame = 0; frame < frames; frame++) {
    const location = macroOf(data, frame, 'x00220031') ?? itemOf(data, 'x00220031');
    const points = location === undefined ? [] : float32s(location, 'x00220032');
    if (points.length < 4 || points.length % 2 !== 0 || location?.string('x00220039') === 'TRANSVERSE') return null;
    localizerUid ??= location?.string('x00081155') ?? null;
    // Two points for a straight scan, one for every column of a curved one.
    lines.push([...points.slice(0, 2), ...points.slice(-2)] as unknown as FrameLine);
  }
  return { lines, localizerUid };
}

/** Lines as paths in µm from the localizer's centre. */
export function pathsOf(
  lines: readonly FrameLine[],
  localizer: { rows: number; columns: number; rowUm: number; columnUm: number },
): ScanPath[] {
  const point = (row: number, column: number) => ({
    xUm: (column - localizer.columns / 2) * localizer.columnUm,
    yUm: (row - localizer.rows / 2) * localizer.rowUm,
  });
  return lines.map(([row0, column0, row1, column1]) => ({ kind: 'line', start: point(row0, column0), end: point(row1, column1) }));
}

/** Parallel lines at even distances are a raster, lines that share their middle radial, equal ones repeated; null where it is none. */
export function patternOf(lines: readonly FrameLine[]): ScanPattern | null {
  const [first] = lines;
  if (first === undefined) return null;
  if (lines.length === 1) return 'line';
  const length = Math.hypot(first[2] - first[0], first[3] - first[1]);
  const isNear = (a: number, b: number) => Math.abs(a - b) <= Math.max(1, 0.01 * length);
  const moved = (line: FrameLine, from: FrameLine) => line.map((value, i) => value - (from[i] as number)) as unknown as FrameLine;
  const steps = lines.slice(1).map((line, i) => moved(line, lines[i] as FrameLine));
  if (steps.every(step => step.every(value => isNear(value, 0)))) return length === 0 ? null : 'repeated';
  const isParallel = steps.every(([a, b, c, d]) => isNear(a, c) && isNear(b, d));
  const [step] = steps as [FrameLine];
  if (isParallel) return steps.every(each => each.every((value, i) => isNear(value, step[i] as number))) ? 'raster' : null;
  const middle = (line: FrameLine) => [(line[0] + line[2]) / 2, (line[1] + line[3]) / 2] as const;
  const [row, column] = middle(first);
  return lines.every(line => isNear(middle(line)[0], row) && isNear(middle(line)[1], column)) ? 'radial' : null;
}
