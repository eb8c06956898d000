// The 3-D view's box, its camera and its samples: nothing is mirrored, whichever way B-scans run.
import { describe, expect, it } from 'vitest';
import { cameraText, nearer, parseCamera, projected, scaleOf, turned, usualCamera } from './camera.ts';
import { blocksFor, renderingSamples } from './renderingSamples.ts';
import { boxOf, bscanPlane, noRendering, type VolumeBox } from './volumeBox.ts';

const um = (value: number) => ({ value, source: 'measured' as const });
const path = (x0: number, y0: number, x1: number, y1: number) => ({
  path: { kind: 'line' as const, start: { xUm: x0, yUm: y0 }, end: { xUm: x1, yUm: y1 } },
  ...{ quality: null, averaged: null, acquiredAt: null },
});
const header = (bscans: unknown[], laterality: 'OD' | 'OS' | null = 'OD') =>
  ({
    ...{ laterality, bscans, scanPattern: 'raster' },
    ...{ shape: { bscans: bscans.length, rows: 100, columns: 50, channels: 1 } },
    spacingUm: { bscan: um(120), row: um(4), column: um(12) },
  }) as never;
const upwards = [path(-300, 120, 300, 120), path(-300, 0, 300, 0), path(-300, -120, 300, -120)];

describe('the box', () => {
  it('is as large as the spacing says, depth stretched on request', () => {
    expect(boxOf(header(upwards), 1)?.sizeUm).toEqual([600, 360, 400]);
    expect(boxOf(header(upwards), 3)?.sizeUm).toEqual([600, 360, 1200]);
  });

  it('has the lower B-scans in front in an upright raster, whichever of them is stored first', () => {
    const [first, last] = [boxOf(header(upwards), 1), boxOf(header([...upwards].reverse()), 1)];
    expect([first?.isFirstInFront, last?.isFirstInFront]).toEqual([true, false]);
    const places = (box: VolumeBox | null) => [0, 1, 2].map(bscan => Math.round(bscanPlane(box as VolumeBox, bscan, 3)) + 0);
    expect([places(first), places(last)]).toEqual([
      [-120, 0, 120],
      [120, 0, -120],
    ]);
    expect(first?.marks).toEqual({ firstAscan: 'T', lastAscan: 'N', firstBscan: 'I', lastBscan: 'S' });
    expect(boxOf(header(upwards, 'OS'), 1)?.marks).toMatchObject({ firstAscan: 'N', lastAscan: 'T' });
    expect(boxOf(header(upwards, null), 1)?.marks).toBeNull();
  });

  it('turns with B-scans that run from below upwards, and mirrors none', () => {
    // Superior is right from the front then, so what lies right on the fundus is in front, and what lies left is behind.
    const rightwards = [path(-120, 300, -120, -300), path(0, 300, 0, -300), path(120, 300, 120, -300)];
    expect(boxOf(header(rightwards), 1)?.isFirstInFront).toBe(false);
    expect(boxOf(header([...rightwards].reverse()), 1)?.isFirstInFront).toBe(true);
  });

  it('does not exist without a spacing, and says so', () => {
    const spacingUm = { bscan: null, row: um(4), column: um(12) };
    const bare = { ...(header(upwards) as object), spacingUm } as never;
    expect(noRendering({ noEnFace: null, header: bare })).toMatch(/spacing/);
    expect(noRendering({ noEnFace: 'A circle.', header: header(upwards) })).toBe('A circle.');
    expect(noRendering({ noEnFace: null, header: header(upwards) })).toBeNull();
  });
});

describe('the camera', () => {
  const pane = { width: 400, height: 300 };
  const front = { ...usualCamera, azimuth: 0, elevation: 0 };
  const at = (camera: typeof front, space: readonly [number, number, number]) => projected(camera, 10, space, pane);

  it('sees the first A-scan left and vitreous on top from the front', () => {
    expect(at(front, [1, 0, 0])).toMatchObject({ x: 210, y: 150 });
    expect(at(front, [0, 0, 1])).toMatchObject({ x: 200, y: 140 });
    expect(at(front, [0, 1, 0])).toMatchObject({ x: 200, y: 150, away: 1 });
  });

  it('moves the front to the right as the azimuth grows, and looks down as the elevation does', () => {
    expect(at({ ...front, azimuth: 30 }, [0, -1, 0]).x).toBeGreaterThan(200);
    expect(at({ ...front, elevation: 30 }, [0, -1, 0]).y).toBeGreaterThan(150);
    // From above superior is up, as on the fundus.
    expect(at({ ...front, elevation: 90 }, [0, 1, 0]).y).toBeCloseTo(140);
  });

  it('goes around without an end and stops at the poles', () => {
    expect(turned({ ...front, azimuth: 170 }, { azimuth: 20, elevation: 200 })).toMatchObject({ azimuth: -170, elevation: 90 });
    expect(nearer(front, 1000).zoom).toBe(16);
  });

  it('shows all of the box from every side', () => {
    const size = [6000, 5000, 2000] as const;
    for (const azimuth of [-180, -130, -50, 0, 40, 90]) {
      for (const elevation of [-90, -30, 0, 20, 60, 90]) {
        const camera = { ...front, azimuth, elevation };
        const scale = scaleOf(camera, size, pane);
        for (const corner of [0, 1, 2, 3, 4, 5, 6, 7]) {
          const space = size.map((length, axis) => ((corner >> axis) & 1 ? length : -length) / 2) as [number, number, number];
          const { x, y } = projected(camera, scale, space, pane);
          expect(Math.min(x, y, pane.width - x, pane.height - y)).toBeGreaterThan(10);
        }
      }
    }
  });

  it('comes back from an address', () => {
    const camera = { azimuth: -47.5, elevation: 12.25, zoom: 2, stretch: 3 as const };
    expect(parseCamera(cameraText(camera))).toEqual(camera);
    expect(parseCamera(undefined)).toBeNull();
    expect(parseCamera('')).toEqual(usualCamera);
    expect(parseCamera('x~200~0~7')).toEqual({ ...usualCamera, elevation: 90, zoom: 0.5 });
  });
});

describe('the samples', () => {
  const shape = { bscans: 5, rows: 64, columns: 48 };
  const grey = Uint8Array.from({ length: 5 * 64 * 48 }, (_, i) => (i * 7919) % 251);
  // White from the upper edge on: border fill.
  for (let row = 0; row < 8; row++) grey.fill(255, row * 48, row * 48 + 8);
  const options = { gain: null, signal: new AbortController().signal };
  const one = { bscans: 1, rows: 1, columns: 1 };

  it('stand from below upwards and from the front backwards', async () => {
    for (const isFirstInFront of [true, false]) {
      const { data } = await renderingSamples(grey, shape, { ...options, blocks: one, isFirstInFront });
      for (const [bscan, row, column] of [
        [0, 40, 3],
        [3, 20, 47],
        [4, 63, 0],
      ] as const) {
        const away = isFirstInFront ? bscan : 4 - bscan;
        expect(data[((63 - row) * 5 + away) * 48 + column]).toBe(grey[(bscan * 64 + row) * 48 + column]);
      }
    }
  });

  it('are averaged in blocks that share the volume out, and border fill counts for nothing', async () => {
    const blocks = { bscans: 2, rows: 2, columns: 2 };
    const { data, shape: reduced } = await renderingSamples(grey, shape, { ...options, blocks, isFirstInFront: true });
    expect(reduced).toEqual({ bscans: 3, rows: 32, columns: 24 });
    const block = [0, 1].flatMap(bscan =>
      [40, 41].flatMap(row => [20, 21].map(column => grey[(bscan * 64 + row) * 48 + column] as number)),
    );
    expect(data[(31 - 20) * 3 * 24 + 10]).toBe(Math.round(block.reduce((sum, value) => sum + value, 0) / 8));
    const second = [0, 1].flatMap(row => [0, 1].map(column => grey[(64 + row) * 48 + column] as number));
    expect(data[31 * 3 * 24]).toBe(Math.round(second.reduce((sum, value) => sum + value, 0) / 8));
  });

  it('are halved where they lie closest, until a texture holds them', () => {
    const cirrus = { bscans: 128, rows: 1024, columns: 512 };
    const spacing = { bscans: 47, rows: 1.95, columns: 11.7 };
    expect(blocksFor(cirrus, spacing, { side: 2048, total: 24e6 })).toEqual({ bscans: 1, rows: 4, columns: 1 });
    expect(blocksFor(cirrus, spacing, { side: 256, total: 1e9 })).toEqual({ bscans: 1, rows: 4, columns: 2 });
    expect(blocksFor(shape, { bscans: 120, rows: 3.9, columns: 12 }, { side: 2048, total: 24e6 })).toEqual(one);
  });

  it('end when nobody waits for them', async () => {
    const large = { bscans: 40, rows: 496, columns: 512 };
    const ended = AbortSignal.abort(new Error('over'));
    const samples = renderingSamples(new Uint8Array(40 * 496 * 512), large, {
      ...options,
      blocks: one,
      isFirstInFront: true,
      signal: ended,
    });
    await expect(samples).rejects.toThrow('over');
  });
});
