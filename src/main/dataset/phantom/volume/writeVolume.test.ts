import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBytes } from '../../formats/byteSource.ts';
import { readIowaSurfaces } from '../../formats/iowaXml/readIowaSurfaces.ts';
import { openVolumeFile } from '../../formats/volumes.ts';
import { runToEnd } from '../../progress.ts';
import { testFolder } from '../../testing/testFolder.ts';
import { checkReadVolume } from '../testing/checkReadVolume.ts';
import { type PhantomDevice, phantomDevices } from './deviceLooks.ts';
import { makeVolume } from './makeVolume.ts';
import { type RenderedBscan, renderVolumeBscan, truthSurfaces } from './renderVolumeBscan.ts';
import { type VolumeTarget, volumeTargets } from './volumeTargets.ts';
import { formatsOf, type VolumeRecord, type WriteVolumeOrder, writeVolume } from './writeVolume.ts';

/** Full-size B-scans, few of them; the full run is `npm run phantoms`. */
const bscans = 5;
const base = { place: 'macula', disease: 'neovascular', seed: 4, bscans } as const;
const everyEye = phantomDevices.flatMap(device => [[device, 'OD'] as const, [device, 'OS'] as const]);

async function write(
  order: Partial<WriteVolumeOrder> & Pick<WriteVolumeOrder, 'device' | 'format' | 'eye'>,
  folder: string,
): Promise<VolumeRecord> {
  return runToEnd(writeVolume({ ...base, ...order }, folder, { workers: 1 }));
}

async function collect(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}

describe('a written phantom volume', () => {
  it.each(everyEye)(
    'reads back in its place, with its lines on its layers, in every format: %s %s',
    { timeout: 60_000 },
    async (device, eye) => {
      const folder = testFolder();
      const order = { ...base, device, eye };
      const volume = await runToEnd(makeVolume(order, { workers: 1 }));
      const rendered = new Map([0, 2, 3].map(index => [index, renderVolumeBscan(order, index)]));
      for (const format of formatsOf(device)) {
        const target: VolumeTarget = volumeTargets[format];
        const files = await target.files(volume, { seed: base.seed, onBscan: () => undefined });
        for (const { name, pieces } of files) writeFileSync(join(folder, name), await collect(pieces));
        const path = join(folder, files[0]?.name as string);
        const check = await checkReadVolume(path, order, [...rendered.keys()], index => rendered.get(index) as RenderedBscan);
        expect([format, check]).toMatchObject([format, { eyeIsRight: true }]);
        // HEYEX's curve rounds once more.
        expect(check.greyError, format).toBeLessThanOrEqual(format === 'e2e' ? 1 : 0);
        expect(check.onLayer.hits / check.onLayer.of, format).toBeGreaterThan(0.95);
        if (check.lineError !== null) expect(check.lineError, format).toBeLessThanOrEqual(device === 'topcon' ? 0.5 : 1e-3);
        // .e2e holds the ends of B-scans, not the spacing: 511 steps are taken for 512.
        if (check.spacingError !== null) expect(check.spacingError, format).toBeLessThan(0.003);
        // Topcon's box is in whole pixels of the fundus picture.
        if (check.placeErrorUm !== null) expect(check.placeErrorUm, format).toBeLessThan(12);
      }
    },
  );

  it('has its truth beside it: masks, lines as numbers and as OCTExplorer reads them, and what makes it again', {
    timeout: 30_000,
  }, async () => {
    const folder = join(testFolder(), 'phantom');
    const record = await write({ device: 'cirrus', format: 'nifti', eye: 'OS' }, folder);
    expect(readdirSync(folder).sort()).toEqual(['masks.nii.gz', 'surfaces.nii.gz', 'surfaces.xml', 'truth.json', 'volume.nii']);
    expect(JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(record)));
    expect(record.truth.fovea).toEqual({ bscan: 2, column: 255.5 });
    expect(record.truth.disc.column).toBeLessThan(0);
    expect(record.truth.motionRows).toHaveLength(bscans);
    const truth = renderVolumeBscan(record.order, 2);
    const { columns } = record.shape;
    const masks = await openVolumeFile(join(folder, 'masks.nii.gz'));
    expect(Buffer.from((await masks.file.series[0]?.readBscan(2, 'stored'))?.data as Uint8Array).equals(Buffer.from(truth.mask))).toBe(
      true,
    );
    await masks.file.close();
    const lines = await openVolumeFile(join(folder, 'surfaces.nii.gz'));
    expect((await lines.file.series[0]?.readBscan(2, 'stored'))?.data).toEqual(truth.surfaces);
    await lines.file.close();
    const source = await openBytes(join(folder, 'surfaces.xml'));
    const iowa = await readIowaSurfaces(source);
    await source.close();
    expect(iowa).toMatchObject({ shape: record.shape, laterality: 'OS' });
    expect(iowa.surfaces.map(({ name }) => name)).toEqual([...truthSurfaces]);
    for (const [i, { heights }] of iowa.surfaces.entries()) {
      const read = heights[2 * columns + 100] as number;
      expect(Math.abs(read - (truth.surfaces[i * columns + 100] as number))).toBeLessThan(1e-3);
    }
  });

  it('is refused with what there is, never replaces files, and leaves nothing when cancelled', { timeout: 30_000 }, async () => {
    const root = testFolder();
    const order = { ...base, device: 'cirrus', format: 'nifti', eye: 'OD' } as const;
    const refused = (wrong: object) => runToEnd(writeVolume({ ...order, ...wrong } as WriteVolumeOrder, join(root, 'x')));
    await expect(refused({ device: 'stratus' })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('cirrus, spectralis, topcon'),
    });
    await expect(refused({ format: 'vol' })).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining('nifti') });
    await expect(refused({ bscans: 1 })).rejects.toMatchObject({ code: 'usage' });
    writeFileSync(join(root, 'mine.txt'), 'mine');
    await expect(runToEnd(writeVolume(order, root))).rejects.toMatchObject({ code: 'conflict' });
    const controller = new AbortController();
    const work = writeVolume({ ...order, bscans: 40 }, join(root, 'cut'), { workers: 1, abort: controller.signal });
    await expect(runToEnd(work, () => controller.abort())).rejects.toMatchObject({ code: 'interrupted' });
    expect(readdirSync(root)).toEqual(['mine.txt']);
  });

  it('takes every device to its disc', { timeout: 60_000 }, async () => {
    const own: Record<PhantomDevice, WriteVolumeOrder['format']> = { cirrus: 'img', spectralis: 'vol', topcon: 'fds' };
    const root = testFolder();
    for (const device of phantomDevices) {
      const folder = join(root, device);
      const { files, order, truth } = await write(
        { device, format: own[device], eye: 'OS', place: 'disc', disease: 'none', bscans: 3 },
        folder,
      );
      expect(truth.disc.bscan).toBeCloseTo(1, 6);
      const check = await checkReadVolume(join(folder, files[0] as string), order, [0, 2]);
      expect(check).toMatchObject({ eyeIsRight: true, greyError: 0 });
      expect(check.onLayer.hits / check.onLayer.of).toBeGreaterThan(0.9);
    }
  });
});
