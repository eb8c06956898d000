import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ImportChoices } from '../../shared/domain/importProposal.ts';
import { asymmetricPhantom } from './formats/testing/asymmetricPhantom.ts';
import { writeVol } from './formats/writers/writeVol.ts';
import { proposeInThread } from './importThread.ts';
import { runToEnd } from './progress.ts';

async function propose(paths: readonly string[], choices: ImportChoices = {}, texts: Record<string, string | Uint8Array> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'fovea-propose-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const path of [...paths, ...Object.keys(texts)]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), texts[path] ?? 'x');
  }
  return runToEnd(proposeInThread(root, choices));
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

test("class folders with Kermany's names need nothing said", async () => {
  const paths = ['CNV', 'NORMAL'].flatMap((name, k) => range(4).map(i => `${name}/${name}-${100 * k + Math.floor(i / 2)}-${i}.jpeg`));
  const proposal = await propose([...paths, 'notes.txt']);
  expect(proposal).toMatchObject({
    ...{ layout: 'classFolders', patientPattern: null, patientTable: null, ownPatients: false },
    ...{ files: 9, images: 8, patients: 4, withoutPatient: 0 },
    classes: [
      { name: 'CNV', scans: 4, patients: 2 },
      { name: 'NORMAL', scans: 4, patients: 2 },
    ],
  });
  expect(proposal.examples[0]).toEqual({ path: 'CNV/CNV-0-0.jpeg', label: 'CNV', patient: '0', eye: null });
});

test('a flat folder has no classes; eyes in the names tell the patient before them', async () => {
  const proposal = await propose(range(6).map(i => `P00${Math.floor(i / 2)}_${i % 2 ? 'OD' : 'OS'}_2021-03-14.png`));
  expect(proposal).toMatchObject({ layout: 'flat', patients: 3, withoutPatient: 0, ownPatients: false, classes: [] });
  expect(proposal.examples[0]).toMatchObject({ label: null, patient: 'P000', eye: 'OD' });
});

test('a folder for each patient is no class', async () => {
  const proposal = await propose(range(40).map(i => `patient_${String(Math.floor(i / 2)).padStart(3, '0')}/scan${i % 2}.png`));
  expect(proposal).toMatchObject({ layout: 'flat', patients: 20, ownPatients: false });
});

test('class folders stay classes also when their names hold a number, and running numbers are no patients', async () => {
  const proposal = await propose(range(8).map(i => `grade${i % 2}/image_${i}.png`));
  expect(proposal).toMatchObject({ layout: 'classFolders', patients: 0, withoutPatient: 8, ownPatients: true });
});

test('a table of patients in the folder is found, and one that tells nothing is passed over', async () => {
  const paths = ['a.png', 'b.png'];
  const good = await propose(paths, {}, { 'patients.csv': 'path,patient,label\na.png,1,CNV\nb.png,2,NORMAL\n' });
  expect(good).toMatchObject({ patientTable: expect.stringContaining('patients.csv'), images: 2, patients: 2 });
  expect(good.classes.map(({ name }) => name)).toEqual(['CNV', 'NORMAL']);
  expect(await propose(paths, {}, { 'patients.csv': 'something,else\n' })).toMatchObject({ patientTable: null, ownPatients: true });
});

test('what a person says is taken; a pattern that is none is refused', async () => {
  const paths = ['x1-a.png', 'x2-b.png'];
  expect(await propose(paths, { patientPattern: '(?<patient>x\\d)' })).toMatchObject({ patients: 2, patientPattern: '(?<patient>x\\d)' });
  await expect(propose(paths, { patientPattern: '(' })).rejects.toMatchObject({ code: 'usage' });
  await expect(runToEnd(proposeInThread('/nowhere', {}))).rejects.toMatchObject({ code: 'notFound' });
});

test('a folder around the class folders is stepped into; a split folder is not', async () => {
  const paths = range(4)
    .map(i => `CNV-${i}-1.jpeg`)
    .flatMap(name => [`CNV/${name}`, `NORMAL/${name}`]);
  const around = await propose(paths.map(path => `export/OCT/${path}`));
  expect(around).toMatchObject({ name: 'OCT', layout: 'classFolders', images: 8, root: expect.stringMatching(/export\/OCT$/) });
  expect(around.examples[0]?.path).toBe('CNV/CNV-0-1.jpeg');
  expect((await propose(paths.map(path => `train/${path}`))).root).not.toContain('train');
  expect(await propose(range(3).map(i => `scans/${i}.png`))).toMatchObject({ name: 'scans', layout: 'flat', images: 3 });
});

test('files without an extension count as images where no others are', async () => {
  expect(await propose(['a/IM0001', 'a/IM0002', 'b/IM0001', 'notes.txt'])).toMatchObject({ layout: 'classFolders', files: 4, images: 3 });
  expect(await propose(['a/1.png', 'b/2.png', 'b/README'])).toMatchObject({ images: 2 });
});

test('volumes are told by their content, and the names of images are read for the images alone', async () => {
  const vol = writeVol(asymmetricPhantom('OD'));
  const only = await propose([], {}, { 'in/eye.bin': vol, 'in/other.vol': vol, 'notes.txt': 'text' });
  expect(only).toMatchObject({ files: 3, images: 0, volumes: 2, patients: 0, withoutPatient: 0, ownPatients: false });
  expect(only.root.endsWith('/in')).toBe(true);
  const mixed = await propose(['P1_OD_1.png', 'P2_OS_1.png', 'P3_OS_1.png'], {}, { 'eye.vol': vol });
  expect(mixed).toMatchObject({ images: 3, volumes: 1, patients: 3, withoutPatient: 0, ownPatients: false });
  const chosen = await propose(['a.png'], { only: ['eye.vol'] }, { 'eye.vol': vol });
  expect(chosen).toMatchObject({ files: 1, images: 0, volumes: 1 });
});

test('images that are numbered in sequence may be slices, which is asked and never assumed', async () => {
  const eyes = ['OD', 'OS'].flatMap(eye => range(4).map(i => `P0001 ${eye}/b${i + 1}.png`));
  const proposal = await propose(eyes, { layout: 'flat' });
  expect(proposal).toMatchObject({ images: 8, volumes: 0, slices: false, sequences: { images: 8, volumes: 2 } });
  expect(await propose(eyes, { layout: 'flat', slices: true })).toMatchObject({ images: 8, slices: true });
  expect((await propose(eyes)).sequences).toBeNull();
  const patients = range(12).map(i => `P${i % 6}_${Math.floor(i / 6)}.png`);
  expect((await propose(patients)).sequences).toBeNull();
});

test('a folder of slices that a conversion wrote, and a TIFF of pages, are volumes', async () => {
  const note = {
    foveaVolume: 1,
    spacingUm: { bscan: null, row: null, column: null },
    laterality: null,
    scanPattern: null,
    modality: 'OCT',
  };
  const folder = { 'scan-png/b1.png': 'x', 'scan-png/b2.png': 'x', 'scan-png/volume.json': JSON.stringify(note) };
  const proposal = await propose([], {}, folder);
  expect(proposal).toMatchObject({ images: 0, volumes: 1, layout: 'flat', sequences: null, examples: [{ path: 'scan-png' }] });
  const path = new URL('../../../tests/golden/formats/pictures/stacks.json', import.meta.url);
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as { files: { name: string; bytes: string }[] };
  const tiff = Buffer.from(files.find(({ name }) => name === 'uint16')?.bytes ?? '', 'base64');
  expect(await propose([], {}, { 'stack.tif': tiff, 'image.tif': 'x' })).toMatchObject({ images: 1, volumes: 1 });
});
