// Aspect, scale bars and calipers: what is measured never depends on how tall the picture is drawn.
import { describe, expect, it } from 'vitest';
import { narrowSpace } from '../../../shared/units.ts';
import { aspectModes, aspectModesOf, bscanSpacing, nextAspect, pixelAspect, stretchOf } from './aspect.ts';
import { caliperLength, caliperWords, snapped } from './caliper.ts';
import { lengthWords, scaleBarOf } from './scaleBar.ts';
import { isNearest, panned, placementOf, sampleAt, wholeView, zoomedAt } from './viewport.ts';

const measured = (value: number) => ({ value, source: 'measured' as const });
const known = bscanSpacing({ bscan: null, row: measured(3.87), column: measured(11.61) });
const picture = { width: 512, height: 496 };
/** With the narrow space between a number and its unit. */
const plain = (words: string) => words.replaceAll(/(?<=\d) (?=µm|mm|px)/g, narrowSpace);
const canvas = { width: 640, height: 560 };

describe('aspect', () => {
  it('has three modes where the spacing is known and one where it is not', () => {
    expect(aspectModesOf(known)).toEqual(aspectModes);
    expect(aspectModesOf(bscanSpacing({ bscan: null, row: measured(3.87), column: null }))).toEqual(['pixels']);
    expect(nextAspect('pixels', known)).toBe('times3');
    expect(pixelAspect('times3', known)).toBeCloseTo(1);
    expect(pixelAspect('micrometres', known)).toBeCloseTo(1 / 3);
    expect(aspectModes.map(mode => stretchOf(mode, known)?.toFixed(2))).toEqual(['3.00', '1.00', '3.00']);
    expect(stretchOf('pixels', null)).toBeNull();
  });

  it('changes the picture and neither the caliper nor the samples that it stands on', () => {
    const seen = aspectModes.map(mode => {
      const placement = placementOf(wholeView, picture, canvas, pixelAspect(mode, known));
      const ends = [
        { x: 100.5, y: 50.5 },
        { x: 100.5, y: 130.5 },
      ].map(point => sampleAt(placement, { x: placement.left + point.x * placement.zoomX, y: placement.top + point.y * placement.zoomY }));
      const length = caliperLength({ bscan: 0, from: ends[0] as never, to: ends[1] as never }, known);
      return { height: placement.zoomY * picture.height, axial: length.axial.toFixed(6) };
    });
    expect(new Set(seen.map(({ axial }) => axial))).toEqual(new Set([(80 * 3.87).toFixed(6)]));
    expect(new Set(seen.map(({ height }) => Math.round(height))).size).toBe(2);
  });
});

describe('a caliper', () => {
  it('snaps to the axial direction on screen', () => {
    expect(snapped({ x: 10, y: 10 }, { x: 12, y: 60 }, 1)).toEqual({ x: 10, y: 60 });
    expect(snapped({ x: 10, y: 10 }, { x: 40, y: 60 }, 1)).toEqual({ x: 40, y: 60 });
  });

  it('lists both parts of an oblique length, and pixels where there is no scale', () => {
    const oblique = { bscan: 0, from: { x: 0, y: 0 }, to: { x: 30, y: 40 } };
    expect(caliperWords(oblique, { rowUm: 10, columnUm: 10, isEstimated: false })).toBe(plain('500 µm · axial 400 µm · lateral 300 µm'));
    expect(caliperWords(oblique, null)).toBe(plain('axial 40.0 px · lateral 30.0 px'));
    expect(caliperWords({ ...oblique, to: { x: 0, y: 40 } }, { rowUm: 10, columnUm: 10, isEstimated: true })).toBe(plain('≈ 400 µm axial'));
  });
});

describe('a scale bar', () => {
  it('is a round length of 60 to 160 px', () => {
    expect(scaleBarOf(5)).toEqual({ um: 500, px: 100 });
    expect(scaleBarOf(1.2)).toEqual({ um: 100, px: 100 / 1.2 });
    expect(lengthWords(2000)).toBe(plain('2 mm'));
    expect(lengthWords(1240, true)).toBe(plain('≈ 1.24 mm'));
  });
});

describe('the place of a picture', () => {
  it('keeps what lies under the cursor while it is zoomed, and follows a drag', () => {
    const at = { x: 200, y: 100 };
    const before = sampleAt(placementOf(wholeView, picture, canvas, 1), at);
    const zoomed = zoomedAt(wholeView, 3, at, picture, canvas, 1);
    const after = sampleAt(placementOf(zoomed, picture, canvas, 1), at);
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
    const moved = placementOf(panned(zoomed, { x: 10, y: -5 }, picture, canvas, 1), picture, canvas, 1);
    const still = placementOf(zoomed, picture, canvas, 1);
    expect([moved.left - still.left, moved.top - still.top].map(Math.round)).toEqual([10, -5]);
  });

  it('shows samples as squares above 200 %', () => {
    expect(isNearest({ zoomX: 2.1, zoomY: 1, left: 0, top: 0 }, 1)).toBe(true);
    expect(isNearest({ zoomX: 2.1, zoomY: 1, left: 0, top: 0 }, 2)).toBe(false);
  });
});
