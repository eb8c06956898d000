// Where A-scans lie on the fundus, the colours of layer lines, and what the display transforms make of samples.
import { describe, expect, it } from 'vitest';
import type { Surface } from '../../../shared/domain/volume.ts';
import { draggedWindow, paintSamples, percentileWindow, shownGrey } from './displayTransform.ts';
import { nearestAscan, pathPoint, planePoint, planeRect, planeSample, rasterPlane } from './fundusPlane.ts';
import { layerLines, layerUnder, rampColour, wholeThickness } from './surfaces.ts';

const um = (value: number) => ({ value, source: 'measured' as const });
const bscan = (path: unknown) => ({ path: path as never, quality: null, averaged: null, acquiredAt: null });
const line = (x0: number, y0: number, x1: number, y1: number) =>
  bscan({ kind: 'line', start: { xUm: x0, yUm: y0 }, end: { xUm: x1, yUm: y1 } });
const shape = { bscans: 3, rows: 10, columns: 5, channels: 1 as const };
const spacingUm = { bscan: um(100), row: um(4), column: um(50) };
/** First B-scan below, as devices store them. */
const raster = { shape, spacingUm, bscans: [line(-100, 100, 100, 100), line(-100, 0, 100, 0), line(-100, -100, 100, -100)] };

describe('a raster on the fundus', () => {
  it('lies where its file says, the first B-scan below', () => {
    const { affine, isPlaced } = rasterPlane(raster);
    expect(isPlaced).toBe(true);
    expect(planePoint(affine, 0.5, 0.5)).toEqual({ x: -100, y: 100 });
    expect(planePoint(affine, 4.5, 2.5)).toEqual({ x: 100, y: -100 });
    expect(planeSample(affine, { x: 100, y: -100 })).toEqual({ column: 4.5, bscan: 2.5 });
    expect(planeRect(affine, 5, 3)).toEqual({ x: -125, y: -150, width: 250, height: 300 });
  });

  it('lies around the middle in its own order where the file does not say', () => {
    const { affine, isPlaced } = rasterPlane({ ...raster, bscans: [bscan(null), bscan(null), bscan(null)] });
    expect(isPlaced).toBe(false);
    expect(planePoint(affine, 0, 0)).toEqual({ x: -125, y: -150 });
  });

  it('gives the A-scan nearest to a click, of lines and circles', () => {
    expect(nearestAscan(raster, { x: 52, y: 30 })).toMatchObject({ bscan: 1, column: 3 });
    const circle = bscan({ kind: 'circle', start: { xUm: 100, yUm: 0 }, centre: { xUm: 0, yUm: 0 } });
    const down = nearestAscan({ ...raster, bscans: [circle] }, { x: 0, y: 250 });
    // Clockwise: a quarter of the way is below.
    expect(down).toMatchObject({ bscan: 0, column: 1 });
    expect(pathPoint(circle.path, 0.25).y).toBeCloseTo(100);
    const left = bscan({ kind: 'circle', start: { xUm: 100, yUm: 0 }, centre: { xUm: 0, yUm: 0 }, direction: 'anticlockwise' });
    expect(pathPoint(left.path, 0.25).y).toBeCloseTo(-100);
    expect(nearestAscan({ ...raster, bscans: [left] }, { x: 0, y: -250 })).toMatchObject({ bscan: 0, column: 1 });
    expect(nearestAscan({ ...raster, bscans: [bscan(null)] }, { x: 0, y: 0 })).toBeNull();
  });
});

describe('layer lines', () => {
  const surfaces: Surface[] = ['BM', 'ILM', 'RPE'].map(name => ({ name, stored: name, source: 'vendor' }));
  const heights = Float32Array.from([8, 8, 2, 2, 6, Number.NaN]);
  const lines = layerLines(surfaces, heights);

  it('are coloured from vitreous to choroid, whatever their order in the file', () => {
    expect(lines.map(({ name, colour, widthPx }) => `${name} ${colour} ${widthPx}`)).toEqual([
      'ILM #7FB8FF 2',
      'RPE #F2F2F2 2',
      'BM #FFB067 2',
    ]);
    expect(rampColour(0.05)).toBe('#8DBEFA');
  });

  it('say what lies under the cursor, and leave gaps out', () => {
    const at = (column: number) => (known: { index: number }) => heights[known.index * 2 + column] as number;
    expect(layerUnder(lines, at(0), 6.5)).toMatchObject({ upper: { name: 'RPE' }, lower: { name: 'BM' }, rows: 2 });
    expect(layerUnder(lines, at(1), 6.5)).toMatchObject({ upper: { name: 'ILM' }, lower: { name: 'BM' }, rows: 6 });
    expect(layerUnder(lines, at(0), 1)).toBeNull();
    expect(wholeThickness(lines, at(0))).toMatchObject({ rows: 6 });
  });
});

describe('a display transform', () => {
  const samples = Uint8Array.from([0, 64, 128, 255]);
  const greys = (preset: 'vendor' | 'dark' | 'deep' | 'inverted') =>
    [...paintSamples(samples, 2, 2, { preset, window: { low: 0, high: 255 } })].filter((_, i) => i % 4 === 0);

  it('changes what is seen only', () => {
    expect(greys('vendor')).toEqual([0, 64, 128, 255]);
    expect(greys('inverted')).toEqual([255, 191, 127, 0]);
    expect(greys('dark')[1]).toBe(Math.round(255 * (64 / 255) ** 0.6));
    // Row 0 is multiplied with 1.375, row 1 with 2.125.
    expect(greys('deep')).toEqual([0, 88, 255, 255]);
    expect(shownGrey(64, 0, 2, { preset: 'deep', window: { low: 0, high: 255 } })).toBe(88);
  });

  it('paints grey as it paints the same numbers of any other kind', () => {
    const grey = Uint8Array.from({ length: 512 }, (_, i) => i & 255);
    for (const preset of ['vendor', 'dark', 'deep', 'inverted'] as const) {
      const look = { preset, window: { low: 17, high: 201.5 } };
      expect(paintSamples(grey, 2, 256, look)).toEqual(paintSamples(Float32Array.from(grey), 2, 256, look));
    }
  });

  it('shows what is no number as black', () => {
    const rgba = paintSamples(Float32Array.from([Number.NaN, 1]), 1, 2, { preset: 'linear', window: { low: 0, high: 1 } });
    expect([...rgba]).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
  });

  it('takes its window from several B-scans and leaves fill out', () => {
    const part = Float32Array.from({ length: 1001 }, (_, i) => i / 1000);
    expect(percentileWindow([part, Float32Array.from([Number.NaN, 3.4e38])])).toEqual({
      low: 0.005,
      high: 0.995,
    });
    expect(draggedWindow({ low: 0, high: 200 }, { x: -139, y: 0 }, { low: 0, high: 255 })).toEqual({ low: 50, high: 150 });
  });
});
