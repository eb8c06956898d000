// DICOM against pydicom: its files read by us, ours by it (tests/golden/formats/dicom); what cannot be read is told.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { writtenFiles } from '../../../../../tests/golden/formats/dicom/makeFiles.ts';
import { volumeHeaderSchema } from '../../../../shared/domain/volume.ts';
import { bytesInMemory } from '../byteSource.ts';
import { encodeNumbers } from '../samples.ts';
import { asymmetricPhantom } from '../testing/asymmetricPhantom.ts';
import { allSamples, onlySeries, openInMemory } from '../testing/openInMemory.ts';
import { phantomSamples, phantomSeries } from '../testing/phantomSeries.ts';
import { groupDicomFolder } from './dicomFolder.ts';
import { dicom } from './index.ts';
import { writeDicomOpt } from './writeDicomOpt.ts';

const folder = join(import.meta.dirname, '../../../../../tests/golden/formats/dicom');
const golden = z
  .object({
    written: z.record(
      z.string(),
      z.object({
        file: z.string(),
        samples: z.string(),
        shape: z.array(z.number()),
        class: z.string(),
        laterality: z.string(),
        patient: z.array(z.string()),
        pixelSpacing: z.array(z.number()),
        between: z.number().optional(),
        reference: z.string().optional(),
        instance: z.string().optional(),
        lines: z.array(z.array(z.number())).optional(),
      }),
    ),
    foreign: z.array(
      z.object({ name: z.string(), bytes: z.string(), shape: z.array(z.number()), samples: z.string(), display: z.string().optional() }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(folder, 'dicom.json'), 'utf8')));

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const files = await writtenFiles();
const bytesOf = (name: string) => files.get(name) as Uint8Array;
const foreign = new Map(
  golden.foreign.map(({ name, bytes, ...rest }) => [name, { bytes: Uint8Array.from(Buffer.from(bytes, 'base64')), ...rest }]),
);
const readable = golden.foreign.map(({ name }) => name).filter(name => name !== 'scrambled');

test.each(readable)('%s gives the samples that pydicom wrote', async name => {
  const { bytes, shape, samples, display } = foreign.get(name) as NonNullable<ReturnType<typeof foreign.get>>;
  expect(dicom.sniff({ head: bytes.subarray(0, 4096), sizeBytes: bytes.length, name })).toBe(true);
  const volume = onlySeries(await openInMemory(dicom, bytes));
  const header = volumeHeaderSchema.parse(volume.header);
  const { bscans, rows, columns, channels } = header.shape;
  expect([bscans, rows, columns, channels].filter((size, i) => size > 1 || (i > 0 && i < 3))).toEqual(
    shape.filter((size, i) => size > 1 || i > 0),
  );
  const values = Float64Array.from(await allSamples(volume));
  expect(sha256(new Uint8Array(values.buffer))).toBe(samples);
  if (display !== undefined) expect(sha256((await volume.readBscan(0, 'display')).data)).toBe(display);
  if (!name.startsWith('jpegLossless')) {
    expect(header.spacingUm).toMatchObject({ row: { value: 4, source: 'measured' }, column: { value: 12, source: 'measured' } });
  }
});

test('every file that pydicom opened is the file that we write today', () => {
  expect(Object.fromEntries([...files].map(([name, bytes]) => [name, sha256(bytes)]))).toEqual(
    Object.fromEntries(Object.entries(golden.written).map(([name, { file }]) => [name, file])),
  );
});

const volumes = ['OD-uint8.dcm', 'OD-uint16.dcm', 'OS-uint8.dcm', 'OS-uint16.dcm'];

test.each(volumes)('%s: pydicom sees the samples, eye, spacing and scan lines of the phantom and no patient', name => {
  const [eye, type] = name.slice(0, -4).split('-') as ['OD' | 'OS', 'uint8' | 'uint16'];
  const phantom = asymmetricPhantom(eye);
  const seen = golden.written[name];
  expect(seen).toMatchObject({
    samples: sha256(encodeNumbers(phantomSamples(phantom, type))),
    shape: [phantom.shape.bscans, phantom.shape.rows, phantom.shape.columns],
    class: 'Ophthalmic Tomography Image Storage',
    laterality: eye === 'OD' ? 'R' : 'L',
    patient: ['', '', ''],
    pixelSpacing: [0.00387, 0.012],
    between: 0.12,
    reference: golden.written[`${name.slice(0, -4)}-localizer.dcm`]?.instance,
  });
  // Row and column on a localizer of 60 × 72 pixels of 16 µm, whose middle is 30 and 36.
  const { start, end } = phantom.paths[0] as { start: { xUm: number; yUm: number }; end: { xUm: number; yUm: number } };
  const points = [start, end].flatMap(({ xUm, yUm }) => [yUm / 16 + 30, xUm / 16 + 36]);
  for (const [i, value] of points.entries()) expect(seen?.lines?.[0]?.[i]).toBeCloseTo(value, 5);
});

test.each(['OD', 'OS'] as const)('a folder with %s finds the localizer that its B-scans lie on', async eye => {
  const phantom = asymmetricPhantom(eye);
  const names = [`${eye}-uint8-localizer.dcm`, `${eye}-uint8.dcm`];
  const opened = await groupDicomFolder(names.map(name => ({ name, open: async () => bytesInMemory(bytesOf(name), name) })));
  expect(opened.refused).toEqual([]);
  expect(opened.groups.map(({ modality, names, frames }) => [modality, names, frames])).toEqual([
    ['OP', [names[0]], 1],
    ['OPT', [names[1]], 5],
  ]);
  const volume = opened.series[1] ?? opened.series[0];
  const header = volumeHeaderSchema.parse(volume?.header);
  expect(header).toMatchObject({
    laterality: eye,
    scanPattern: 'raster',
    modality: 'OCT',
    spacingUm: phantomSeries(phantom).header.spacingUm,
  });
  for (const [i, { path }] of header.bscans.entries()) {
    const wanted = phantom.paths[i];
    if (path?.kind !== 'line' || wanted?.kind !== 'line') throw new Error('expected lines');
    for (const end of ['start', 'end'] as const) {
      expect(path[end].xUm).toBeCloseTo(wanted[end].xUm, 2);
      expect(path[end].yUm).toBeCloseTo(wanted[end].yUm, 2);
    }
  }
  expect((await volume?.readLocalizer())?.data).toEqual(phantom.localizer.data);
  expect(header.identifiers).not.toContain('name');
  await opened.close();
});

test('single pictures of one series stack by number, other sizes stay apart, what is no picture is told', async () => {
  const grey = foreign.get('grey8-explicit') as { bytes: Uint8Array };
  const numbered = (number: number, value: number) => {
    const bytes = Buffer.from(grey.bytes);
    bytes[bytes.length - 1] = value;
    // The attribute before Image Position would be Instance Number; it is put in front of Samples per Pixel.
    const at = bytes.indexOf(Buffer.from('28000200', 'hex'));
    const element = Buffer.from('2000130049530200', 'hex');
    return Buffer.concat([bytes.subarray(0, at), element, Buffer.from(`${number} `), bytes.subarray(at)]);
  };
  const folder = new Map<string, Uint8Array>([
    ['a.dcm', numbered(3, 33)],
    ['b.dcm', numbered(1, 11)],
    ['c.dcm', numbered(2, 22)],
    ['notes.txt', Buffer.from('no picture')],
  ]);
  const opened = await groupDicomFolder([...folder].map(([name, bytes]) => ({ name, open: async () => bytesInMemory(bytes, name) })));
  expect(opened.groups.map(({ names }) => names)).toEqual([['b.dcm', 'c.dcm', 'a.dcm']]);
  expect(opened.refused.map(({ name, error }) => [name, error.code])).toEqual([['notes.txt', 'unreadableFile']]);
  const last = await Promise.all([0, 1, 2].map(async i => (await opened.series[0]?.readBscan(i, 'stored'))?.data.at(-1)));
  expect(last).toEqual([11, 22, 33]);
});

test('scrambled Zeiss pixels are recognised and the way out is named', async () => {
  const { bytes } = foreign.get('scrambled') as { bytes: Uint8Array };
  await expect(openInMemory(dicom, bytes, { name: 'cirrus.dcm' })).rejects.toMatchObject({
    code: 'unsupportedFormat',
    message: expect.stringMatching(/cirrus\.dcm.*scrambled.*\.img/),
  });
});

test('a codestream of another size than the file says is refused before it is decoded', async () => {
  const { bytes } = foreign.get('grey16-jpeg2000') as { bytes: Uint8Array };
  const changed = Buffer.from(bytes);
  const siz = changed.indexOf(Buffer.from('ff4fff51', 'hex'));
  changed.writeUInt32BE(60_000, siz + 8);
  const volume = onlySeries(await openInMemory(dicom, changed));
  await expect(volume.readBscan(0, 'stored')).rejects.toMatchObject({ code: 'unreadableFile', message: expect.stringContaining('60000') });
});

test('samples that OPT cannot hold are refused with a way out', async () => {
  const pieces = writeDicomOpt(phantomSeries(asymmetricPhantom('OD'), 'float32'), {
    study: '',
    volumeSeries: '',
    volume: '',
    localizerSeries: '',
    localizer: '',
  });
  await expect(pieces.next()).rejects.toMatchObject({ code: 'badInput', message: expect.stringContaining('NIfTI') });
});
