import { describe, expect, it } from 'vitest';
import { asymmetricPhantom } from '../testing/asymmetricPhantom.ts';
import { expectGrey, expectLines } from '../testing/expectPhantom.ts';
import { allSamples, openInMemory, openOneSeries, sniffs } from '../testing/openInMemory.ts';
import { topDown } from '../writers/topDown.ts';
import type { WritableVolume } from '../writers/writableVolume.ts';
import { type FdaOptions, writeFda } from '../writers/writeFda.ts';
import { headerBytes } from './chunks.ts';
import { topconFda } from './index.ts';

/** One pixel of the localizer: the scan's rectangle is stored in whole ones. */
const pixelUm = 16;

describe.each(['OD', 'OS'] as const)('a Topcon file of %s', laterality => {
  const phantom = topDown(asymmetricPhantom(laterality));

  it.each(['fda', 'fds'] as const)('gives back the phantom as it was written: .%s', async kind => {
    const bytes = await writeFda(asymmetricPhantom(laterality), { kind });
    expect(sniffs(topconFda, bytes)).toBe(true);
    const series = await openOneSeries(topconFda, bytes);
    const { header, patient } = series;
    const samples = await allSamples(series);
    expect(header.sampleType).toBe(kind === 'fda' ? 'uint8' : 'uint16');
    expect(samples.every((value, i) => value === (phantom.grey[i] as number) * (kind === 'fda' ? 1 : 257))).toBe(true);
    if (kind === 'fda') await expectGrey(series, phantom, 0);
    await expectLines(series, phantom, ['ILM', 'RPE', 'BM']);
    expect(header).toMatchObject({ laterality, scanPattern: 'raster', series: '3D(H), macula', qualityUnit: 'TopQ' });
    expect(header.acquiredAt).toBe(phantom.acquiredAt.slice(0, 19));
    expect(header.spacingUm.column).toEqual({ value: expect.closeTo(12, 9), source: 'measured' });
    expect(header.spacingUm.bscan).toEqual({ value: expect.closeTo(120, 9), source: 'measured' });
    expect(header.spacingUm.row).toEqual({ value: 3.87, source: 'measured' });
    expect(header.device).toEqual({ manufacturer: 'Topcon', model: '3DOCT-2000', software: '8.42' });
    expect(patient).toEqual({ identifier: 'P-4711', name: 'Phantom, Ada', birthDate: '1950-02-03', sex: 'F' });
    expect(header.identifiers).toEqual(['patient ID', 'name', 'birth date', 'sex']);
    expect(header.notes).toEqual([]);
  });

  it('places each B-scan on the fundus picture, the first at its top', async () => {
    const { header } = await openOneSeries(topconFda, await writeFda(asymmetricPhantom(laterality)));
    expect(header.localizer?.spacingUm.column).toEqual({ value: expect.closeTo(pixelUm, 6), source: 'estimated' });
    for (const [index, { path }] of header.bscans.entries()) {
      const wanted = phantom.paths[index];
      if (path?.kind !== 'line' || wanted?.kind !== 'line') throw new Error('expected lines');
      for (const end of ['start', 'end'] as const) {
        expect(Math.abs(path[end].xUm - wanted[end].xUm)).toBeLessThan(pixelUm);
        expect(Math.abs(path[end].yUm - wanted[end].yUm)).toBeLessThan(pixelUm);
      }
    }
    expect(header.bscans[0]?.path?.start.yUm).toBeLessThan(header.bscans[4]?.path?.start.yUm as number);
  });

  it.each(['fda', 'fds'] as const)('shows the fundus picture in its colours: .%s', async kind => {
    const volume = coloured(asymmetricPhantom(laterality));
    const series = await openOneSeries(topconFda, await writeFda(volume, { kind }));
    const read = await series.readLocalizer();
    expect([read?.rows, read?.columns, read?.channels]).toEqual([60, 72, 3]);
    expect(Buffer.from(read?.data ?? []).equals(Buffer.from(volume.localizer.data))).toBe(true);
  });
});

describe('scan patterns of Topcon files', () => {
  const phantom = asymmetricPhantom('OD');
  const headerOf = async (options: FdaOptions) => (await openOneSeries(topconFda, await writeFda(phantom, options))).header;

  it('a vertical raster runs from left to right, each B-scan downwards', async () => {
    const { scanPattern, bscans, localizer } = await headerOf({ mode: 6, box: [20, 10, 50, 50], sizeMm: [4, 3] });
    expect(scanPattern).toBe('raster');
    expect(localizer?.spacingUm).toEqual({ row: { value: 100, source: 'estimated' }, column: { value: 100, source: 'estimated' } });
    const path = bscans[0]?.path;
    if (path?.kind !== 'line') throw new Error('expected a line');
    expect(path.start.xUm).toBeCloseTo((20 + 3 - 36) * 100, 6);
    expect(path.end.xUm).toBeCloseTo(path.start.xUm, 9);
    expect(path.end.yUm).toBeGreaterThan(path.start.yUm);
  });

  it('radial B-scans turn around the circle’s centre, and the reader says whom it follows', async () => {
    const { scanPattern, bscans, spacingUm, notes } = await headerOf({ mode: 3, box: [36, 30, 20, 0], sizeMm: [4, 4] });
    expect([scanPattern, spacingUm.bscan, spacingUm.column?.value]).toEqual(['radial', null, 4000 / 48]);
    const lengths = bscans.map(({ path }) =>
      path?.kind === 'line' ? Math.hypot(path.start.xUm + path.end.xUm, path.start.yUm + path.end.yUm) : 1,
    );
    for (const offCentre of lengths) expect(offCentre).toBeCloseTo(0, 6);
    expect(bscans[0]?.path?.start.xUm).toBeGreaterThan(0);
    expect(notes.some(({ message }) => message.includes('one reader'))).toBe(true);
  });

  it('a line lies where the file says, again and again where there are several', async () => {
    const { scanPattern, bscans } = await headerOf({ mode: 0, box: [16, 30, 56, 30], sizeMm: [4, 0] });
    expect(scanPattern).toBe('repeated');
    expect(bscans[2]?.path).toEqual(bscans[0]?.path);
  });

  it('a circle has no lengths, since readers disagree about its size; rare patterns are not placed', async () => {
    const circle = await headerOf({ mode: 1, box: [36, 30, 20, 0], sizeMm: [3.4, 3.4] });
    expect([circle.scanPattern, circle.spacingUm.column, circle.bscans[0]?.path]).toEqual(['circle', null, null]);
    expect(circle.notes.filter(({ severity }) => severity === 'warning')).toHaveLength(1);
    const cross = await headerOf({ mode: 11 });
    expect([cross.scanPattern, cross.spacingUm.bscan, cross.series]).toEqual([null, null, '5LineCross, macula']);
  });
});

describe('what else a Topcon file may hold', () => {
  const phantom = asymmetricPhantom('OS');

  it('greys as stored, or spread as Topcon exports them', async () => {
    const bytes = await writeFda(phantom);
    const spread = await openOneSeries(topconFda, bytes, { params: { contrast: 'topconExport' } });
    const stored = await (await openOneSeries(topconFda, bytes)).readBscan(2, 'stored');
    const shown = await spread.readBscan(2, 'display');
    for (const at of [0, 700, 1500, 3000]) {
      const wanted = Math.round((((stored.data[at] as number) - 54) * 255) / 137);
      expect(shown.data[at]).toBe(Math.min(Math.max(wanted, 0), 255));
    }
    expect(spread.header.intensity.display).toContain('54 to 191');
  });

  it('encrypted patients stay unknown, and are told of', async () => {
    const { header, patient } = await openOneSeries(topconFda, await writeFda(phantom, { isPatientEncrypted: true }));
    expect(Object.values(patient)).toEqual([null, null, null, null]);
    expect(header.identifiers).toEqual(['patient details, encrypted']);
  });

  it('a file cut behind its B-scans is read with a warning, one cut in them is not', async () => {
    const bytes = await writeFda(phantom);
    const { header } = await openOneSeries(topconFda, bytes.subarray(0, bytes.length - 200));
    expect(header.notes[0]).toMatchObject({ about: 'file', severity: 'warning' });
    const error = await openInMemory(topconFda, bytes.subarray(0, headerBytes + 1200)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'unreadableFile', message: expect.stringContaining('@IMG_JPEG') });
  });

  it('a fundus picture alone is a picture', async () => {
    const bytes = Buffer.from(await writeFda(phantom));
    bytes.write('@OTHER', bytes.indexOf('@IMG_JPEG'));
    const { header, readBscan } = await openOneSeries(topconFda, bytes);
    expect(header).toMatchObject({ modality: 'fundus', laterality: 'OS', shape: { bscans: 1, rows: 60, columns: 72, channels: 3 } });
    expect((await readBscan(0, 'display')).data).toHaveLength(60 * 72);
  });
});

/** With a fundus picture whose channels differ. */
function coloured(phantom: WritableVolume): WritableVolume {
  const { data, rows, columns } = phantom.localizer;
  const mixed = Uint8Array.from({ length: 3 * data.length }, (_, i) => {
    const value = data[Math.floor(i / 3)] as number;
    return [value, value >> 1, 255 - value][i % 3] as number;
  });
  return { ...phantom, localizer: { data: mixed, rows, columns, channels: 3 } };
}
