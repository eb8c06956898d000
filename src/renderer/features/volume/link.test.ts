// Two rooms that move together, what an address keeps, and masks from files.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { displayNifti } from './displayNifti.ts';
import { enFaceText, parseEnFace, slabWords, usualEnFace } from './enFace.ts';
import { fillMask } from './fillMask.ts';
import { linkedPlace, linkRooms } from './linkRooms.ts';
import { settingsQuery, usual, withQuery } from './lookSettings.ts';
import { labelOutline, readOverlay } from './overlay.ts';
import { pickAcross, pickDepth } from './pickPlane.ts';
import { createRoom, moveTo } from './roomState.ts';

const um = (value: number) => ({ value, source: 'measured' as const });
const spacingUm = { bscan: um(100), row: um(4), column: um(50) };

/** Lines of 400 µm from left to right, one above the other, the first below. */
function raster(laterality: 'OD' | 'OS', bscans: number, columns: number) {
  const lines = Array.from({ length: bscans }, (_, i) => {
    const yUm = 200 - (400 * i) / (bscans - 1);
    const path = { kind: 'line' as const, start: { xUm: -200, yUm }, end: { xUm: 200, yUm } };
    return { path, quality: null, averaged: null, acquiredAt: null };
  });
  return { laterality, shape: { bscans, rows: 10, columns, channels: 1 as const }, spacingUm, bscans: lines };
}

describe('linked rooms', () => {
  it('go to the same place on the fundus, whatever the number of B-scans', () => {
    const to = linkedPlace({ bscan: 4, row: 5, column: 8 }, raster('OD', 5, 9), raster('OD', 9, 17));
    expect([to.bscan, to.column, to.row].map(Math.round)).toEqual([8, 16, 5]);
  });

  it('go from nasal to nasal in the other eye', () => {
    const to = linkedPlace({ bscan: 0, row: 0, column: 8 }, raster('OD', 5, 9), raster('OS', 5, 9));
    expect([to.bscan, to.column].map(Math.round)).toEqual([0, 0]);
  });

  it('go by order where a file gives no places', () => {
    const bare = { ...raster('OD', 9, 9), bscans: raster('OD', 9, 9).bscans.map(bscan => ({ ...bscan, path: null })) };
    expect(Math.round(linkedPlace({ bscan: 4, row: 0, column: 0 }, raster('OD', 5, 9), bare).bscan)).toBe(8);
  });

  it('follow each other until they are parted', () => {
    const [first, second] = [raster('OD', 5, 9), raster('OD', 5, 9)];
    const rooms = [first, second].map(({ shape }) => createRoom({ bscan: 2, row: 5, column: shape.columns >> 1 }));
    const [one, two] = rooms as [ReturnType<typeof createRoom>, ReturnType<typeof createRoom>];
    const part = linkRooms({ room: one, header: first }, { room: two, header: second });
    moveTo(one, first.shape, { bscan: 4 });
    expect(two.getState().at.bscan).toBe(4);
    moveTo(two, second.shape, { bscan: -3 });
    expect(one.getState().at.bscan).toBe(0);
    part();
    moveTo(one, first.shape, { bscan: 3 });
    expect(two.getState().at.bscan).toBe(0);
  });
});

describe('an address', () => {
  it('keeps the slab of an en face picture', () => {
    const choice = { ...usualEnFace([{ name: 'ILM' }, { name: 'BM' }], 'OCT'), lowerUm: -50 };
    expect(parseEnFace(enFaceText(choice))).toEqual(choice);
    expect(slabWords(choice).replaceAll(/\s/g, ' ')).toBe('mean ILM – BM −50 µm');
    expect(usualEnFace([], 'OCTA')).toMatchObject({ projection: 'max', upper: 'top', lower: 'bottom' });
    for (const text of [undefined, '', 'mean', 'mode~ILM~0~BM~0', 'mean~ILM~x~BM~0']) expect(parseEnFace(text)).toBeNull();
  });

  it('keeps the look', () => {
    expect(Object.values(settingsQuery(usual)).filter(value => value !== undefined)).toEqual([]);
    const own = {
      ...usual,
      ...{ aspect: 'pixels' as const, preset: 'linear' as const, hiddenLayers: ['GCL', 'IPL'], isCrossing: false },
      windows: { display: null, stored: { low: 0.1, high: 0.5 } },
    };
    expect(withQuery(usual, settingsQuery(own))).toEqual(own);
  });
});

describe('a mask', () => {
  const shape = { bscans: 2, rows: 3, columns: 4 };
  const samples = Uint8Array.from({ length: 24 }, (_, i) => (i === 5 || i === 6 ? 2 : 0));

  it('is read packed or not, and refused with both shapes where it belongs to another volume', async () => {
    const packed = new File([gzipSync(displayNifti(samples, shape))], 'mask.nii.gz');
    expect(await readOverlay(packed, shape)).toMatchObject({ kind: 'labels', labels: [2], data: samples });
    await expect(readOverlay(packed, { ...shape, bscans: 3 })).rejects.toThrow(
      'expected 4 × 3 × 3 samples, as this volume has, received 4 × 3 × 2',
    );
    await expect(readOverlay(new File(['no'], 'no.nii'), shape)).rejects.toThrow('no.nii: expected a NIfTI-1 file');
    await expect(readOverlay(new File([displayNifti(samples, shape).subarray(0, 360)], 'cut.nii'), shape)).rejects.toThrow(
      'cut.nii: expected 24 bytes',
    );
  });

  it('is outlined on the edges of samples, in every plane', () => {
    // Two samples side by side have six edges.
    expect(labelOutline(samples.subarray(0, 12), 3, 4, 2)).toHaveLength(4 * 6);
    expect([...pickAcross(samples, shape, 1)]).toEqual([0, 0, 2, 0, 0, 0]);
    expect([...pickDepth(samples, shape, 1)]).toEqual([0, 2, 2, 0, 0, 0, 0, 0]);
  });
});

it('border fill is white from an edge inwards; a white column and single rows are none', () => {
  const [rows, columns] = [6, 3];
  const grey = new Uint8Array(rows * columns).fill(90);
  for (let row = 0; row < 3; row++) grey[row * columns] = 255;
  for (let row = 0; row < rows; row++) grey[row * columns + 1] = 255;
  grey[2] = 255;
  expect([...(fillMask(grey, rows, columns) ?? [])].map((value, i) => (value === 1 ? i : -1)).filter(i => i >= 0)).toEqual([0, 3, 6]);
  expect(fillMask(new Uint8Array(18), rows, columns)).toBeNull();
});
