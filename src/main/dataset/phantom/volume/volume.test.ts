import { describe, expect, it } from 'vitest';
import { stackLayers } from '../layerStack.ts';
import { deviceLooks, phantomDevices } from './deviceLooks.ts';
import { type RenderedBscan, renderVolumeBscan, subjectOf, truthSurfaces } from './renderVolumeBscan.ts';
import type { VolumeOrder } from './volumeGeometry.ts';
import { renderLocalizer } from './volumeLocalizer.ts';
import { stackAlong } from './volumeStack.ts';

const order: VolumeOrder = { device: 'spectralis', eye: 'OD', place: 'macula', disease: 'neovascular', seed: 1 };
const line = ({ surfaces }: RenderedBscan, name: (typeof truthSurfaces)[number], columns: number) => {
  const at = truthSurfaces.indexOf(name) * columns;
  return surfaces.subarray(at, at + columns);
};
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe('a phantom volume', () => {
  it('follows from its order to the sample, and another seed is another eye', () => {
    const first = renderVolumeBscan(order, 20);
    renderVolumeBscan({ ...order, seed: 2 }, 20);
    const again = renderVolumeBscan(order, 20);
    expect(Buffer.from(again.grey).equals(Buffer.from(first.grey))).toBe(true);
    expect(Buffer.from(renderVolumeBscan({ ...order, seed: 2 }, 20).mask).equals(Buffer.from(first.mask))).toBe(false);
  });

  it.each(phantomDevices)('of a left eye is the mirror image of the right one, with speckle of its own: %s', device => {
    const { columns, rows, bscans } = subjectOf({ ...order, device }).geometry;
    const index = bscans >> 1;
    const right = renderVolumeBscan({ ...order, device }, index);
    const left = renderVolumeBscan({ ...order, device, eye: 'OS' }, index);
    for (let row = 0; row < rows; row++) {
      const mirrored = left.mask.slice(row * columns, (row + 1) * columns).reverse();
      expect(Buffer.from(mirrored).equals(Buffer.from(right.mask.subarray(row * columns, (row + 1) * columns)))).toBe(true);
    }
    for (const name of truthSurfaces) expect([...line(left, name, columns)].reverse()).toEqual([...line(right, name, columns)]);
    expect(Buffer.from(left.grey).equals(Buffer.from(right.grey))).toBe(false);
  });

  it('has the disc on the nasal side of its localizer, and where the truth says', () => {
    const { columns, rows } = deviceLooks.topcon.localizer;
    for (const eye of ['OD', 'OS'] as const) {
      const { data } = renderLocalizer({ ...order, device: 'topcon', eye });
      const side = (from: number, to: number) =>
        mean(data.filter((_, i) => i % columns >= from && i % columns < to && Math.abs(Math.floor(i / columns) - rows / 2) < rows / 6));
      const [left, right] = [side(columns * 0.12, columns * 0.24), side(columns * 0.76, columns * 0.88)];
      expect(Math.sign(right - left)).toBe(eye === 'OD' ? 1 : -1);
    }
  });

  it('has a pit at the fovea, and layer lines in order on it all', () => {
    const healthy = { ...order, disease: 'none' } as const;
    const { geometry } = subjectOf(healthy);
    const { columns, spacingUm } = geometry;
    const bscan = renderVolumeBscan(healthy, (geometry.bscans - 1) / 2);
    for (let x = 0; x < columns; x++) {
      const heights = truthSurfaces.map(name => line(bscan, name, columns)[x] as number);
      for (const [i, height] of heights.entries()) if (i > 0) expect(height).toBeGreaterThanOrEqual((heights[i - 1] as number) - 1e-3);
    }
    const thick = Float32Array.from(
      line(bscan, 'BM', columns),
      (bm, x) => (bm - (line(bscan, 'ILM', columns)[x] as number)) * spacingUm.row,
    );
    const centre = thick[columns >> 1] as number;
    expect(centre).toBeGreaterThan(180);
    expect(centre).toBeLessThan(290);
    expect(Math.max(...thick)).toBeGreaterThan(centre + 50);
    expect(mean(thick.slice((columns >> 1) - 20, (columns >> 1) + 20))).toBeLessThan(mean(thick.slice(columns / 4, columns / 4 + 40)));
  });

  it('has a disc without pigment epithelium, with a rim higher than its cup', () => {
    const disc = { ...order, place: 'disc', disease: 'none' } as const;
    const { geometry, eye } = subjectOf(disc);
    const { columns } = geometry;
    const bscan = renderVolumeBscan(disc, (geometry.bscans - 1) / 2);
    const rpe = line(bscan, 'RPE', columns);
    const ilm = line(bscan, 'ILM', columns);
    const middle = columns >> 1;
    expect(rpe[middle]).toBeNaN();
    expect(rpe[2]).not.toBeNaN();
    const rim = middle + Math.round((0.85 * eye.disc.radiusUm) / geometry.spacingUm.column);
    expect(ilm[middle] as number).toBeGreaterThan((ilm[rim] as number) + 100 / geometry.spacingUm.row);
  });

  it('labels exactly the lesions of its disease, each between its layers', () => {
    const kinds = (disease: VolumeOrder['disease']) => {
      const found = new Set<number>();
      for (const index of [22, 24, 27]) for (const label of renderVolumeBscan({ ...order, disease }, index).mask) found.add(label);
      return [...found].sort();
    };
    expect(kinds('none')).toEqual([0]);
    expect(kinds('edema')).toEqual([0, 1, 2]);
    expect(kinds('neovascular')).toEqual([0, 1, 2, 3]);
    const { columns, rows } = subjectOf(order).geometry;
    const bscan = renderVolumeBscan(order, 24);
    const [iz, rpe, bm] = (['IZ', 'RPE', 'BM'] as const).map(name => line(bscan, name, columns)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    for (let at = 0; at < bscan.mask.length; at++) {
      const x = at % columns;
      const row = Math.floor(at / columns) + 0.5;
      if (bscan.mask[at] === 2) expect(row > (iz[x] as number) - 1 && row < (rpe[x] as number) + 1).toBe(true);
      if (bscan.mask[at] === 3) expect(row > (rpe[x] as number) - 1 && row < (bm[x] as number) + 1).toBe(true);
    }
    expect(rows).toBe(496);
  });

  it('continues its vessels and layers from B-scan to B-scan', () => {
    const { eye, geometry } = subjectOf({ ...order, device: 'cirrus' });
    const stackAt = (superiorUm: number) => {
      const nasalUm = Float32Array.from({ length: 200 }, (_, i) => -3000 + 30 * i);
      return stackAlong(eye, { nasalUm, superiorUm, columnUm: 30 });
    };
    const [here, next] = [stackAt(800), stackAt(800 + geometry.spacingUm.bscan)];
    for (const name of stackLayers) {
      const steps = here[name].thicknessUm.map((value, x) => Math.abs(value - (next[name].thicknessUm[x] as number)));
      expect(Math.max(...steps)).toBeLessThan(40);
    }
    let crossed = 0;
    for (let nasal = -3000; nasal < 3000; nasal += 10) if (eye.vessels(nasal, 2000).radiusUm > 15) crossed++;
    expect(crossed).toBeGreaterThan(0);
    for (let x = -300; x < 300; x += 20) expect(eye.vessels(x, 0).radiusUm).toBe(0);
  });

  it.each(phantomDevices)('has the speckle and the noise of its device: %s', device => {
    const { geometry, look } = subjectOf({ ...order, device, disease: 'none' });
    const { columns } = geometry;
    const bscan = renderVolumeBscan({ ...order, device, disease: 'none' }, geometry.bscans >> 1);
    const ilm = line(bscan, 'ILM', columns);
    const vitreous: number[] = [];
    for (let x = 0; x < columns; x += 3)
      for (let row = 4; row < (ilm[x] as number) - 20; row += 5) vitreous.push(bscan.grey[row * columns + x] as number);
    const grey = mean(vitreous);
    if (look.display.kind === 'log') {
      const { blackDb, whiteDb } = look.display;
      const expected = (255 * (blackDb - look.noiseDb)) / (blackDb - whiteDb);
      expect(Math.abs(grey - expected)).toBeLessThan(20);
    } else expect(grey).toBeLessThan(40);
    const spread = Math.sqrt(mean(vitreous.map(value => (value - grey) ** 2)));
    expect(spread).toBeGreaterThan(look.averaged > 1 ? 2 : 12);
  });
});
