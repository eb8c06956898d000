import { describe, expect, it } from 'vitest';
import { type AsymmetricPhantom, asymmetricPhantom } from '../testing/asymmetricPhantom.ts';
import { expectGrey, expectLines, expectLocalizer } from '../testing/expectPhantom.ts';
import { openInMemory, openOneSeries, sniffs } from '../testing/openInMemory.ts';
import { e2eIntensity, layerPayload, writeE2e } from '../writers/writeE2e.ts';
import { elementTypes } from './elements.ts';
import { heidelbergE2e } from './index.ts';

describe.each(['OD', 'OS'] as const)('an E2E file of %s', laterality => {
  const phantom = asymmetricPhantom(laterality);

  it('gives back the phantom as it was written, with lateral spacing estimated', async () => {
    const bytes = writeE2e([phantom]);
    expect(sniffs(heidelbergE2e, bytes)).toBe(true);
    const series = await openOneSeries(heidelbergE2e, bytes);
    await expectGrey(series, phantom, 0);
    await expectLines(series, phantom, ['ILM', 'BM', 'RPE'], 1e-4);
    await expectLocalizer(series, phantom);
    const { header, patient } = series;
    expect(header).toMatchObject({ laterality, scanPattern: 'raster', acquiredAt: phantom.acquiredAt, registration: 'none' });
    expect(header.spacingUm.bscan?.source).toBe('estimated');
    expect(header.spacingUm.bscan?.value).toBeCloseTo(120, 3);
    expect(header.spacingUm.row?.source).toBe('measured');
    expect(header.spacingUm.row?.value).toBeCloseTo(3.87, 6);
    expect(header.spacingUm.column?.source).toBe('estimated');
    expect(header.spacingUm.column?.value).toBeCloseTo((47 * 12) / 48, 4);
    for (const [index, { path }] of header.bscans.entries()) {
      const written = phantom.paths[index];
      expect(path?.kind === 'line' && path.start.yUm).toBeCloseTo(written?.start.yUm as number, 3);
      expect(path?.kind === 'line' && path.end.xUm).toBeCloseTo(282, 3);
    }
    expect(patient).toEqual({ identifier: 'P-4711', name: 'Phantom, Ada', birthDate: '1950-02-03', sex: 'F' });
    expect(header.identifiers).toEqual(['patient ID', 'name', 'birth date', 'sex']);
  });
});

describe('what other readers get wrong in E2E files', () => {
  const phantom = asymmetricPhantom('OD');

  it('a: mantissas count in natural order; reversed ones only on request', async () => {
    const bytes = writeE2e([phantom]);
    const at = 20 * phantom.shape.columns + 30;
    const wanted = e2eIntensity(phantom.grey[at] as number);
    const natural = (await (await openOneSeries(heidelbergE2e, bytes)).readBscan(0, 'stored')).data;
    expect((natural[at] as number) / wanted).toBeCloseTo(1, 2);
    const other = await openOneSeries(heidelbergE2e, bytes, { params: { intensity: 'octConverter' } });
    const reversed = (await other.readBscan(0, 'stored')).data;
    expect([...reversed].some((value, i) => Math.abs(value / (natural[i] as number) - 1) > 0.3)).toBe(true);
    expect(other.header.notes.some(({ about, severity }) => about === 'intensity' && severity === 'warning')).toBe(true);
  });

  it('b: lines begin at their first A-scan, not five later', async () => {
    const heights = await (await openOneSeries(heidelbergE2e, writeE2e([phantom]))).readSurface(0);
    expect(heights[0]).toBeCloseTo(phantom.surfaces[0]?.heights[0] as number, 4);
    expect(heights[phantom.shape.columns - 1]).toBeCloseTo(phantom.surfaces[0]?.heights[phantom.shape.columns - 1] as number, 4);
  });

  it('c: quality and averaged frames are not the spectrometer’s wavelengths', async () => {
    const { header } = await openOneSeries(heidelbergE2e, writeE2e([phantom]));
    expect(header.bscans.map(({ averaged }) => averaged)).toEqual(phantom.averaged);
    expect(header.bscans.map(({ quality }) => quality)).toEqual(phantom.quality);
  });

  it('d: the localizer’s field of view is the file’s, not always 30°', async () => {
    const of = async (scanAngleDeg: number) => {
      const { header } = await openOneSeries(heidelbergE2e, writeE2e([phantom], { scanAngleDeg }));
      return header.localizer?.spacingUm.column;
    };
    expect((await of(30))?.value).toBeCloseTo(8800 / 72, 3);
    expect(await of(20)).toEqual({ value: expect.closeTo(8800 / 72 / 1.5, 3), source: 'estimated' });
    expect(await of(0)).toBeNull();
  });

  it('e: the birth date is a double', async () => {
    expect((await openOneSeries(heidelbergE2e, writeE2e([phantom]))).patient.birthDate).toBe('1950-02-03');
  });

  it('f: registration moves B-scans and lines back onto each other, and can be switched off', async () => {
    const shifts = phantom.paths.map((_, i) => ({ columns: i - 2, rows: 3 - 2 * i, shear: 0 }));
    const bytes = writeE2e([phantom], { shifts });
    const series = await openOneSeries(heidelbergE2e, bytes);
    expect(series.header.registration).toBe('applied');
    expect(await farFrom(series, phantom)).toBe(0);
    const heights = await series.readSurface(0);
    for (const [i, height] of heights.entries()) {
      if (!Number.isNaN(height)) expect(height).toBeCloseTo(phantom.surfaces[0]?.heights[i] as number, 4);
    }
    const asStored = await openOneSeries(heidelbergE2e, bytes, { params: { isRegistered: false } });
    expect(asStored.header.registration).toBe('available');
    expect(await farFrom(asStored, phantom)).toBeGreaterThan(100);
  });

  it('f: registration may shear', async () => {
    const shifts = phantom.paths.map(() => ({ columns: 0, rows: 0.5, shear: 0.05 }));
    const series = await openOneSeries(heidelbergE2e, writeE2e([phantom], { shifts }));
    await expectLines(series, phantom, ['ILM', 'BM', 'RPE'], 1e-3);
    const { data, columns } = await series.readBscan(2, 'display');
    const heights = await series.readSurface(0);
    for (const column of [5, 20, 30]) {
      const row = Math.round(heights[2 * columns + column] as number);
      expect(data[(row + 4) * columns + column]).toBeGreaterThan(100);
      expect(data[(row - 4) * columns + column]).toBeLessThan(40);
    }
  });
});

describe('an E2E file', () => {
  const phantom = asymmetricPhantom('OD');

  it('of a circle has its centre, and spacing along it', async () => {
    const paths = [{ kind: 'circle', start: { xUm: 1700, yUm: 300 }, centre: { xUm: 100, yUm: 300 } } as const];
    const circle = { ...phantom, paths, shape: { ...phantom.shape, bscans: 1 } };
    const { header } = await openOneSeries(heidelbergE2e, writeE2e([circle]));
    expect(header.scanPattern).toBe('circle');
    expect(header.spacingUm.column).toEqual({ value: expect.closeTo((2 * Math.PI * 1600) / 48, 2), source: 'estimated' });
    expect(header.spacingUm.bscan).toBeNull();
    const path = header.bscans[0]?.path;
    expect(path).toMatchObject({ kind: 'circle', direction: 'clockwise' });
    expect(path?.kind === 'circle' && Math.round(path.centre.xUm)).toBe(100);
  });

  it('holds series of both eyes, each with its own', async () => {
    const other = asymmetricPhantom('OS');
    const { series } = await openInMemory(heidelbergE2e, writeE2e([phantom, other], { isMultiple: true }));
    expect(series.map(({ header }) => [header.series, header.laterality])).toEqual([
      ['11_22_33, OCT ART Volume', 'OD'],
      ['11_22_34, OCT ART Volume', 'OS'],
    ]);
    for (const [i, one] of [phantom, other].entries()) if (series[i]) await expectGrey(series[i], one, 0);
  });

  it('with more entries than one directory holds keeps their order', async () => {
    const large = asymmetricPhantom('OS', { bscans: 97, rows: 20, columns: 16 });
    const series = await openOneSeries(heidelbergE2e, writeE2e([large]));
    await expectGrey(series, large, 0);
  });

  it('with two lines for one layer takes the one of higher rank', async () => {
    const columns = phantom.shape.columns;
    const own = { patient: 11, study: 22, series: 33, slice: 0, index: 1, type: elementTypes.layer };
    const extra = [7, 3].map(rank => ({ ...own, payload: layerPayload(0, new Float32Array(columns).fill(rank), null, rank) }));
    const heights = await (await openOneSeries(heidelbergE2e, writeE2e([phantom], { extra }))).readSurface(0);
    expect([...heights.subarray(0, columns)]).toEqual(Array(columns).fill(7));
    expect(heights[columns]).toBeCloseTo(phantom.surfaces[0]?.heights[columns] as number, 4);
  });

  it('without an eye, or with two, leaves it unknown and says so', async () => {
    const { oldLaterality, laterality, sliceLaterality } = elementTypes;
    const none = await openOneSeries(heidelbergE2e, writeE2e([phantom], { without: [oldLaterality, laterality, sliceLaterality] }));
    expect(none.header.laterality).toBeNull();
    expect(none.header.notes.map(({ about }) => about)).toContain('laterality');
    const left = { patient: 11, study: 22, series: 33, slice: -1, index: 0, type: laterality };
    const both = writeE2e([phantom], { extra: [{ ...left, payload: new Uint8Array(27).fill(0x4c, 14, 15) }] });
    expect((await openOneSeries(heidelbergE2e, both)).header.laterality).toBeNull();
  });

  it('without B-scan positions has no lateral spacing and no pattern', async () => {
    const { header } = await openOneSeries(heidelbergE2e, writeE2e([phantom], { without: [elementTypes.bscanInfo] }));
    expect(header).toMatchObject({ scanPattern: null, spacingUm: { bscan: null, row: null, column: null }, acquiredAt: null });
  });

  it('of the database (.sdb) takes the patient from the file beside it', async () => {
    const patientOnly = writeE2e([{ ...phantom, shape: { ...phantom.shape, bscans: 0 } }]);
    const series = await openOneSeries(heidelbergE2e, writeE2e([phantom], { without: [elementTypes.patient] }), {
      beside: { '00000011.pdb': patientOnly },
    });
    expect(series.patient.identifier).toBe('P-4711');
  });

  it('of nothing but a fundus picture is that picture', async () => {
    const picture = await openOneSeries(heidelbergE2e, writeE2e([{ ...phantom, shape: { ...phantom.shape, bscans: 0 } }]));
    expect(picture.header).toMatchObject({ modality: 'fundus', sampleType: 'uint8', laterality: 'OD' });
    expect(Buffer.from((await picture.readBscan(0, 'display')).data).equals(Buffer.from(phantom.localizer.data))).toBe(true);
  });

  it('with a damaged part leaves it out and says so; cut or without pictures it says where or what', async () => {
    const bytes = writeE2e([phantom]);
    const broken = Uint8Array.from(bytes);
    const first = Buffer.from(bytes).indexOf('MDbData');
    const second = Buffer.from(bytes).indexOf('MDbData', bytes.length - 500);
    expect(first).toBeGreaterThan(0);
    broken[second] = 0;
    const { header } = await openOneSeries(heidelbergE2e, broken);
    expect(header.notes.some(({ message }) => message.startsWith('1 damaged'))).toBe(true);
    await expect(openOneSeries(heidelbergE2e, bytes.subarray(0, 5000))).rejects.toMatchObject({ code: 'unreadableFile' });
    await expect(openOneSeries(heidelbergE2e, writeE2e([phantom], { without: [elementTypes.image] }))).rejects.toMatchObject({
      code: 'unsupportedFormat',
    });
  });
});

/** Pixels that differ from the phantom, of those that registration did not leave empty. */
async function farFrom(series: Awaited<ReturnType<typeof openOneSeries>>, { grey, shape }: AsymmetricPhantom): Promise<number> {
  let far = 0;
  for (let bscan = 0; bscan < shape.bscans; bscan++) {
    const { data } = await series.readBscan(bscan, 'display');
    const stored = (await series.readBscan(bscan, 'stored')).data;
    const offset = bscan * shape.rows * shape.columns;
    for (const [i, value] of data.entries()) if (!Number.isNaN(stored[i]) && value !== grey[offset + i]) far++;
  }
  return far;
}
