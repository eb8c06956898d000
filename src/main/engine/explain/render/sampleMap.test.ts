import { describe, expect, it } from 'vitest';
import { type HeatMap, upsampleMap } from './heatMap.ts';
import { mapToImage } from './mapToImage.ts';

/** One hot cell in a row of four over 128 pixels. */
const hot = (cell: number, firstCentre?: number): HeatMap => ({
  data: Float32Array.from({ length: 4 }, (_, i) => (i === cell ? 1 : 0)),
  rows: 1,
  columns: 4,
  ...(firstCentre === undefined ? {} : { firstCentre }),
});
const peak = ({ data }: HeatMap) => data.indexOf(data.reduce((a, b) => Math.max(a, b)));

describe('where a cell of a feature map is drawn', () => {
  it('is the middle of its share of the image after pooling without padding', () => {
    // Cell 1 of 4 over 128 pixels covers 32 to 63; its middle lies between pixels 47 and 48.
    expect([47, 48]).toContain(peak(upsampleMap(hot(1), 1, 128)));
  });

  it('is the pixel that it looks at after strided convolutions with symmetric padding', () => {
    // Cell i looks at pixel 32 · i.
    for (const cell of [0, 1, 2, 3]) expect(peak(upsampleMap(hot(cell, 0.5 / 32), 1, 128))).toBe(32 * cell);
  });

  it('is the same for an image of another size that was squashed to the network’s', () => {
    const placement = { rowScale: 1, rowOffset: 0, columnScale: 128 / 512, columnOffset: 0 };
    const placed = mapToImage(hot(2, 0.5 / 32), { rows: 1, columns: 128 }, placement, 1, 512);
    // Pixel 64 of the network covers 256 to 259 of the image.
    expect([256, 257, 258, 259]).toContain(peak(placed));
  });
});
