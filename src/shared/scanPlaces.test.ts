import { expect, test } from 'vitest';
import type { Laterality } from './domain/manifest.ts';
import type { ScanPath, VolumeHeader } from './domain/volume.ts';
import { bscanMarks, bscanOffset, bscanOnLocalizer, enFaceMarks } from './scanPlaces.ts';

const line = (x0: number, y0: number, x1: number, y1: number): ScanPath => ({
  kind: 'line',
  start: { xUm: x0, yUm: y0 },
  end: { xUm: x1, yUm: y1 },
});
const circle = (x0: number, y0: number, x: number, y: number, direction: 'clockwise' | 'anticlockwise' = 'clockwise'): ScanPath => ({
  kind: 'circle',
  direction,
  start: { xUm: x0, yUm: y0 },
  centre: { xUm: x, yUm: y },
});
const header = (laterality: Laterality | null, ...paths: (ScanPath | null)[]): Pick<VolumeHeader, 'laterality' | 'bscans'> => ({
  laterality,
  bscans: paths.map(path => ({ path, quality: null, averaged: null, acquiredAt: null })),
});
const letters = (...given: Parameters<typeof bscanMarks>) => bscanMarks(...given).map(({ mark }) => mark);

test('a B-scan from left to right ends nasal in a right eye and temporal in a left one', () => {
  const scan = line(-3000, 0, 3000, 0);
  expect(bscanMarks(header('OD', scan), 0)).toEqual([
    { at: 0, mark: 'T' },
    { at: 1, mark: 'N' },
  ]);
  expect(letters(header('OS', scan), 0)).toEqual(['N', 'T']);
});

test('a B-scan that runs from right to left, as some devices scan, says so', () => {
  expect(letters(header('OD', line(3000, 0, -3000, 0)), 0)).toEqual(['N', 'T']);
});

test('a vertical B-scan has superior and inferior ends, the same in both eyes; y grows downwards', () => {
  for (const eye of ['OD', 'OS'] as const) {
    expect(letters(header(eye, line(0, 2000, 0, -2000)), 0)).toEqual(['I', 'S']);
    expect(letters(header(eye, line(0, -2000, 0, 2000)), 0)).toEqual(['S', 'I']);
  }
});

test('radial B-scans are marked by where their ends lie, in sectors of 45°', () => {
  const at = (degrees: number) => {
    const [x, y] = [1000 * Math.cos((degrees * Math.PI) / 180), -1000 * Math.sin((degrees * Math.PI) / 180)];
    return line(-x, -y, x, y);
  };
  const ends = (eye: Laterality) => [0, 22, 23, 45, 67, 68, 90, 135, 180].map(degrees => letters(header(eye, at(degrees)), 0)[1]);
  expect(ends('OD')).toEqual(['N', 'N', 'SN', 'SN', 'SN', 'S', 'S', 'ST', 'T']);
  expect(ends('OS')).toEqual(['T', 'T', 'ST', 'ST', 'ST', 'S', 'S', 'SN', 'N']);
  expect(letters(header('OD', at(45)), 0)).toEqual(['IT', 'SN']);
});

test('a circle from its temporal side is T-S-N-I-T, clockwise in a right eye and the other way in a left one', () => {
  const right = bscanMarks(header('OD', circle(-1700, 0, 0, 0)), 0);
  expect(right.map(({ mark }) => mark)).toEqual(['T', 'S', 'N', 'I', 'T']);
  for (const [i, at] of [0, 0.25, 0.5, 0.75, 1].entries()) expect(right[i]?.at).toBeCloseTo(at, 9);
  const left = bscanMarks(header('OS', circle(1700, 0, 0, 0, 'anticlockwise')), 0);
  expect(left.map(({ mark }) => mark)).toEqual(['T', 'S', 'N', 'I', 'T']);
  for (const [i, at] of [0, 0.25, 0.5, 0.75, 1].entries()) expect(left[i]?.at).toBeCloseTo(at, 9);
  expect(letters(header('OS', circle(1700, 0, 0, 0)), 0)).toEqual(['T', 'I', 'N', 'S', 'T']);
  const { direction, ...unknown } = circle(1700, 0, 0, 0) as Extract<ScanPath, { kind: 'circle' }>;
  expect([direction, letters(header('OS', unknown), 0)]).toEqual(['clockwise', []]);
});

test('a circle that starts between two directions has four marks', () => {
  const marks = bscanMarks(header('OD', circle(1000 - 1200, 500 - 1200, 1000, 500)), 0);
  expect(marks.map(({ mark }) => mark)).toEqual(['S', 'N', 'I', 'T']);
  for (const [i, at] of [0.125, 0.375, 0.625, 0.875].entries()) expect(marks[i]?.at).toBeCloseTo(at, 9);
});

test('nothing is marked where the eye or the place is unknown', () => {
  const scan = line(-3000, 0, 3000, 0);
  expect(bscanMarks(header(null, scan), 0)).toEqual([]);
  expect(bscanMarks(header('OD', null), 0)).toEqual([]);
  expect(bscanMarks(header('OD', scan), 7)).toEqual([]);
  expect(bscanMarks(header('OD', line(5, 5, 5, 5)), 0)).toEqual([]);
  expect([enFaceMarks(header(null, scan, scan)), enFaceMarks(header('OD', scan)), enFaceMarks(header('OD', scan, null))]).toEqual([
    null,
    null,
    null,
  ]);
});

test('the sides of an en face picture: first B-scan inferior, as Heidelberg scans', () => {
  const paths = [line(-3000, 2000, 3000, 2000), line(-3000, 0, 3000, 0), line(-3000, -2000, 3000, -2000)];
  expect(enFaceMarks(header('OD', ...paths))).toEqual({ firstAscan: 'T', lastAscan: 'N', firstBscan: 'I', lastBscan: 'S' });
  expect(enFaceMarks(header('OS', ...paths))).toEqual({ firstAscan: 'N', lastAscan: 'T', firstBscan: 'I', lastBscan: 'S' });
  expect(bscanOffset(header('OD', ...paths), 2)).toEqual({ distanceUm: 2000, mark: 'S' });
  expect(bscanOffset(header('OD', ...paths), 1)).toEqual({ distanceUm: 0, mark: null });
});

test('vertical rasters swap the sides', () => {
  const paths = [line(-2000, 3000, -2000, -3000), line(2000, 3000, 2000, -3000)];
  expect(enFaceMarks(header('OD', ...paths))).toEqual({ firstAscan: 'I', lastAscan: 'S', firstBscan: 'T', lastBscan: 'N' });
});

test('on the localizer, the centre lies between its middle pixels, and spacing may differ along both axes', () => {
  const length = (value: number) => ({ value, source: 'measured' as const });
  const localizer = { rows: 400, columns: 600, channels: 1 as const, spacingUm: { row: length(20), column: length(10) } };
  const lines = { localizer, bscans: header('OD', line(-3000, 4000, 3000, 0), circle(-1000, 0, 0, 0), null).bscans };
  expect(bscanOnLocalizer(lines, 0)).toEqual({ kind: 'line', start: { x: 0, y: 400 }, end: { x: 600, y: 200 } });
  expect(bscanOnLocalizer(lines, 1)).toEqual({
    kind: 'circle',
    start: { x: 200, y: 200 },
    centre: { x: 300, y: 200 },
    radiusX: 100,
    radiusY: 50,
  });
  expect(bscanOnLocalizer(lines, 2)).toBeNull();
  expect(bscanOnLocalizer({ ...lines, localizer: null }, 0)).toBeNull();
  expect(bscanOnLocalizer({ ...lines, localizer: { ...localizer, spacingUm: { row: null, column: length(10) } } }, 0)).toBeNull();
});
