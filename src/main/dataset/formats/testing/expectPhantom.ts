// What every format must give back of the phantom: orientation, order, lines, localizer, eye.
import { expect } from 'vitest';
import type { VolumeSeries } from '../volumeFormat.ts';
import type { AsymmetricPhantom } from './asymmetricPhantom.ts';

/** The display grey of all B-scans, in order, within `tolerance`. */
export async function expectGrey(series: VolumeSeries, phantom: AsymmetricPhantom, tolerance: number): Promise<void> {
  const { bscans, rows, columns } = phantom.shape;
  expect(series.header.shape).toEqual({ bscans, rows, columns, channels: 1 });
  for (let bscan = 0; bscan < bscans; bscan++) {
    const shown = await series.readBscan(bscan, 'display');
    expect([shown.rows, shown.columns, shown.channels]).toEqual([rows, columns, 1]);
    const worst = shown.data.reduce(
      (max, grey, i) => Math.max(max, Math.abs(grey - (phantom.grey[bscan * rows * columns + i] as number))),
      0,
    );
    expect(worst, `B-scan ${bscan}`).toBeLessThanOrEqual(tolerance);
  }
}

/** Every line that is both in the phantom and, by its name, in the series, within half a pixel; gaps where the phantom has them. */
export async function expectLines(
  series: VolumeSeries,
  phantom: AsymmetricPhantom,
  names: readonly string[],
  tolerance = 0.5,
): Promise<void> {
  expect(series.header.surfaces.map(({ name }) => name)).toEqual(names);
  for (const [index, { name }] of series.header.surfaces.entries()) {
    const heights = await series.readSurface(index);
    const expected = phantom.surfaces.find(surface => surface.name === name)?.heights as Float32Array;
    expect(heights.length).toBe(expected.length);
    const worst = heights.reduce((max, height, i) => {
      const wanted = expected[i] as number;
      if (Number.isNaN(wanted) !== Number.isNaN(height)) return Number.POSITIVE_INFINITY;
      return Number.isNaN(wanted) ? max : Math.max(max, Math.abs(height - wanted));
    }, 0);
    expect(worst, name).toBeLessThanOrEqual(tolerance);
  }
}

export async function expectLocalizer(series: VolumeSeries, { localizer }: AsymmetricPhantom): Promise<void> {
  const read = await series.readLocalizer();
  expect([read?.rows, read?.columns, read?.channels]).toEqual([localizer.rows, localizer.columns, 1]);
  expect(Buffer.from(read?.data ?? []).equals(Buffer.from(localizer.data))).toBe(true);
}
