import { describe, expect, it } from 'vitest';
import { createPipeline } from '../../preprocess/pipeline.ts';
import { upsampleMap } from './heatMap.ts';
import { mapToImage } from './mapToImage.ts';

const map = { data: Float32Array.from({ length: 12 }, (_, i) => i * i), rows: 3, columns: 4 };

function placementOf(fit: string, rows: number, columns: number) {
  const pipeline = createPipeline({ input: { size: [24, 24], channels: 1 }, steps: [{ name: fit, params: {} }] });
  return pipeline.prepare({ data: new Uint8Array(rows * columns), rows, columns, channels: 1 }).placement;
}

describe('a map on its image', () => {
  it('equals plain upsampling for a squashed image', () => {
    const placed = mapToImage(map, { rows: 24, columns: 24 }, placementOf('squash', 50, 70), 50, 70);
    const expected = upsampleMap(map, 50, 70);
    for (let i = 0; i < expected.data.length; i++) expect(placed.data[i]).toBeCloseTo(expected.data[i] as number, 3);
  });

  it('is zero where a crop cut the image off, and centred on what is left', () => {
    const flat = { data: new Float32Array(9).fill(1), rows: 3, columns: 3 };
    const placed = mapToImage(flat, { rows: 24, columns: 24 }, placementOf('crop', 10, 30), 10, 30);
    for (let row = 0; row < 10; row++) {
      const line = Array.from(placed.data.subarray(row * 30, (row + 1) * 30));
      expect(line).toEqual([...new Array(10).fill(0), ...new Array(10).fill(1), ...new Array(10).fill(0)]);
    }
  });

  it('leaves the bars of a letterbox out: an image sees only its own part of the map', () => {
    // A 10 × 20 image becomes 12 × 24 with bars of 6 rows above and below: the middle half of the map's rows.
    const rowsOnly = { data: Float32Array.of(0, 1, 2, 3), rows: 4, columns: 1 };
    const placed = mapToImage(rowsOnly, { rows: 24, columns: 24 }, placementOf('letterbox', 10, 20), 10, 20);
    const first = placed.data[0] as number;
    const last = placed.data[9 * 20] as number;
    // Row 0.5 · 1.2 + 6 = 6.6 of 24 lies at cell 0.6; row 9.5 · 1.2 + 6 = 17.4 at cell 2.4.
    expect(first).toBeCloseTo(0.6, 5);
    expect(last).toBeCloseTo(2.4, 5);
  });
});
