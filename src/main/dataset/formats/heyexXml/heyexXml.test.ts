import { describe, expect, it } from 'vitest';
import { readRaster } from '../readRaster.ts';
import { asymmetricPhantom } from '../testing/asymmetricPhantom.ts';
import { expectGrey, expectLines, expectLocalizer } from '../testing/expectPhantom.ts';
import { openInMemory, openOneSeries, sniffs } from '../testing/openInMemory.ts';
import { heyexXmlName, writeHeyexXml } from '../writers/writeHeyexXml.ts';
import { heyexXml } from './index.ts';

async function exported(laterality: 'OD' | 'OS' = 'OD') {
  const phantom = asymmetricPhantom(laterality);
  const beside = await writeHeyexXml(phantom);
  return { phantom, beside, xml: beside[heyexXmlName] as Uint8Array };
}

describe.each(['OD', 'OS'] as const)('an XML export of %s', laterality => {
  it('gives back the phantom as it was written', async () => {
    const { phantom, beside, xml } = await exported(laterality);
    expect(sniffs(heyexXml, xml)).toBe(true);
    const series = await openOneSeries(heyexXml, xml, { beside });
    await expectGrey(series, phantom, 0);
    await expectLines(series, phantom, ['ILM', 'RPE', 'BM'], 1e-4);
    await expectLocalizer(series, phantom);
    const { header, patient } = series;
    expect(header).toMatchObject({
      laterality,
      scanPattern: 'raster',
      acquiredAt: '2021-03-04T05:06:07',
      series: '1393.0, Volume',
      notes: [],
    });
    expect(header.spacingUm.row).toEqual({ value: expect.closeTo(3.87, 9), source: 'measured' });
    expect(header.spacingUm.column).toEqual({ value: expect.closeTo(12, 9), source: 'measured' });
    expect(header.spacingUm.bscan).toEqual({ value: expect.closeTo(120, 6), source: 'estimated' });
    expect(header.bscans.map(({ averaged }) => averaged)).toEqual(phantom.averaged);
    const path = header.bscans[0]?.path;
    expect(path?.kind === 'line' && [path.start.xUm, path.start.yUm].map(Math.round)).toEqual([-282, 240]);
    expect(patient).toEqual({ identifier: 'P-4711', name: 'Phantom, Ada', birthDate: '1950-02-03', sex: 'F' });
  });
});

/** An uncompressed BMP: 8 bit with a grey palette, or 24 bit. */
function bmpOf({ data, rows, columns }: { data: Uint8Array; rows: number; columns: number }, bits: 8 | 24): Uint8Array {
  const bytesPerPixel = bits / 8;
  const stride = Math.ceil((columns * bytesPerPixel) / 4) * 4;
  const start = 54 + (bits === 8 ? 1024 : 0);
  const bytes = Buffer.alloc(start + stride * rows);
  bytes.write('BM', 0, 'latin1');
  bytes.writeUInt32LE(start, 10);
  for (const [i, value] of [40, columns, rows].entries()) bytes.writeUInt32LE(value, 14 + 4 * i);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(bits, 28);
  for (let i = 54; i < start; i++) bytes[i] = (i - 54) % 4 === 3 ? 0 : (i - 54) >> 2;
  for (const [i, grey] of data.entries()) {
    const row = rows - 1 - Math.floor(i / columns);
    bytes.fill(grey, start + row * stride + (i % columns) * bytesPerPixel, start + row * stride + ((i % columns) + 1) * bytesPerPixel);
  }
  return bytes;
}

describe('an XML export', () => {
  it.each([8, 24] as const)('with BMP pictures of %i bit is the same', async bits => {
    const { phantom, beside, xml } = await exported('OS');
    const pictures = await Promise.all(
      Object.entries(beside).map(async ([name, bytes]) => {
        if (name === heyexXmlName) return [name, bytes] as const;
        const { raster } = await readRaster(bytes);
        return [name.replace('.png', '.bmp'), bmpOf({ ...raster, data: raster.data as Uint8Array }, bits)] as const;
      }),
    );
    const renamed = Buffer.from(Buffer.from(xml).toString('utf8').replaceAll('.png', '.bmp'));
    const series = await openOneSeries(heyexXml, renamed, { beside: Object.fromEntries(pictures) });
    await expectGrey(series, phantom, 0);
    await expectLocalizer(series, phantom);
  });

  it('without one of its pictures names it', async () => {
    const { beside, xml } = await exported();
    const { 'B000.png': _first, ...others } = beside;
    await expect(openInMemory(heyexXml, xml, { beside: others })).rejects.toMatchObject({
      code: 'notFound',
      message: expect.stringContaining('B000.png'),
    });
    const { 'B003.png': _later, ...rest } = beside;
    const series = await openOneSeries(heyexXml, xml, { beside: rest });
    await expect(series.readBscan(3, 'stored')).rejects.toMatchObject({ code: 'notFound' });
  });

  it('with a picture of another size says which', async () => {
    const { beside, xml } = await exported();
    const series = await openOneSeries(heyexXml, xml, { beside: { ...beside, 'B002.png': beside['LOC.png'] as Uint8Array } });
    await expect(series.readBscan(2, 'display')).rejects.toMatchObject({ code: 'unreadableFile', details: { file: 'B002.png' } });
  });

  it('that is cut, or holds no OCT, says so', async () => {
    const { beside, xml } = await exported();
    await expect(openInMemory(heyexXml, xml.subarray(0, 900), { beside })).rejects.toMatchObject({ code: 'unreadableFile' });
    const empty = Buffer.from('<HEDX><BODY><Patient><ID>1</ID></Patient></BODY></HEDX>');
    await expect(openInMemory(heyexXml, empty)).rejects.toMatchObject({ code: 'unreadableFile' });
  });

  it('may be in the Windows encoding without saying so, and with a namespace', async () => {
    const { beside, xml } = await exported();
    const text = new TextDecoder()
      .decode(xml)
      .replace('Phantom<', 'Fœtus é<')
      .replace('<HEDX>', '<HEDX xmlns="http://www.heidelbergengineering.com/schema/v1">');
    const bytes = Uint8Array.from(text, letter => (letter === 'œ' ? 0x9c : letter.charCodeAt(0)));
    expect((await openOneSeries(heyexXml, bytes, { beside })).patient.name).toBe('Fœtus é, Ada');
  });
});
