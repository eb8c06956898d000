// Bioptigen .OCT: our phantoms as OCT-Converter reads them (tests/golden/formats/octFiles), volumes, repeats, and damaged files.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { volumeHeaderSchema } from '../../../../shared/domain/volume.ts';
import { encodeNumbers } from '../samples.ts';
import { asymmetricPhantom } from '../testing/asymmetricPhantom.ts';
import { expectGrey } from '../testing/expectPhantom.ts';
import { openInMemory, openOneSeries, sniffs } from '../testing/openInMemory.ts';
import { bioptigenSample, writeBioptigen } from '../writers/writeBioptigen.ts';
import { bioptigenOct } from './index.ts';

const golden = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../../tests/golden/formats/octFiles/oct.json'), 'utf8'));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const phantom = asymmetricPhantom('OS');
const { bscans, rows, columns } = phantom.shape;
const sizes = bscans * rows * columns;

/** Rows by columns → columns by rows, as OCT-Converter leaves a B-scan. */
function turned(data: ArrayLike<number>): Uint16Array {
  return Uint16Array.from({ length: rows * columns }, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)] as number);
}

it.each(['OD', 'OS'] as const)('%s: samples, eye and time as OCT-Converter reads them, lengths as written', async eye => {
  const name = `bioptigen_${eye}_V_2x2.OCT`;
  const bytes = writeBioptigen(asymmetricPhantom(eye));
  const theirs = golden[name];
  expect(sha256(bytes)).toBe(theirs.sha256);
  expect(sniffs(bioptigenOct, bytes)).toBe(true);
  const { header, readBscan } = await openOneSeries(bioptigenOct, bytes, { name });
  volumeHeaderSchema.parse(header);
  expect([header.shape.bscans, header.shape.columns, header.shape.rows]).toEqual(theirs.shape);
  for (let i = 0; i < bscans; i++) {
    const { data } = await readBscan(i, 'stored');
    expect(sha256(encodeNumbers(turned(data)))).toBe(theirs.bscans[i]);
    expect([...data]).toEqual(
      [...asymmetricPhantom(eye).grey.subarray(i * rows * columns, (i + 1) * rows * columns)].map(grey => bioptigenSample(grey, 16)),
    );
  }
  expect([header.laterality, header.acquiredAt]).toEqual([theirs.laterality === 'R' ? 'OD' : 'OS', theirs.acquired]);
  expect(header).toMatchObject({ laterality: eye, scanPattern: 'raster', sampleType: 'uint16', identifiers: [] });
  expect(header.spacingUm).toEqual({
    bscan: { value: 120, source: 'estimated' },
    row: { value: 3.87, source: 'measured' },
    column: { value: 12, source: 'measured' },
  });
});

it('8 bit samples are shown as stored; the switch turns A-scans over', async () => {
  const bytes = writeBioptigen(phantom, { bits: 8 });
  await expectGrey(await openOneSeries(bioptigenOct, bytes), phantom, 0);
  const over = await openOneSeries(bioptigenOct, bytes, { params: { topSample: 'last' } });
  const { data } = await over.readBscan(0, 'stored');
  expect([...data.subarray(0, columns)]).toEqual([...phantom.grey.subarray((rows - 1) * columns, rows * columns)]);
});

it('volumes and repeats are series, in the order in which Bioptigen takes them', async () => {
  const { series } = await openInMemory(bioptigenOct, writeBioptigen(phantom, { volumes: 2, repeats: 3 }));
  expect(series.map(({ header }) => header.series)).toEqual(
    [1, 2].flatMap(volume => [1, 2, 3].map(repeat => `volume ${volume} of 2, repeat ${repeat} of 3`)),
  );
  for (const [copy, { header, readBscan }] of series.entries()) {
    expect([header.shape.bscans, header.scanPattern]).toEqual([bscans, 'raster']);
    const { data } = await readBscan(bscans - 1, 'stored');
    expect(data[0]).toBe(bioptigenSample(phantom.grey[sizes - rows * columns] as number, 16, copy));
  }
});

it('lines taken again and again, radial lines and kinds that nobody documents have their patterns, and no distance between B-scans', async () => {
  for (const [scanType, pattern] of [
    [0, 'repeated'],
    [3, 'radial'],
    [6, null],
  ] as const) {
    const { header } = await openOneSeries(bioptigenOct, writeBioptigen(phantom, { scanType }));
    expect([header.scanPattern, header.spacingUm.bscan, header.spacingUm.column?.value]).toEqual([pattern, null, 12]);
  }
});

it('an eye is told by its own letters in the name alone', async () => {
  const eye = async (name: string) => (await openOneSeries(bioptigenOct, writeBioptigen(phantom), { name })).header.laterality;
  expect(await Promise.all(['DM_180402_OS_V.OCT', 'GOOD_V.OCT', 'OD-OS.OCT', 'od.oct'].map(eye))).toEqual(['OS', null, null, 'OD']);
});

it('a cut file gives the frames that are whole, and says so', async () => {
  const bytes = writeBioptigen(phantom);
  const { header } = await openOneSeries(bioptigenOct, bytes.subarray(0, bytes.length - 100));
  expect(header.shape.bscans).toBe(bscans - 1);
  expect(header.notes.map(({ message }) => message).join()).toContain('ends before the last frame');
  await expect(openInMemory(bioptigenOct, bytes.subarray(0, 900))).rejects.toMatchObject({ code: 'unreadableFile' });
});
