import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { asymmetricPhantom } from '../testing/asymmetricPhantom.ts';
import { expectGrey, expectLines, expectLocalizer } from '../testing/expectPhantom.ts';
import { openOneSeries, sniffs } from '../testing/openInMemory.ts';
import { powerOfGreyValue } from '../writers/writableVolume.ts';
import { writeVol } from '../writers/writeVol.ts';
import { heidelbergVol } from './index.ts';

describe.each(['OD', 'OS'] as const)('a .vol file of %s', laterality => {
  const phantom = asymmetricPhantom(laterality);

  it('gives back the phantom as it was written', async () => {
    // The file's header names a size that its B-scans do not keep, as real files do.
    const series = await openOneSeries(heidelbergVol, writeVol(phantom, { toldHeaderBytes: 61_440 }));
    await expectGrey(series, phantom, 0);
    await expectLines(series, phantom, ['ILM', 'BM', 'RPE'], 1e-4);
    await expectLocalizer(series, phantom);
    const { header, patient } = series;
    expect(header).toMatchObject({
      laterality,
      scanPattern: 'raster',
      acquiredAt: phantom.acquiredAt,
      registration: 'byDevice',
      notes: [],
    });
    expect(header.spacingUm).toEqual({
      bscan: { value: 120, source: 'measured' },
      row: { value: 3.87, source: 'measured' },
      column: { value: 12, source: 'measured' },
    });
    expect(header.localizer?.spacingUm.row).toEqual({ value: 16, source: 'measured' });
    expect(header.bscans.map(({ quality }) => quality)).toEqual(phantom.quality);
    for (const [index, { path }] of header.bscans.entries()) {
      expect(path).toMatchObject({ kind: 'line' });
      if (path?.kind !== 'line') continue;
      const written = phantom.paths[index];
      if (written?.kind === 'line') expect(path.start.yUm).toBeCloseTo(written.start.yUm, 6);
      expect(path.end.xUm).toBeCloseTo(282, 6);
    }
    expect(patient).toEqual({ identifier: 'P-4711', name: null, birthDate: '1950-02-03', sex: null });
    expect(header.identifiers).toEqual(['patient ID', 'birth date', 'visit ID']);
  });
});

describe('a .vol file', () => {
  const phantom = asymmetricPhantom('OD');

  it('keeps raw floats apart from display grey, and the largest float is no sample', async () => {
    const bytes = writeVol(phantom);
    const { rows, columns } = phantom.shape;
    new DataView(bytes.buffer).setFloat32(bytes.length - 4, 3.4028234663852886e38, true);
    const series = await openOneSeries(heidelbergVol, bytes);
    const { data } = await series.readBscan(4, 'stored');
    expect(data[0]).toBeCloseTo(powerOfGreyValue(phantom.grey[4 * rows * columns] as number), 9);
    expect(data.at(-1)).toBeNaN();
    expect((await series.readBscan(4, 'display')).data.at(-1)).toBe(0);
  });

  it('may have 3 lines instead of 17, and may be packed', async () => {
    const packed = new Uint8Array(gzipSync(writeVol(phantom, { lines: 3 })));
    expect(sniffs(heidelbergVol, packed)).toBe(true);
    const series = await openOneSeries(heidelbergVol, packed);
    await expectGrey(series, phantom, 0);
    await expectLines(series, phantom, ['ILM', 'BM'], 1e-4);
  });

  it('of a circle has its centre, and no distance between B-scans', async () => {
    const centre = { xUm: 100, yUm: -50 };
    const circles = phantom.paths.map(() => ({ kind: 'circle', start: { xUm: 250, yUm: -50 }, centre }) as const);
    const { header } = await openOneSeries(heidelbergVol, writeVol({ ...phantom, paths: circles }, { pattern: 2 }));
    expect(header.scanPattern).toBe('circle');
    expect(header.spacingUm.bscan).toBeNull();
    const path = header.bscans[0]?.path;
    // Temporal, superior, nasal, inferior in both eyes.
    expect(path).toMatchObject({ kind: 'circle', direction: 'clockwise' });
    const left = await openOneSeries(heidelbergVol, writeVol({ ...phantom, laterality: 'OS', paths: circles }, { pattern: 2 }));
    expect(left.header.bscans[0]?.path).toMatchObject({ kind: 'circle', direction: 'anticlockwise' });
    expect(path?.kind === 'circle' && Math.hypot(path.start.xUm - path.centre.xUm, path.start.yUm - path.centre.yUm)).toBeCloseTo(150, 6);
  });

  it('of an unknown pattern is told from where its B-scans lie', async () => {
    const { header } = await openOneSeries(heidelbergVol, writeVol(phantom, { pattern: 0 }));
    expect(header.scanPattern).toBe('raster');
    expect(header.notes[0]?.message).toContain('scan pattern 0');
  });

  it('named Angio is angiography, and says that only its name tells so', async () => {
    const { header } = await openOneSeries(heidelbergVol, writeVol(phantom), { name: 'S_Angio.vol' });
    expect(header.modality).toBe('OCTA');
    expect(header.notes[0]?.message).toContain('name');
  });

  it('exported without alignment says that nothing was moved', async () => {
    const bytes = writeVol(phantom);
    const first = Buffer.from(bytes).indexOf('HSF-BS-');
    new DataView(bytes.buffer).setFloat32(first + 64 + 8, -1.5, true);
    const { header } = await openOneSeries(heidelbergVol, bytes);
    expect(header.registration).toBe('none');
    expect(header.notes[0]).toMatchObject({ about: 'registration', severity: 'warning' });
  });

  it('that is cut says where it ends', async () => {
    const bytes = writeVol(phantom);
    await expect(openOneSeries(heidelbergVol, bytes.subarray(0, bytes.length - 5))).rejects.toMatchObject({
      code: 'unreadableFile',
      details: { offset: bytes.length - 5 },
    });
    await expect(openOneSeries(heidelbergVol, bytes.subarray(0, 100))).rejects.toMatchObject({ code: 'unreadableFile' });
  });
});
