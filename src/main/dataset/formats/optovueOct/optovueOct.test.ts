// Optovue .OCT: our phantoms as OCT-Converter reads them (tests/golden/formats/octFiles), parts of a scan, and what does not fit together.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { crossLine } from '../../../../../tests/golden/formats/octFiles/writeFiles.ts';
import { volumeHeaderSchema } from '../../../../shared/domain/volume.ts';
import { encodeNumbers } from '../samples.ts';
import { asymmetricPhantom } from '../testing/asymmetricPhantom.ts';
import { openInMemory, openOneSeries, sniffs } from '../testing/openInMemory.ts';
import { type OptovueFiles, optovueSample, writeOptovue } from '../writers/writeOptovue.ts';
import { optovueOct } from './index.ts';
import { parseSheet } from './sheet.ts';

const golden = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../../tests/golden/formats/octFiles/oct.json'), 'utf8'));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const phantom = asymmetricPhantom('OD');
const textOf = ({ beside }: OptovueFiles) => Buffer.from(beside.bytes).toString('latin1');

function withText({ name, beside }: OptovueFiles, text: string) {
  return { name, beside: { [beside.name]: Buffer.from(text, 'latin1') } };
}

it.each(['OD', 'OS'] as const)('%s: samples, eye and time as OCT-Converter reads them, lengths as written', async eye => {
  const volume = asymmetricPhantom(eye);
  const files = writeOptovue(volume);
  const theirs = golden[files.name];
  expect(sha256(files.bytes)).toBe(theirs.sha256);
  expect(sniffs(optovueOct, files.bytes, files.name)).toBe(true);
  const { header, patient, readBscan } = await openOneSeries(optovueOct, files.bytes, withText(files, textOf(files)));
  volumeHeaderSchema.parse(header);
  const { bscans, rows, columns } = header.shape;
  expect([bscans, rows, columns]).toEqual(theirs.shape);
  for (let i = 0; i < bscans; i++) {
    const { data } = await readBscan(i, 'stored');
    expect(sha256(encodeNumbers(data))).toBe(theirs.bscans[i]);
    expect([...data]).toEqual([...volume.grey.subarray(i * rows * columns, (i + 1) * rows * columns)].map(optovueSample));
  }
  expect([header.laterality, header.acquiredAt]).toEqual([theirs.laterality === 'R' ? 'OD' : 'OS', theirs.acquired]);
  expect(header).toMatchObject({ laterality: eye, scanPattern: 'raster', series: '3D Retina', identifiers: ['name', 'patient ID'] });
  expect(header.spacingUm).toEqual({
    bscan: { value: 120, source: 'measured' },
    row: { value: 3.87, source: 'measured' },
    column: { value: 12, source: 'measured' },
  });
  expect(patient).toMatchObject({ name: 'Phantom, Ada', identifier: 'P-4711' });
});

it('two data groups of a cross, as oct-to-tiff reads them; OCT-Converter reads the first', async () => {
  const files = crossLine();
  const theirs = golden[files.name];
  expect(sha256(files.bytes)).toBe(theirs.sha256);
  const { series } = await openInMemory(optovueOct, files.bytes, withText(files, textOf(files)));
  expect(series.map(({ header }) => [header.shape.bscans, header.scanPattern])).toEqual([
    [2, null],
    [2, null],
  ]);
  const hashes: string[] = [];
  for (const { readBscan } of series) {
    for (const index of [0, 1]) hashes.push(sha256(encodeNumbers((await readBscan(index, 'stored')).data)));
  }
  expect(hashes).toEqual(theirs.octToTiff);
  expect(hashes.slice(0, 2)).toEqual(theirs.bscans);
});

it('B-scans that the text does not count are a series of their own, in every data group', async () => {
  const files = writeOptovue(phantom, { alignment: 2, groups: 2 });
  const { series } = await openInMemory(optovueOct, files.bytes, withText(files, textOf(files)));
  expect(series.map(({ header }) => [header.shape.bscans, header.series])).toEqual([
    [5, '3D Retina, Retina - 3D Retina Step 1, data group 1'],
    [2, '3D Retina, further B-scans, data group 1'],
    [5, '3D Retina, Retina - 3D Retina Step 1, data group 2'],
    [2, '3D Retina, further B-scans, data group 2'],
  ]);
  const [first, others] = await Promise.all([series[2]?.readBscan(0, 'stored'), series[3]?.readBscan(1, 'stored')]);
  expect(others?.data).toEqual(first?.data);
  expect(series[1]?.header.spacingUm.column).toBeNull();
});

it('steps of other sizes follow one another in the file', async () => {
  const files = writeOptovue(phantom);
  const text = textOf(files).replace('XY Scan Usage= 5', 'XY Scan Usage= 3\r\nXY Scan Length=24\r\nXY Scan Usage=4');
  const { series } = await openInMemory(optovueOct, files.bytes, withText(files, text));
  expect(series.map(({ header: { shape } }) => [shape.bscans, shape.columns])).toEqual([
    [3, 48],
    [4, 24],
  ]);
  const last = (await series[1]?.readBscan(3, 'stored'))?.data;
  const { rows, columns } = phantom.shape;
  expect(last?.[23]).toBe(optovueSample(phantom.grey[4 * rows * columns + columns - 1] as number));
});

it.each([
  ['Cross Line', null],
  ['Radial Lines', 'radial'],
  ['Raster', 'raster'],
])('%s is %s', async (words, pattern) => {
  const files = writeOptovue(phantom, { protocol: words });
  const { header } = await openOneSeries(optovueOct, files.bytes, withText(files, textOf(files)));
  expect([header.scanPattern, header.spacingUm.bscan === null]).toEqual([pattern, pattern !== 'raster']);
});

it('the text is read with and without blanks; other units are no lengths; identifiers are told by their kinds', () => {
  const sheet = parseSheet(
    '[A]\nXY Scan Length=513\nXY Scan Usage = 101\nXY Scan Size1= 30 deg\nPatient Name= X\nEye Scanned= os\nScan Depth=2.006',
  );
  expect(sheet).toMatchObject({ laterality: 'OS', depthMm: 2.006, rows: null, identifiers: ['name'] });
  expect(sheet.steps).toEqual([{ title: 'A', columns: 513, bscans: 101, widthMm: null, intervalMm: null }]);
});

it('a text that is missing, of another scan or without counts, and other .oct files are refused with what to do', async () => {
  const files = writeOptovue(phantom);
  const refusal = (bytes: Uint8Array, text: string | null) => {
    const opened = openInMemory(optovueOct, bytes, text === null ? { name: files.name } : withText(files, text));
    return opened.then(
      () => 'read',
      (error: { code: string; message: string }) => `${error.code} ${error.message}`,
    );
  };
  const text = textOf(files);
  expect(await refusal(files.bytes, null)).toMatch(/^unsupportedFormat .*\.txt beside it.*there is none/);
  expect(await refusal(files.bytes.subarray(0, 4000), text)).toMatch(/^unsupportedFormat .*expected 61440 bytes.*received 4000.*Check/);
  expect(await refusal(files.bytes.subarray(0, 4001), text)).toMatch(/^unsupportedFormat .*samples of 4 bytes/);
  expect(await refusal(files.bytes, 'nothing')).toMatch(/^unsupportedFormat .*OCT Window Height/);
  expect(await refusal(Buffer.from('PK\x03\x04 more'), text)).toMatch(/^unsupportedFormat .*Thorlabs/);
});
