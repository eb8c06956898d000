import { describe, expect, it } from 'vitest';
import { asymmetricPhantom } from '../testing/asymmetricPhantom.ts';
import { expectGrey } from '../testing/expectPhantom.ts';
import { openInMemory, openOneSeries, sniffs } from '../testing/openInMemory.ts';
import { topDown } from '../writers/topDown.ts';
import { writeImg } from '../writers/writeImg.ts';
import { imgLayouts } from './imgLayouts.ts';
import { parseImgName } from './imgName.ts';
import { zeissImg } from './index.ts';

const shape = { bscans: 5, rows: 1024, columns: 48 };
const failure = (opening: Promise<unknown>) => opening.catch((thrown: unknown) => thrown);

describe.each(['OD', 'OS'] as const)('a Zeiss .img of %s', laterality => {
  const phantom = topDown(asymmetricPhantom(laterality, shape));
  const { name, bytes } = writeImg(asymmetricPhantom(laterality, shape));

  it('gives back the phantom, with eye and date from its name and every length assumed', async () => {
    expect(sniffs(zeissImg, bytes, name)).toBe(true);
    const series = await openOneSeries(zeissImg, bytes, { name });
    await expectGrey(series, phantom, 0);
    const { header, patient } = series;
    expect(header).toMatchObject({ laterality, scanPattern: 'raster', acquiredAt: '2021-03-04T05:06:07', sampleType: 'uint8' });
    expect(header.spacingUm).toEqual({
      bscan: { value: 6000 / 4, source: 'assumed' },
      row: { value: 2000 / 1023, source: 'assumed' },
      column: { value: 6000 / 47, source: 'assumed' },
    });
    expect(header.notes.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'note: The file has no header. How the file is cut follows from its name and its size.',
      'warning: Lengths are not in the file: a scan of 6 mm by 6 mm, 2 mm deep, is assumed.',
      'note: B-scans are turned by half a circle, as Zeiss stores them; they are taken to run from superior to inferior.',
      'note: The date in the name is read as month, day, year.',
    ]);
    expect([patient.identifier, header.identifiers]).toEqual(['P-4711', ['patient ID']]);
  });

  it('is cut and turned as a person asks', async () => {
    const asked = { columns: 96, bscans: 5, isUpsideDown: false, isMirrored: false, isReversed: true, widthMm: 3 };
    const series = await openOneSeries(zeissImg, bytes, { name: 'scan.img', params: asked });
    expect(series.header.shape).toEqual({ bscans: 5, rows: 512, columns: 96, channels: 1 });
    const { data } = await series.readBscan(0, 'stored');
    expect(Buffer.from(data as Uint8Array).equals(Buffer.from(bytes.subarray(4 * 512 * 96)))).toBe(true);
    expect(series.header.spacingUm).toEqual({ bscan: null, row: null, column: { value: 3000 / 95, source: 'assumed' } });
    expect(series.header.notes.some(({ about, severity }) => about === 'laterality' && severity === 'warning')).toBe(true);
  });
});

describe('how a Zeiss file is cut', () => {
  const name = (protocol: string, kind = 'cube_z') => `P1_${protocol}_2-28-2011_14-42-18_OS_sn44088_${kind}.img`;
  const sizes = (sizeBytes: number, file: string) => {
    const [first] = imgLayouts(sizeBytes, file);
    return first && [first.columns, first.rows, first.bscans, first.basis];
  };

  it('follows from the name where that fits the size, else from the size', () => {
    expect(sizes(67_108_864, name('Macular Cube 512x128'))).toEqual([512, 1024, 128, 'name']);
    expect(sizes(67_108_864, 'renamed.img')).toEqual([512, 1024, 128, 'size']);
    expect(sizes(40_960_000, name('Optic Disc Cube 200x200'))).toEqual([200, 1024, 200, 'name']);
    expect(sizes(40_960_000, 'renamed.img')).toEqual([200, 1024, 200, 'size']);
    expect(sizes(22_020_096, name('HD 21 Line', 'lineEnhanced'))).toEqual([1024, 1024, 21, 'name']);
    expect(sizes(5_242_880, name('HD 5 Line Raster', 'lineEnhanced'))).toEqual([1024, 1024, 5, 'name']);
    expect(sizes(20_971_520, 'renamed.img')).toEqual([4096, 1024, 5, 'size']);
    expect(sizes(384_000_000, name('Angio (6mmx6mm)', 'FlowCube_z'))).toEqual([500, 1536, 500, 'name']);
    expect(sizes(2_097_152, name('Macular Cube 512x128', 'hidef_raw'))).toEqual([1024, 1024, 2, 'name']);
  });

  it('offers what divides the file where neither speaks, and nothing where nothing does', () => {
    const guesses = imgLayouts(512 * 1024 * 9, 'unknown.img');
    expect(guesses[0]).toEqual({ columns: 512, rows: 1024, bscans: 9, protocol: null, basis: 'guess' });
    expect(guesses.every(({ columns, rows, bscans }) => columns * rows * bscans === 512 * 1024 * 9)).toBe(true);
    expect(imgLayouts(1009, 'prime.img')).toEqual([]);
  });

  it('a guess is not opened, but told with what would fit', async () => {
    const bytes = new Uint8Array(512 * 1024 * 2 + 512 * 1024);
    expect(await failure(openInMemory(zeissImg, bytes, { name: 'unknown.img' }))).toMatchObject({
      code: 'unsupportedFormat',
      message: expect.stringContaining('512 × 1024 × 3'),
    });
    const { header } = await openOneSeries(zeissImg, bytes, { name: 'unknown.img', params: { columns: 512 } });
    expect(header.shape).toEqual({ bscans: 3, rows: 1024, columns: 512, channels: 1 });
  });

  it('a cut file and a cut that does not fit are told with the numbers', async () => {
    const { name: file, bytes } = writeImg(asymmetricPhantom('OD', shape));
    expect(await failure(openInMemory(zeissImg, bytes.subarray(0, 48 * 5 * 500), { name: file }))).toMatchObject({
      code: 'unreadableFile',
      message: expect.stringContaining('245760 or 368640 bytes'),
    });
    expect(await failure(openInMemory(zeissImg, bytes, { name: file, params: { columns: 47 } }))).toMatchObject({
      code: 'badInput',
      details: { sizeBytes: 245_760 },
    });
    expect(await failure(openInMemory(zeissImg, new Uint8Array(1000), { name: name('HD 21 Line', 'lineEnhanced') }))).toMatchObject({
      code: 'unsupportedFormat',
      message: expect.stringContaining('called HD 21 Line, received 1000 bytes'),
    });
  });
});

describe('names of Zeiss files', () => {
  it('are read with and without a patient, with the day first, and with more underlines', () => {
    expect(parseImgName('P20100416133423953_Macular Cube 512x128_3-4-2010_10-41-25_OS_sn0195_cube_raw.img')).toMatchObject({
      patient: 'P20100416133423953',
      counts: [512, 128],
      acquiredAt: '2010-03-04T10:41:25',
      isDateAmbiguous: true,
      laterality: 'OS',
      kind: 'cube_raw',
      stem: 'P20100416133423953_Macular Cube 512x128_3-4-2010_10-41-25_OS_sn0195',
    });
    expect(parseImgName('PCZMI515100478_Macular Cube 512x128_14-04-2016_11-14-24_OD_sn100323_cube_z.img')).toMatchObject({
      acquiredAt: '2016-04-14T11:14:24',
      isDateAmbiguous: false,
    });
    expect(parseImgName('P7TMS_015_Macular Cube 512x128_6-25-2009_10-51-44_OD_sn7564_cube_z.img')?.patient).toBe('P7TMS_015');
    expect(parseImgName('Macular Cube 512x128_01-01-2001_01-01-01_OS_sn41343_cube_z.img')).toMatchObject({
      patient: null,
      laterality: 'OS',
    });
    expect(parseImgName('P5248_Angio (6mmx6mm)_5-20-2021_12-57-47_OS_sn58569_cube_z.img')).toMatchObject({ counts: null, sideMm: 6 });
    expect(parseImgName('T1.img')).toBeNull();
  });
});

describe('the localizer beside a Zeiss file', () => {
  const localizer = { data: Uint8Array.from({ length: 8 * 664 }, (_, i) => (i * 7) % 251), rows: 8, columns: 664, channels: 1 };
  const { name, bytes, beside } = writeImg({ ...asymmetricPhantom('OD', shape), localizer });
  const files = beside === null ? {} : { [beside.name]: beside.bytes };

  it('is shown as stored, or turned by a quarter', async () => {
    const stored = await openOneSeries(zeissImg, bytes, { name, beside: files });
    expect(stored.header.localizer).toMatchObject({ rows: 8, columns: 664, spacingUm: { row: null, column: null } });
    expect((await stored.readLocalizer())?.data).toEqual(localizer.data);
    const turned = await openOneSeries(zeissImg, bytes, { name, beside: files, params: { isLocalizerTurned: true } });
    const read = await turned.readLocalizer();
    expect([read?.rows, read?.columns]).toEqual([664, 8]);
    // Clockwise: the lower left corner comes to the upper left.
    expect([read?.data[0], read?.data[7]]).toEqual([localizer.data[7 * 664], localizer.data[0]]);
  });

  it('is left out where its size is no picture’s', async () => {
    const series = await openOneSeries(zeissImg, bytes, { name, beside: { [beside?.name ?? '']: new Uint8Array(1000) } });
    expect([series.header.localizer, await series.readLocalizer()]).toEqual([null, null]);
  });
});
