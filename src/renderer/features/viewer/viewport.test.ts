import { describe, expect, it } from 'vitest';
import { aspectModesOf, nextAspect, pixelAspect } from './aspect.ts';
import { fitted, panned, partsInView, pixelAt, zoomedAt } from './viewport.ts';

const image = { width: 400, height: 100 };
const canvas = { width: 800, height: 600 };

describe('a viewport', () => {
  it('fits the whole image, centred, also where pixels are drawn taller than wide', () => {
    expect(fitted(image, canvas, 1)).toEqual({ zoom: 2, x: 0, y: 200 });
    expect(fitted(image, canvas, 12)).toEqual({ zoom: 0.5, x: 300, y: 0 });
  });

  it('keeps what lies under the cursor there while zooming', () => {
    const view = fitted(image, canvas, 3);
    const at = { x: 301, y: 333 };
    const before = pixelAt(view, at, image, 3);
    expect(pixelAt(zoomedAt(view, 7.3, at), at, image, 3)).toEqual(before);
  });

  it('never loses the image', () => {
    const far = panned(fitted(image, canvas, 1), { x: 9999, y: -9999 }, image, canvas, 1);
    expect([far.x, far.y]).toEqual([800 - 48, 48 - 200]);
  });

  it('knows the pixel under a point, and none beside the image', () => {
    const view = fitted(image, canvas, 1);
    expect(pixelAt(view, { x: 799, y: 399 }, image, 1)).toEqual({ row: 99, column: 399 });
    expect(pixelAt(view, { x: 10, y: 100 }, image, 1)).toBeNull();
  });

  it('names the parts of a large image that are in view', () => {
    const large = { width: 5000, height: 3000 };
    expect(partsInView({ zoom: 1, x: -1500, y: -1000 }, large, canvas, 1, 1024)).toEqual([
      { row: 0, column: 1024 },
      { row: 0, column: 2048 },
      { row: 1024, column: 1024 },
      { row: 1024, column: 2048 },
    ]);
    expect(partsInView({ zoom: 0.1, x: 0, y: 0 }, large, canvas, 1, 1024)).toHaveLength(15);
  });
});

describe('the aspect', () => {
  it('is that of pixels where no spacing is known, and nothing else is offered', () => {
    expect(aspectModesOf(null)).toEqual(['pixels']);
    expect(nextAspect('pixels', null)).toBe('pixels');
    expect(pixelAspect('times3', null)).toBe(1);
  });

  it('follows the spacing: true to scale, three times as high, or pixel for pixel', () => {
    const spacing = { rowUm: 3.87, columnUm: 11.61 };
    expect(pixelAspect('micrometres', spacing)).toBeCloseTo(1 / 3, 3);
    expect(pixelAspect('times3', spacing)).toBeCloseTo(1, 3);
    expect(nextAspect('pixels', spacing)).toBe('times3');
  });
});
