// Our E2E phantom against what OCT-Converter reads from the same file, its known defects accounted for (tests/golden/formats/heidelberg).
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asymmetricPhantom } from '../testing/asymmetricPhantom.ts';
import { openInMemory } from '../testing/openInMemory.ts';
import { writeE2e } from '../writers/writeE2e.ts';
import { heidelbergE2e } from './index.ts';

const golden = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../../tests/golden/formats/heidelberg/e2e.json'), 'utf8'));
const bytes = writeE2e([asymmetricPhantom('OD'), asymmetricPhantom('OS')]);
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
/** OCT-Converter reads 20 zero bytes as heights. */
const lineShift = 5;
const contourNames: Readonly<Record<string, string>> = { ILM: 'contour0', BM: 'contour1', RPE: 'contour16' };

describe('E2E as OCT-Converter reads it', () => {
  it('is the file that OCT-Converter read, with the same series, sizes, eyes, patient and date', async () => {
    expect(sha256(bytes)).toBe(golden.sha256);
    const { series } = await openInMemory(heidelbergE2e, bytes);
    const seen = series.map(({ header: { series: name, shape, laterality } }) => ({
      id: name.split(',')[0],
      shape: [shape.bscans, shape.rows, shape.columns],
      laterality: laterality === 'OD' ? 'R' : 'L',
    }));
    expect(seen).toEqual(golden.volumes.map(({ id, shape, laterality }: (typeof seen)[0]) => ({ id, shape, laterality })));
    const { patient, header } = series[0] as (typeof series)[0];
    expect(patient).toMatchObject({
      identifier: golden.patient.id,
      name: `${golden.patient.last}, ${golden.patient.first}`,
      sex: golden.patient.sex,
    });
    expect(header.acquiredAt).toBe(`${golden.acquired.replace(' ', 'T')}Z`);
    expect(header.spacingUm.row?.value).toBeCloseTo(1000 * golden.volumes[0].rowSpacingMm, 6);
  });

  it('has its intensities when mantissas are reversed on request', async () => {
    const { series } = await openInMemory(heidelbergE2e, bytes, { params: { intensity: 'octConverter' } });
    for (const [index, { grey, greySum }] of golden.volumes.entries()) {
      const one = series[index] as (typeof series)[0];
      const { columns, bscans } = one.header.shape;
      for (const { bscan, row, column, value } of grey) {
        const shown = await one.readBscan(bscan, 'display');
        expect(shown.data[row * columns + column]).toBe(Math.round(255 * value));
      }
      let sum = 0;
      for (let bscan = 0; bscan < bscans; bscan++) sum += (await one.readBscan(bscan, 'display')).data.reduce((a, b) => a + b, 0);
      expect(sum / 255 / greySum).toBeCloseTo(1, 3);
    }
  });

  it('has its lines, five A-scans further left, and its localizer', async () => {
    const { series } = await openInMemory(heidelbergE2e, bytes);
    for (const [index, { contours }] of golden.volumes.entries()) {
      const one = series[index] as (typeof series)[0];
      const { columns } = one.header.shape;
      for (const [surface, { name }] of one.header.surfaces.entries()) {
        const heights = [...(await one.readSurface(surface)).subarray(columns, 2 * columns - lineShift)];
        const theirs = contours[contourNames[name] as string].slice(lineShift);
        expect(heights.map(height => (Number.isNaN(height) ? null : height))).toEqual(theirs);
      }
      const localizer = await one.readLocalizer();
      expect(localizer && sha256(localizer.data as Uint8Array)).toBe(golden.fundus[index].sha256);
    }
  });
});
