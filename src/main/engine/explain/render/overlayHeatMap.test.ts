import { describe, expect, it } from 'vitest';
import { flatReason, type HeatMap, upsampleMap } from './heatMap.ts';
import { overlayHeatMap } from './overlayHeatMap.ts';

const map = (rows: number, columns: number, values: number[]): HeatMap => ({ rows, columns, data: Float32Array.from(values) });
const grey = (rows: number, columns: number, level: number) => ({
  rows,
  columns,
  channels: 1,
  data: new Uint8Array(rows * columns).fill(level),
});
const pixel = (data: Uint8Array, index: number) => [...data.subarray(3 * index, 3 * index + 3)];

describe('upsampleMap', () => {
  it('gives the values of PyTorch interpolate, bilinear, align_corners=False', () => {
    // torch.nn.functional.interpolate(torch.tensor([[[[0., 1.], [2., 3.]]]]), (4, 4), mode='bilinear', align_corners=False)
    expect([...upsampleMap(map(2, 2, [0, 1, 2, 3]), 4, 4).data]).toEqual(
      [0, 0.25, 0.75, 1, 0.5, 0.75, 1.25, 1.5, 1.5, 1.75, 2.25, 2.5, 2, 2.25, 2.75, 3].map(value => expect.closeTo(value, 6)),
    );
  });

  it('spreads a cell over its share of an image with another aspect', () => {
    const { data, rows, columns } = upsampleMap(map(1, 2, [0, 1]), 2, 8);
    expect([rows, columns]).toEqual([2, 8]);
    expect([...data.subarray(0, 8)]).toEqual([0, 0, 0.125, 0.375, 0.625, 0.875, 1, 1].map(value => expect.closeTo(value, 6)));
  });

  it('names the cell that is not a number', () => {
    expect(() => upsampleMap(map(2, 2, [0, 1, Number.NaN, 3]), 4, 4)).toThrow('received NaN at row 1, column 0');
  });
});

describe('overlayHeatMap', () => {
  it('leaves the scan as it is below a fifth of the scale and mixes 60 % of inferno into the top', () => {
    const overlay = overlayHeatMap(grey(1, 3, 100), map(1, 3, [0.19, 0.6, 1]));
    if (overlay.kind !== 'overlay') throw new Error(overlay.reason);
    expect(overlay.maximum).toBe(1);
    expect(pixel(overlay.raster.data, 0)).toEqual([100, 100, 100]);
    // Entry 255 is #FCFFA4: 100 + 0.6 · (252 − 100), …
    expect(pixel(overlay.raster.data, 2)).toEqual([191, 193, 138]);
    // Entry 153 is #DD513A at 0.3.
    expect(pixel(overlay.raster.data, 1)).toEqual([136, 94, 87]);
  });

  it('paints less of the same map on a larger common scale', () => {
    const overlay = overlayHeatMap(grey(1, 2, 100), map(1, 2, [0.5, 1]), { scaleMax: 10 });
    if (overlay.kind !== 'overlay') throw new Error(overlay.reason);
    expect(overlay).toMatchObject({ maximum: 1, scaleMax: 10 });
    expect([...overlay.raster.data]).toEqual(Array(6).fill(100));
  });

  it('hatches border fill and paints no heat on it, though its heat sets the scale', () => {
    const fillMask = Uint8Array.of(0, 0, 1, 1);
    const overlay = overlayHeatMap(grey(1, 4, 255), map(1, 4, [0.15, 0, 1, 1]), { fillMask });
    if (overlay.kind !== 'overlay') throw new Error(overlay.reason);
    expect(pixel(overlay.raster.data, 0)).toEqual([255, 255, 255]);
    expect(pixel(overlay.raster.data, 2)).toEqual([0, 0, 0]);
    expect(pixel(overlay.raster.data, 3)).toEqual([0, 0, 0]);
    expect(pixel(overlayOf(7, 7).data, 6)).toEqual([88, 88, 88]);

    function overlayOf(rows: number, columns: number) {
      const one = overlayHeatMap(grey(rows, columns, 255), map(1, 2, [0, 1]), { fillMask: new Uint8Array(rows * columns).fill(1) });
      if (one.kind !== 'overlay') throw new Error(one.reason);
      return one.raster;
    }
  });

  it('draws contours along 50 and 80 % of the scale only', () => {
    const values = [0, 0.3, 0.6, 0.7, 0.9, 1];
    const plain = overlayHeatMap(grey(1, 6, 0), map(1, 6, values));
    const lined = overlayHeatMap(grey(1, 6, 0), map(1, 6, values), { contours: true });
    if (plain.kind !== 'overlay' || lined.kind !== 'overlay') throw new Error('flat');
    const changed = values.map((_, i) => pixel(plain.raster.data, i).join() !== pixel(lined.raster.data, i).join());
    expect(changed).toEqual([false, false, true, false, true, false]);
  });

  it('says why a flat map is not painted', () => {
    expect(overlayHeatMap(grey(2, 2, 9), map(1, 1, [0]))).toEqual({
      kind: 'flat',
      reason: expect.stringMatching(/zero everywhere.*No map is drawn/),
    });
    expect(overlayHeatMap(grey(2, 2, 9), map(1, 2, [-3, -1])).kind).toBe('flat');
    expect(overlayHeatMap(grey(2, 2, 9), map(2, 1, [0.7, 0.7 + 1e-8]))).toEqual({
      kind: 'flat',
      reason: expect.stringContaining('points nowhere'),
    });
    expect(flatReason(map(1, 2, [0, 1e-12]))).toBeNull();
  });

  it('leaves its input alone, grey or RGB', () => {
    const rgb = { rows: 1, columns: 2, channels: 3, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
    const overlay = overlayHeatMap(rgb, map(1, 2, [0, 1]), { fillMask: Uint8Array.of(0, 1) });
    expect([...rgb.data]).toEqual([1, 2, 3, 4, 5, 6]);
    if (overlay.kind !== 'overlay') throw new Error(overlay.reason);
    expect(pixel(overlay.raster.data, 0)).toEqual([1, 2, 3]);
  });
});
