// Chunks that only some Topcon files have: older ones, those of the front of the eye, and those of files without the usual pictures.
import { expect, it } from 'vitest';
import { bytesInMemory } from '../byteSource.ts';
import { encodeJpeg2000 } from '../codecs/encodeJpeg2000.ts';
import { asymmetricPhantom } from '../testing/asymmetricPhantom.ts';
import { expectGrey } from '../testing/expectPhantom.ts';
import { openInMemory, openOneSeries } from '../testing/openInMemory.ts';
import { ChunkBytes } from '../writers/chunkBytes.ts';
import { topDown } from '../writers/topDown.ts';
import { writeFda } from '../writers/writeFda.ts';
import { headerBytes, readChunks } from './chunks.ts';
import { topconFda } from './index.ts';

const phantom = topDown(asymmetricPhantom('OS'));
const { bscans, rows, columns } = phantom.shape;
type NamedChunk = readonly [name: string, payload: Uint8Array];

/** The file with each chunk replaced by what `edit` makes of it. */
async function edited(bytes: Uint8Array, edit: (name: string, payload: Uint8Array) => readonly NamedChunk[]): Promise<Uint8Array> {
  const file = new ChunkBytes().bytes(bytes.subarray(0, headerBytes));
  for (const { name, offset, sizeBytes } of (await readChunks(bytesInMemory(bytes, 'file'))).chunks) {
    for (const [newName, payload] of edit(name, bytes.subarray(offset, offset + sizeBytes))) {
      file.u8(newName.length).text(newName, newName.length).u32(payload.length).bytes(payload);
    }
  }
  return file.u8(0).whole();
}

const keep = (name: string, payload: Uint8Array): readonly NamedChunk[] => [[name, payload]];

it('lengths, eye and date are found in the chunks of older files', async () => {
  const bytes = await edited(await writeFda(phantom, { kind: 'fds' }), (name, payload) => {
    if (name === '@PARAM_SCAN_04') return [['@PARAM_SCAN_02', new ChunkBytes().zeros(21).bytes(payload.subarray(12)).whole()]];
    if (name === '@CAPTURE_INFO_02') return [['@CAPTURE_INFO', new ChunkBytes().u8(1).u16(2009, 8, 7, 6, 5, 4).whole()]];
    if (name === '@HW_INFO_03') return [['@HW_INFO_01', payload.subarray(0, 64)]];
    return keep(name, payload);
  });
  const { header } = await openOneSeries(topconFda, bytes);
  expect(header).toMatchObject({
    laterality: 'OS',
    acquiredAt: '2009-08-07T06:05:04',
    device: { model: '3DOCT-2000', software: '8.0.1.20198' },
  });
  expect([header.spacingUm.column?.value, header.spacingUm.row?.value]).toEqual([expect.closeTo(12, 9), 3.87]);
});

it.each([
  ['@IMG_SCAN_02', 26],
  ['@IMG_SCAN_03', 34],
])('raw samples in %s begin behind the size at byte %i', async (chunk, sizeAt) => {
  const bytes = await edited(await writeFda(phantom, { kind: 'fds' }), (name, payload) =>
    name === '@IMG_SCAN_03'
      ? [
          [
            chunk,
            new ChunkBytes()
              .bytes(payload.subarray(0, 17))
              .zeros(sizeAt - 17)
              .bytes(payload.subarray(18))
              .whole(),
          ],
        ]
      : keep(name, payload),
  );
  const { data } = await (await openOneSeries(topconFda, bytes)).readBscan(3, 'stored');
  expect(data[500]).toBe((phantom.grey[3 * rows * columns + 500] as number) * 257);
});

it('the motion measurement is shown where nothing else is, without place or spacing', async () => {
  const bytes = await edited(await writeFda(phantom, { kind: 'fds' }), (name, payload) =>
    keep(name === '@IMG_SCAN_03' ? '@IMG_MOT_COMP_03' : name, payload),
  );
  const { header } = await openOneSeries(topconFda, bytes);
  expect(header).toMatchObject({ scanPattern: null, spacingUm: { bscan: null, column: null } });
  expect(header.bscans.every(({ path }) => path === null)).toBe(true);
  expect(header.notes.some(({ message, severity }) => severity === 'warning' && message.includes('motion'))).toBe(true);
});

it('the grey picture is the localizer where the colour picture is missing or not registered', async () => {
  const { localizer } = phantom;
  const encoded = await encodeJpeg2000(localizer);
  const trc = new ChunkBytes().u32(localizer.columns, localizer.rows, 8, 1).u8(1).u32(encoded.length).bytes(encoded).whole();
  const bytes = await edited(await writeFda(phantom), (name, payload) => {
    if (name === '@IMG_FUNDUS')
      return [
        ['@IMG_TRC_02', trc],
        [name, payload],
      ];
    if (name === '@REGIST_INFO')
      return keep(name, new ChunkBytes().bytes(payload.subarray(0, 9)).zeros(16).bytes(payload.subarray(25)).whole());
    return keep(name, payload);
  });
  const series = await openOneSeries(topconFda, bytes);
  expect(series.header.localizer).toMatchObject({ rows: 60, columns: 72, channels: 1 });
  expect((await series.readLocalizer())?.data).toEqual(localizer.data);
  expect(series.header.bscans[0]?.path).not.toBeNull();
});

it('lines of the front of the eye are doubles and keep their names; lines of another size are left out', async () => {
  const cornea = new ChunkBytes()
    .text('CORNEA_1', 20)
    .u8(0, 1)
    .u32(columns, bscans, 8 * bscans * columns);
  cornea.f64(...Array.from({ length: bscans * columns }, (_, i) => (i < columns ? 10.5 : 0)));
  const other = new ChunkBytes()
    .text('RETINA_1', 20)
    .u16(0)
    .u32(columns - 1, bscans, 2 * (columns - 1) * bscans)
    .zeros(2 * (columns - 1) * bscans);
  const bytes = await edited(await writeFda({ ...phantom, surfaces: [] }), (name, payload) =>
    name === '@FAST_Q2_INFO'
      ? [
          ['@CONTOUR_INFO', cornea.whole()],
          ['@CONTOUR_INFO', other.whole()],
        ]
      : keep(name, payload),
  );
  const series = await openOneSeries(topconFda, bytes);
  expect(series.header.surfaces).toEqual([{ name: 'CORNEA_1', stored: 'CORNEA_1', source: 'vendor' }]);
  const heights = await series.readSurface(0);
  expect([heights[0], heights[(bscans - 1) * columns]]).toEqual([Number.NaN, rows - 10.5]);
  expect(series.header.notes.some(({ about }) => about === 'layers')).toBe(true);
  expect(series.header.qualityUnit).toBeNull();
});

it('a file without lengths or place says so; one of small chunks only is told by their names', async () => {
  const bare = await edited(await writeFda(phantom), (name, payload) =>
    ['@PARAM_SCAN_04', '@REGIST_INFO', '@CAPTURE_INFO_02'].includes(name) ? [] : keep(name, payload),
  );
  const series = await openOneSeries(topconFda, bare);
  await expectGrey(series, phantom, 0);
  const { spacingUm, localizer, laterality, notes } = series.header;
  expect([spacingUm, localizer?.spacingUm, laterality]).toEqual([
    { bscan: null, row: null, column: null },
    { row: null, column: null },
    null,
  ]);
  expect(notes.map(({ about }) => about)).toEqual(['laterality', 'geometry', 'geometry']);
  const small = await edited(bare, (name, payload) => (name.startsWith('@IMG') ? [] : keep(name, payload)));
  await expect(openInMemory(topconFda, small)).rejects.toMatchObject({
    code: 'unsupportedFormat',
    message: expect.stringContaining('@HW_INFO_03'),
  });
});

it('a chunk of no B-scans leaves the fundus picture', async () => {
  const bytes = await edited(await writeFda(phantom), (name, payload) =>
    keep(name, name === '@IMG_JPEG' ? new ChunkBytes().bytes(payload.subarray(0, 17)).u32(0, 0xa02).whole() : payload),
  );
  const { header } = await openOneSeries(topconFda, bytes);
  expect(header).toMatchObject({ modality: 'fundus', laterality: 'OS', shape: { bscans: 1 } });
});
