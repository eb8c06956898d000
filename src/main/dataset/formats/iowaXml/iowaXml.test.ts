import { describe, expect, it } from 'vitest';
import { bytesInMemory } from '../byteSource.ts';
import { asymmetricPhantom } from '../testing/asymmetricPhantom.ts';
import { type IowaSurfaces, isIowaXml, readIowaSurfaces } from './readIowaSurfaces.ts';
import { writeIowaSurfaces } from './writeIowaSurfaces.ts';

const phantom = asymmetricPhantom('OS');
const written: IowaSurfaces = {
  shape: phantom.shape,
  spacingUm: phantom.spacingUm,
  laterality: 'OS',
  surfaces: phantom.surfaces.map(({ name, heights }) => ({ name, stored: name, source: 'vendor', heights })),
};
const text = [...writeIowaSurfaces(written)].join('');
const read = (xml: string) => readIowaSurfaces(bytesInMemory(Buffer.from(xml), 'x_Surfaces_Iowa.xml'));

describe('Iowa surfaces', () => {
  it('read back as written, with gaps where any line has one', async () => {
    expect(isIowaXml(Buffer.from(text).subarray(0, 4096))).toBe(true);
    const back = await read(text);
    expect(back).toMatchObject({ shape: phantom.shape, spacingUm: phantom.spacingUm, laterality: 'OS' });
    expect(back.surfaces.map(({ name, stored }) => [name, stored])).toEqual([
      ['ILM', 'ILM (ILM)'],
      ['RPE', 'Inner boundary of RPE (IB_RPE)'],
      ['BM', 'Outer boundary of RPE (OB_RPE)'],
    ]);
    const gaps = phantom.surfaces[2]?.heights as Float32Array;
    for (const [index, { heights }] of back.surfaces.entries()) {
      const wanted = phantom.surfaces[index]?.heights as Float32Array;
      for (const [at, height] of heights.entries()) {
        if (Number.isNaN(gaps[at])) expect(height).toBeNaN();
        else expect(Math.abs(height - (wanted[at] as number))).toBeLessThan(1e-4);
      }
    }
  });

  it('keep order and axes as RETIMAT describes them: x A-scans, y depth, z B-scans', async () => {
    const bscan = (values: number[]) => `<bscan>${values.map(value => `<y>${value}</y>`).join('\n')}</bscan>`;
    const xml = `<?xml version="1.0"?><surfaces><version>1.0</version><executable><version>3.8.0</version></executable>
      <scan_characteristics><manufacturer>Carl Zeiss Meditec</manufacturer>
      <size><unit>voxel</unit><x>3</x><y>1024</y><z>2</z></size>
      <voxel_size><unit>mm</unit><x>0.03</x><y>0.002</y><z>0.047</z></voxel_size><laterality>OD</laterality></scan_characteristics>
      <surface><label>10</label><name>ILM (ILM)</name><instance>1</instance>${bscan([1, 2, 3])}${bscan([4, 5.5, 6])}</surface>
      <undefined_region><ascan><x>2</x><z>0</z></ascan></undefined_region></surfaces>`;
    const { shape, spacingUm, surfaces } = await read(xml);
    expect(shape).toEqual({ bscans: 2, rows: 1024, columns: 3 });
    expect(spacingUm).toEqual({ column: 30, row: 2, bscan: 47 });
    expect([...(surfaces[0]?.heights ?? [])]).toEqual([1, 2, Number.NaN, 4, 5.5, 6]);
  });

  it('may call depth z', async () => {
    const xml = text.replaceAll('<y>', '<tmp>').replaceAll('</y>', '</tmp>').replaceAll('<z>', '<y>').replaceAll('</z>', '</y>');
    const back = await read(xml.replaceAll('<tmp>', '<z>').replaceAll('</tmp>', '</z>'));
    expect(back.shape).toEqual(phantom.shape);
    expect(back.surfaces[0]?.heights[0]).toBeCloseTo(phantom.surfaces[0]?.heights[0] as number, 4);
  });

  it('that are cut or contradict their sizes say so', async () => {
    await expect(read(text.slice(0, 3000))).rejects.toMatchObject({ code: 'unreadableFile' });
    await expect(read(text.replace('<x>48</x>', '<x>47</x>'))).rejects.toMatchObject({
      code: 'unreadableFile',
      message: expect.stringContaining('48 A-scans of 47 in B-scan 1 of ILM'),
    });
    await expect(read('<surfaces></surfaces>')).rejects.toMatchObject({ code: 'unreadableFile' });
  });
});
