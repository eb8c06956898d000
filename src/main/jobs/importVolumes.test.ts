// A folder of volumes and images together, as clinics have them, from the import to the store, and opened again from there.
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dicomUids, writeDicomLocalizer, writeDicomOpt } from '../dataset/formats/dicom/writeDicomOpt.ts';
import { metaImageHeaderText, metaImageSamples } from '../dataset/formats/metaImage/writeMetaImage.ts';
import { encodePng } from '../dataset/formats/sharpCodec.ts';
import { asymmetricPhantom } from '../dataset/formats/testing/asymmetricPhantom.ts';
import { allSamples, collect } from '../dataset/formats/testing/openInMemory.ts';
import { phantomSamples, phantomSeries } from '../dataset/formats/testing/phantomSeries.ts';
import { writeE2e } from '../dataset/formats/writers/writeE2e.ts';
import { writeHeyexXml } from '../dataset/formats/writers/writeHeyexXml.ts';
import { writeVol } from '../dataset/formats/writers/writeVol.ts';
import { openVolumeItem } from '../dataset/openVolumeItem.ts';
import { runToEnd } from '../dataset/progress.ts';
import { scanFolder } from '../dataset/scanFolder.ts';
import { testPng } from '../dataset/testing/testImages.ts';
import { diagnosisTask } from './datasetRecords.ts';
import { importDataset } from './importDataset.ts';
import { itemFacets } from './items/facets.ts';
import { itemPage } from './items/listItems.ts';
import { datasetReadiness } from './items/readiness.ts';
import { splitForTraining } from './splitDataset.ts';
import { emptyWorkspace, writeFiles } from './testing/emptyWorkspace.ts';
import { draftTraining } from './training/draftTraining.ts';
import { preflight } from './training/preflight/index.ts';
import { showVolume } from './volumes/showVolume.ts';

const right = asymmetricPhantom('OD');
const left = asymmetricPhantom('OS');

/** Writes files into a folder that goes with the test, and opens a workspace beside it. */
function clinic(files: Record<string, string | Uint8Array>) {
  const { context, scratch } = emptyWorkspace();
  const folder = join(scratch, 'clinic');
  writeFiles(folder, files);
  return { context, folder, store: context.workspace.store };
}

async function dicomFiles(): Promise<{ tomogram: Uint8Array; picture: Uint8Array }> {
  const series = phantomSeries(left, 'uint16');
  const uids = dicomUids('import');
  return { tomogram: await collect(writeDicomOpt(series, uids)), picture: (await writeDicomLocalizer(series, uids)) as Uint8Array };
}

test('volumes are found by content, each series an item with the patient, eye and visit that its file tells', async () => {
  const { tomogram, picture } = await dicomFiles();
  const both = writeE2e([right, left]);
  const { context, folder, store } = clinic({
    'scans/both eyes.bin': both,
    'scans/copy.e2e': both,
    'scans/P1_OS.vol': writeVol(right),
    'scans/cut.vol': writeVol(right).subarray(0, 3000),
    'DICOM/series 1/I0002': tomogram,
    'DICOM/series 2/I0001': picture,
    'notes.txt': 'nothing of interest',
  });
  const pattern = '(?<patient>P\\d+)_(?<eye>OD|OS)';
  const { dataset, report, facts } = await importDataset(context, { folder, name: 'clinic', layout: 'flat', patientPattern: pattern });
  const items = store.items.list(dataset.id);
  const shown = items.map(({ path, series, bscans, laterality, visit }) => [path, series, bscans, laterality, visit]);
  expect(shown).toEqual([
    ['DICOM/series 1/I0002', 0, 5, 'OS', '2021-01-01'],
    ['DICOM/series 2/I0001', 0, 1, 'OS', expect.anything()],
    ['scans/P1_OS.vol', 0, 5, 'OD', '2021-03-04'],
    ['scans/both eyes.bin', 0, 5, 'OD', '2021-03-04'],
    ['scans/both eyes.bin', 1, 5, 'OS', '2021-03-04'],
    ['scans/copy.e2e', 0, 5, 'OD', '2021-03-04'],
    ['scans/copy.e2e', 1, 5, 'OS', '2021-03-04'],
  ]);
  // The DICOM files hold no patient, and neither do their names.
  const patients = items.map(({ subject }) => store.patients.find(subject)?.identifier);
  expect(patients).toEqual([undefined, undefined, ...Array(5).fill('P-4711')]);
  expect(items.find(({ path }) => path.endsWith('.vol'))).toMatchObject({ width: 48, height: 64, bitDepth: 32 });
  expect(report).toMatchObject({ files: 7, items: 7, volumes: 7, bscans: 31, patients: 1, ignored: [{ name: 'notes.txt' }] });
  expect(report.unreadable).toMatchObject([{ name: 'scans/cut.vol', code: 'unreadableFile' }]);
  expect(facts.classes).toEqual([]);
  const findings = Object.fromEntries(report.findings.map(({ name, message, examples }) => [name, `${message} ${examples.join('; ')}`]));
  expect(findings.volumes).toContain('7 volumes are for looking and labelling; training reads images.');
  expect(findings.volumeOtherEye).toContain('scans/P1_OS.vol: the file says OD, its name OS');
  expect(findings.duplicates).toContain('scans/both eyes.bin, series 2 = scans/copy.e2e, series 2');
  expect(findings.duplicateAcrossPatients).toBeUndefined();
  const concerned = async (finding: string) => (await itemPage(context, { dataset: dataset.id, finding }, { offset: 0, limit: 9 })).total;
  expect([await concerned('volumes'), await concerned('volumeOtherEye'), await concerned('duplicates')]).toEqual([7, 1, 4]);
});

test('what was imported opens again with the same samples, from its files alone', async () => {
  const { tomogram, picture } = await dicomFiles();
  const series = phantomSeries(right, 'uint16');
  const xml = await writeHeyexXml(right);
  const { context, folder, store } = clinic({
    'all/a.dcm': picture,
    'all/b.dcm': tomogram,
    'all/both.e2e': writeE2e([right, left]),
    'raw/scan.mhd': metaImageHeaderText(series, 'scan.raw'),
    'raw/scan.raw': await collect(metaImageSamples(series)),
    ...Object.fromEntries(Object.entries(xml).map(([name, content]) => [`heyex/${name}`, content])),
  });
  const { dataset, report } = await importDataset(context, { folder, name: 'clinic', layout: 'flat', ownPatients: true });
  expect(report.unreadable).toEqual([]);
  const open = async (path: string, number = 0) => {
    const item = store.items.list(dataset.id).find(found => found.path === path && found.series === number);
    const volume = store.volumes.find(item?.id ?? '');
    if (volume === null) throw new Error(`no volume at ${path}`);
    const files = volume.files.map(file => file.path);
    const opened = await openVolumeItem({ root: folder, files, format: volume.format, series: number }, volume.options);
    onTestFinished(() => opened.close());
    expect(opened.volume.header).toEqual(volume.header);
    return { ...opened, files };
  };
  const tomography = await open('all/b.dcm');
  expect(tomography.files).toEqual(['all/b.dcm', 'all/a.dcm']);
  expect(tomography.volume.header.localizer).not.toBeNull();
  expect(await allSamples(tomography.volume)).toEqual(phantomSamples(left, 'uint16'));
  expect((await open('all/both.e2e', 1)).volume.header.laterality).toBe('OS');
  const meta = await open('raw/scan.mhd');
  expect(meta.files).toEqual(['raw/scan.mhd', 'raw/scan.raw']);
  expect(await allSamples(meta.volume)).toEqual(phantomSamples(right, 'uint16'));
  // The pictures beside an XML are its B-scans, and no images of their own.
  const pictures = Object.keys(xml).length - 1;
  expect((await open('heyex/export.xml')).files).toHaveLength(1 + pictures);
  expect(store.items.list(dataset.id)).toHaveLength(6);
  expect(report).toMatchObject({ volumes: 6, files: 6 + pictures });
  expect(store.items.ofRoot(1).map(({ path }) => path)).toContain('raw/scan.raw');
});

test('images and volumes together: class folders label both, and a first split is made for the images', async () => {
  const files: Record<string, Uint8Array> = {};
  for (let patient = 0; patient < 8; patient++) {
    for (const name of ['CNV', 'NORMAL'])
      files[`${name}/${name}-${100 + patient + (name === 'CNV' ? 50 : 0)}-1.png`] = await testPng(patient + (name === 'CNV' ? 100 : 0));
  }
  files['CNV/eye.e2e'] = writeE2e([right]);
  files['DME/other.vol'] = writeVol(left);
  const { context, folder, store } = clinic(files);
  const { dataset, report, split } = await importDataset(context, { folder, name: 'mixed', ownPatients: true, split: true });
  expect([split, report.volumes, report.items]).toEqual(['main', 2, 18]);
  const items = store.items.list(dataset.id);
  const labelOf = (path: string) => store.labels.current(items.find(item => item.path === path)?.id ?? '', diagnosisTask)?.value;
  expect([labelOf('CNV/eye.e2e'), labelOf('DME/other.vol')]).toEqual(['CNV', 'DME']);
  expect(splitForTraining(context, dataset.id).certificate.ok).toBe(true);
  expect(await datasetReadiness(context, dataset.id)).toMatchObject({ scans: 18, volumes: 2, isTrainable: true });
  const facets = await itemFacets(context, { dataset: dataset.id });
  expect(facets).toMatchObject({
    kinds: [
      { name: 'image', count: 16 },
      { name: 'volume', count: 2 },
    ],
    devices: [
      { name: 'Heidelberg Retina Angiograph', count: 1 },
      { name: 'Spectralis', count: 1 },
    ],
    patterns: [{ name: 'raster', count: 2 }],
  });
  const { items: volumes } = await itemPage(context, { dataset: dataset.id, kinds: ['volume'], order: 'patient' }, { offset: 0, limit: 9 });
  expect(volumes.map(({ path, bscans, eye, visit }) => [path, bscans, eye, visit])).toEqual([
    ['CNV/eye.e2e', 5, 'OD', '2021-03-04'],
    ['DME/other.vol', 5, 'OS', '2021-03-04'],
  ]);
  // DME has no image: nobody can learn it, and the check says what is left out.
  const draft = draftTraining(context, { dataset: dataset.id, split: 'main' });
  expect([draft.volumes, draft.classes, draft.manifest.length]).toEqual([2, ['CNV', 'NORMAL'], 16]);
  expect(preflight(draft).map(({ title }) => title)).toContain('2 volumes are for looking and labelling; training reads images');
});

test('only the files that were asked for are taken, wherever they lie', async () => {
  const { context, folder, store } = clinic({ 'a.e2e': writeE2e([right]), 'b.vol': writeVol(left), 'c/d.vol': writeVol(left) });
  copyFileSync(join(folder, 'b.vol'), join(folder, 'e.vol'));
  const { dataset, report } = await importDataset(context, { folder, name: 'two', layout: 'flat', only: ['a.e2e', 'c/d.vol', 'gone.vol'] });
  expect(store.items.list(dataset.id).map(({ path }) => path)).toEqual(['a.e2e', 'c/d.vol']);
  expect(report).toMatchObject({ files: 3, unreadable: [{ name: 'gone.vol', code: 'notFound' }] });
  await expect(importDataset(context, { folder, name: 'out', only: ['../other.vol'] })).rejects.toMatchObject({ code: 'usage' });
});

test('no identifier of a patient reaches a journal', async () => {
  const { folder } = clinic({ 'a.e2e': writeE2e([right]), 'b.vol': writeVol(left) });
  const journal = join(folder, '..', 'journal.jsonl');
  const first = await runToEnd(scanFolder(folder, { journalPath: journal }));
  expect(first.volumes[0]?.patient).toBe('P-4711');
  expect(readFileSync(journal, 'utf8')).not.toMatch(/4711|Ada/);
  const again = await runToEnd(scanFolder(folder, { journalPath: journal }));
  expect(again).toEqual({ ...first, resumed: 2 });
});

test('a folder of slices is one item under the class above it, kept by all its files; what is no slice stays an image', async () => {
  const slice = async (value: number) =>
    encodePng({ data: new Uint8Array(48).map((_, i) => value + (i % 7)), rows: 6, columns: 8, channels: 1 });
  const { context, folder, store } = clinic({
    ...{ 'CNV/P1 eye/b1.png': await slice(1), 'CNV/P1 eye/b2.png': await slice(20), 'CNV/P1 eye/b10.png': await slice(40) },
    'CNV/image.png': await testPng(1),
  });
  const request = { folder, name: 'slices', patientPattern: '(?<patient>P\\d)', ownPatients: true, slices: true };
  const { dataset, report } = await importDataset(context, request);
  const items = store.items.list(dataset.id);
  expect(items.map(({ path, bscans, series }) => [path, bscans, series])).toEqual([
    ['CNV/P1 eye/b1.png', 3, 0],
    ['CNV/image.png', 1, null],
  ]);
  expect(items.map(({ id }) => store.labels.current(id, diagnosisTask)?.value)).toEqual(['CNV', 'CNV']);
  expect(store.patients.find(items[0]?.subject ?? '')?.identifier).toBe('P1');
  const { files } = store.volumes.find(items[0]?.id ?? '') as NonNullable<ReturnType<typeof store.volumes.find>>;
  expect(files.map(({ path }) => path)).toEqual(['CNV/P1 eye/b1.png', 'CNV/P1 eye/b2.png', 'CNV/P1 eye/b10.png']);
  const findings = Object.fromEntries(report.findings.map(({ name, examples }) => [name, examples.join()]));
  expect(findings).toMatchObject({ notSlices: 'CNV/image.png', volumeDoubt: expect.stringContaining('7 numbers are missing') });
  onTestFinished(() => context.volumes.close());
  const shown = await showVolume(context, items[0]?.id ?? '');
  expect(shown).toMatchObject({ format: { name: 'pictures', proof: 'independent' }, options: [], header: { shape: { bscans: 3 } } });
});
