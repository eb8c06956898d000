import { describe, expect, it } from 'vitest';
import type { ScanPath } from '../../../../shared/domain/volume.ts';
import { rasterSpacingUm, scanPatternOf } from './scanPattern.ts';

const line = (x0: number, y0: number, x1: number, y1: number): ScanPath => ({
  kind: 'line',
  start: { xUm: x0, yUm: y0 },
  end: { xUm: x1, yUm: y1 },
});
const raster = [0, 1, 2, 3].map(i => line(-3000, 240 * i, 3000, 240 * i));

describe('the pattern of B-scans', () => {
  it('is a raster where lines are parallel and evenly spaced, also tilted ones', () => {
    expect(scanPatternOf(raster)).toBe('raster');
    expect(rasterSpacingUm(raster)).toBe(240);
    const tilted = [0, 1, 2].map(i => line(-3000 - 100 * i, 240 * i, 3000 - 100 * i, 1000 + 240 * i));
    expect(scanPatternOf(tilted)).toBe('raster');
  });

  it('is radial, repeated, a line or a circle', () => {
    const radial = [0, 1, 2].map(i => {
      const [x, y] = [3000 * Math.cos((i * Math.PI) / 3), 3000 * Math.sin((i * Math.PI) / 3)];
      return line(100 - x, 50 - y, 100 + x, 50 + y);
    });
    expect(scanPatternOf(radial)).toBe('radial');
    expect(scanPatternOf([raster[0], raster[0]] as ScanPath[])).toBe('repeated');
    expect(scanPatternOf(raster.slice(0, 1))).toBe('line');
    expect(scanPatternOf([{ kind: 'circle', start: { xUm: 1, yUm: 0 }, centre: { xUm: 0, yUm: 0 } }])).toBe('circle');
  });

  it('is unknown where a B-scan is not placed, lines are uneven, or circles mix with lines', () => {
    expect(scanPatternOf([...raster, null])).toBeNull();
    expect(scanPatternOf([...raster, line(-3000, 2000, 3000, 2000)])).toBeNull();
    expect(scanPatternOf([raster[0] as ScanPath, { kind: 'circle', start: { xUm: 1, yUm: 0 }, centre: { xUm: 0, yUm: 0 } }])).toBeNull();
    expect(scanPatternOf([])).toBeNull();
  });
});
