// A real Spectralis line scan (tests/golden/formats/heidelberg), against what eyepy reads from it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openBytes } from '../byteSource.ts';
import { openOneSeries } from '../testing/openInMemory.ts';
import { heidelbergVol } from './index.ts';

const folder = join(import.meta.dirname, '../../../../../tests/golden/formats/heidelberg');
const golden = JSON.parse(readFileSync(join(folder, 'vol.json'), 'utf8'));
const unpacked = new Uint8Array(gunzipSync(readFileSync(join(folder, 'spectralisLine.vol.gz'))));
const sha256 = (data: ArrayBufferView) =>
  createHash('sha256')
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest('hex');

describe('a real .vol file', () => {
  it('has the sizes, spacing, eye and dates that eyepy reads', async () => {
    expect(sha256(unpacked)).toBe(golden.file.sha256);
    const { header, patient } = await openOneSeries(heidelbergVol, unpacked);
    expect(header.shape).toEqual({ bscans: golden.bscans, rows: golden.rows, columns: golden.columns, channels: 1 });
    expect(header.spacingUm.column?.value).toBeCloseTo(1000 * golden.scaleMm.column, 9);
    expect(header.spacingUm.row?.value).toBeCloseTo(1000 * golden.scaleMm.row, 9);
    expect(header.spacingUm.bscan).toBeNull();
    expect(header).toMatchObject({
      laterality: golden.eye,
      scanPattern: 'line',
      acquiredAt: `${golden.examTime.slice(0, 19).replace(' ', 'T')}Z`,
    });
    expect(patient.birthDate).toBe(golden.birthDate.slice(0, 10));
    expect(header.bscans[0]?.quality).toBe(golden.quality);
  });

  it('has its line across the middle of the localizer, where eyepy places it', async () => {
    const { header } = await openOneSeries(heidelbergVol, unpacked);
    const halfMm = (golden.localizer.columns * golden.localizer.scaleMm[0]) / 2;
    const path = header.bscans[0]?.path;
    expect(path?.kind).toBe('line');
    if (path?.kind !== 'line') return;
    expect(path.start.xUm).toBeCloseTo(1000 * (golden.startMm[0] - halfMm), 6);
    expect(path.end.xUm).toBeCloseTo(1000 * (golden.endMm[0] - halfMm), 6);
    expect(path.end.yUm).toBeCloseTo(1000 * (golden.endMm[1] - halfMm), 6);
  });

  it('has the samples, the localizer and the lines that eyepy reads', async () => {
    const series = await openOneSeries(heidelbergVol, unpacked);
    const { data } = await series.readBscan(0, 'stored');
    expect(sha256(data)).toBe(golden.rawSha256);
    for (const { row, column, value } of golden.samples) expect(data[row * golden.columns + column]).toBe(value);
    const localizer = await series.readLocalizer();
    expect(localizer && sha256(localizer.data)).toBe(golden.localizer.sha256);
    expect(series.header.surfaces.map(({ name }) => name)).toEqual(['ILM', 'BM']);
    for (const [index, { name }] of series.header.surfaces.entries()) {
      const heights = [...(await series.readSurface(index))].filter((_, column) => column % 37 === 0);
      expect(heights.map(height => (Number.isNaN(height) ? null : height))).toEqual(golden.every37thColumn[name]);
    }
  });

  it('has its ILM on the step from dark vitreous to bright retina', async () => {
    const series = await openOneSeries(heidelbergVol, unpacked);
    const { data, columns } = await series.readBscan(0, 'display');
    const heights = await series.readSurface(0);
    for (const column of [150, 384, 600]) {
      const mean = (from: number) =>
        Array.from({ length: 8 }, (_, i) => data[(from + i) * columns + column] as number).reduce((a, b) => a + b, 0) / 8;
      const row = Math.round(heights[column] as number);
      expect(mean(row + 1)).toBeGreaterThan(mean(row - 10) + 25);
    }
  });

  it('opens packed as well', async () => {
    const source = await openBytes(join(folder, 'spectralisLine.vol.gz'));
    const { series, close } = await heidelbergVol.open(source);
    const bscan = await series[0]?.readBscan(0, 'stored');
    expect(bscan && sha256(bscan.data)).toBe(golden.rawSha256);
    await close();
  });
});
