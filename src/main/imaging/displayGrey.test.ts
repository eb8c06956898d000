import { expect, it } from 'vitest';
import { displayGrey } from './displayGrey.ts';

it('shows 8-bit grey as it is stored', () => {
  const raster = { data: Uint8Array.of(0, 7, 200, 255), rows: 2, columns: 2, channels: 1 };
  expect(displayGrey(raster).data).toEqual(raster.data);
});

it('stretches 16-bit grey between the percentiles of tissue, so that fill does not dim it', () => {
  const tissue = Uint16Array.from({ length: 1000 }, (_, i) => 1000 + i);
  const data = Uint16Array.of(...tissue, ...new Array(1000).fill(65535));
  const fill = Uint8Array.from(data, value => (value === 65535 ? 1 : 0));
  const shown = displayGrey({ data, rows: 2, columns: 1000, channels: 1 }, fill).data;
  expect(shown[0]).toBe(0);
  expect(shown[999]).toBe(255);
  expect(Math.abs((shown[500] as number) - 128)).toBeLessThanOrEqual(1);
});
