import { describe, expect, it } from 'vitest';
import type { Pixels } from '../../../shared/domain/pixels.ts';
import { draggedWindow, paintFill, paintPixels, rawValueAt } from './paintPixels.ts';

const wide: Pixels = {
  ...{ version: 1, image: { rows: 1, columns: 4 }, row: 0, column: 0, factor: 1, rows: 1, columns: 4, channels: 1, bits: 16 },
  ...{
    window: { low: 1000, high: 3000 },
    hasFill: true,
    data: Uint16Array.from([1000, 2000, 9000, 65_535]),
    fill: Uint8Array.from([0, 0, 0, 1]),
  },
};
const greys = (rgba: Uint8ClampedArray) => [...rgba].filter((_, i) => i % 4 === 0);

describe('pixels', () => {
  it('of 16 bit are shown between two raw values', () => {
    expect(greys(paintPixels(wide, wide.window))).toEqual([0, 128, 255, 255]);
  });

  it('of border fill are covered with hatched black, and no others', () => {
    expect([...paintFill(wide, Uint8Array.from([1, 1, 0, 0]))]).toEqual([88, 88, 88, 255, 0, 0, 0, 255, ...new Array(8).fill(0)]);
  });

  it('keep their colours', () => {
    const red: Pixels = { ...wide, columns: 1, channels: 3, bits: 8, data: Uint8Array.from([255, 0, 7]), fill: null };
    expect([...paintPixels(red, { low: 0, high: 255 })]).toEqual([255, 0, 7, 255]);
  });

  it('can be read under the cursor, as a mean where one sample stands for many', () => {
    expect(rawValueAt(wide, { row: 0, column: 2 })).toEqual({ value: [9000], isMean: false });
    expect(rawValueAt({ ...wide, factor: 4 }, { row: 3, column: 5 })).toEqual({ value: [2000], isMean: true });
    expect(rawValueAt(wide, { row: 1, column: 0 })).toBeNull();
  });

  it('get more contrast by a drag to the left, and stay within reach', () => {
    const narrower = draggedWindow({ low: 0, high: 200 }, { x: -139, y: 0 }, 8);
    expect(narrower.high - narrower.low).toBe(100);
    expect(draggedWindow({ low: 0, high: 200 }, { x: -9999, y: 0 }, 8)).toEqual({ low: 99, high: 101 });
  });
});
