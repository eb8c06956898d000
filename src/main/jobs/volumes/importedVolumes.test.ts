// Volumes of several files, from import to the thread: an XML with its pictures, a DICOM scan with its fundus picture.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dicomUids, writeDicomLocalizer, writeDicomOpt } from '../../dataset/formats/dicom/writeDicomOpt.ts';
import { asymmetricPhantom } from '../../dataset/formats/testing/asymmetricPhantom.ts';
import { collect } from '../../dataset/formats/testing/openInMemory.ts';
import { phantomSeries } from '../../dataset/formats/testing/phantomSeries.ts';
import { writeHeyexXml } from '../../dataset/formats/writers/writeHeyexXml.ts';
import { importDataset } from '../importDataset.ts';
import { emptyWorkspace, writeFiles } from '../testing/emptyWorkspace.ts';
import { showVolume } from './showVolume.ts';
import { itemVolume } from './volumePlace.ts';

async function imported(files: Record<string, Uint8Array>) {
  const { context, folder } = emptyWorkspace();
  writeFiles(folder, files);
  await importDataset(context, { folder, name: 'scans', layout: 'flat', ownPatients: true });
  const items = context.workspace.store.items.list(context.workspace.store.datasets.get('scans').id);
  return { context, folder, items };
}

test('a picture beside an XML belongs to its volume: when it changes, that is said', async () => {
  const phantom = asymmetricPhantom('OS');
  const { context, folder, items } = await imported(await writeHeyexXml(phantom));
  expect(items.map(({ path, bscans, series }) => [path, bscans, series])).toEqual([['export.xml', 5, 0]]);
  const id = items[0]?.id ?? '';
  const { place } = itemVolume(context, id);
  expect(place.files.length).toBeGreaterThan(phantom.shape.bscans);
  const { bscans, rows, columns } = phantom.shape;
  for (let bscan = 0; bscan < bscans; bscan++) {
    const shown = await context.volumes.ask('bscan', place, { bscan, intensity: 'display' });
    expect(Buffer.from(shown).equals(Buffer.from(phantom.grey.subarray(bscan * rows * columns, (bscan + 1) * rows * columns)))).toBe(true);
  }
  expect(await showVolume(context, id)).toMatchObject({ header: { laterality: 'OS' }, noEnFace: null });
  const picture = join(folder, place.files[3]?.path ?? '');
  const bytes = readFileSync(picture);
  bytes[bytes.length - 20] = (bytes[bytes.length - 20] as number) ^ 1;
  writeFileSync(picture, bytes);
  await new Promise(resolve => setTimeout(resolve, 600));
  await expect(showVolume(context, id)).rejects.toMatchObject({
    code: 'damaged',
    message: expect.stringContaining(place.files[3]?.path ?? ''),
  });
});

test('a DICOM scan lies on the fundus picture that it refers to', async () => {
  const series = phantomSeries(asymmetricPhantom('OD'));
  const uids = dicomUids('imported');
  const fundus = await writeDicomLocalizer(series, uids);
  const { context, items } = await imported({
    'scan.dcm': await collect(writeDicomOpt(series, uids)),
    ...(fundus === null ? {} : { 'fundus.dcm': fundus }),
  });
  const scan = items.find(({ path, bscans }) => path === 'scan.dcm' && bscans === 5);
  const view = await showVolume(context, scan?.id ?? '');
  expect(view).toMatchObject({ format: { name: 'dicom' }, header: { laterality: 'OD', localizer: { columns: 72, rows: 60 } } });
  expect(view.header.bscans.every(({ path }) => path !== null)).toBe(true);
  const { place } = itemVolume(context, view.item);
  expect((await context.volumes.ask('localizer', place, {}))?.length).toBeGreaterThan(100);
  expect(view.check.map(({ about, state }) => [about, state])).toEqual([
    ['eye', 'ok'],
    ['up', 'ok'],
    ['order', 'ok'],
    ['spacing', 'ok'],
    ['transform', 'ok'],
  ]);
});
