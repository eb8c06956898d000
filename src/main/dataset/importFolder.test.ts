import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataItemSchema, datasetFactsSchema, type ImportReport, importReportSchema } from '../../shared/domain/dataset.ts';
import { checkLeakage } from './checkLeakage.ts';
import { type ImportedFolder, type ImportOptions, importFolder } from './importFolder.ts';
import { importReportText } from './importReportText.ts';
import { runToEnd } from './progress.ts';
import { split, splitInput } from './split.ts';
import { testFolder } from './testing/testFolder.ts';
import { testJpeg, testPng } from './testing/testImages.ts';

/** A folder with the named pictures: the same number is the same picture. */
async function picturesIn(pictures: Record<string, number>, others: Record<string, string> = {}): Promise<string> {
  const files = await Promise.all(
    Object.entries(pictures).map(
      async ([path, seed]) => [path, path.endsWith('png') ? await testPng(seed) : await testJpeg(seed)] as const,
    ),
  );
  return testFolder({ ...Object.fromEntries(files), ...others });
}

async function importAll(root: string, options: ImportOptions = {}): Promise<ImportedFolder> {
  const imported = await runToEnd(importFolder(root, options));
  for (const item of imported.items) dataItemSchema.parse(item);
  importReportSchema.parse(imported.report);
  datasetFactsSchema.parse(imported.facts);
  expect(imported.report.files).toBe(imported.items.length + imported.report.unreadable.length + imported.report.ignored.length);
  return imported;
}

function findingsOf(report: ImportReport): Record<string, string[]> {
  return Object.fromEntries(report.findings.map(({ name, examples }) => [name, examples]));
}

test('class folders with Kermany names give scans, classes and patients, and split without a leak', async () => {
  const pictures = Array.from({ length: 24 }, (_, i) => [`${i % 2 ? 'CNV/CNV' : 'NORMAL/NORMAL'}-${100 + (i >> 1)}-${i}.jpeg`, i] as const);
  const { items, report, facts } = await importAll(await picturesIn({ ...Object.fromEntries(pictures), 'CNV/CNV-7-1.png': 90 }));
  expect(report).toMatchObject({
    items: 25,
    patients: 13,
    patientsInSeveralClasses: 12,
    classes: [
      { name: 'CNV', scans: 13, patients: 13 },
      { name: 'NORMAL', scans: 12, patients: 12 },
    ],
    sizes: [
      { name: '24 × 16, grey, 8 bit, jpeg', scans: 24 },
      { name: '24 × 16, grey, 8 bit, png', scans: 1 },
    ],
  });
  expect(items[0]).toMatchObject({
    path: 'CNV/CNV-100-1.jpeg',
    label: 'CNV',
    patient: '100',
    eye: null,
    format: 'jpeg',
    facts: { widthPx: 24, heightPx: 16 },
  });
  expect(facts.classes.map(({ name, scans }) => [name, scans])).toEqual([
    ['CNV', 13],
    ['NORMAL', 12],
  ]);
  const inputs = items.map(item => splitInput(item));
  const { assignment } = split(inputs, { ratios: [0.6, 0.15, 0.25], group: 'patient', seed: 1 });
  expect(checkLeakage(inputs, assignment, { checkedAt: '', method: '' })).toMatchObject({ ok: true });
});

test('the report finds copies across classes and patients, classes of one patient, and names that differ in capitals', async () => {
  const root = await picturesIn(
    {
      'CNV/CNV-1-1.png': 1,
      'CNV/CNV-1-2.png': 2,
      'DME/DME-2-1.png': 1,
      'DME/DME-2-2.png': 3,
      'DME/DME-3-1.png': 3,
      'cnv /CNV-4-1.png': 4,
      'DME/DRUSEN-5-1.png': 5,
      'loose-6-1.png': 6,
    },
    { '.hidden': '', 'CNV/bad.png': 'text', 'readme.md': 'text' },
  );
  const { report } = await importAll(root);
  expect(findingsOf(report)).toEqual({
    onePatientClass: ['CNV', 'cnv '],
    similarClassNames: ["'CNV' and 'cnv '"],
    unlabelled: ['loose-6-1.png'],
    labelDisagrees: ['DME/DRUSEN-5-1.png: folder DME, kermanyNames DRUSEN', 'cnv /CNV-4-1.png: folder cnv , kermanyNames CNV'],
    unreadable: ['CNV/bad.png'],
    ignored: ['.hidden', 'readme.md'],
    duplicates: ['CNV/CNV-1-1.png = DME/DME-2-1.png', 'DME/DME-2-2.png = DME/DME-3-1.png'],
    duplicateAcrossClasses: ['CNV/CNV-1-1.png = DME/DME-2-1.png'],
    duplicateAcrossPatients: ['CNV/CNV-1-1.png = DME/DME-2-1.png', 'DME/DME-2-2.png = DME/DME-3-1.png'],
  });
  expect(report.findings.find(({ name }) => name === 'duplicateAcrossClasses')).toMatchObject({ severity: 'error', count: 1 });
  const text = importReportText(report);
  expect(text).toContain('Seen: 11 (scans 8, unreadable 1, ignored 2)');
  expect(text).toContain('ERROR: Sets of files with the same content under several classes: 1.');
  expect(text).toMatch(/Not read: CNV\/bad.png: .*expected jpeg, png, tiff/);
});

test('one class only is a finding, and split folders are noted but not trusted', async () => {
  const { report, items } = await importAll(await picturesIn({ 'train/CNV/CNV-1-1.png': 1, 'test/CNV/CNV-1-2.png': 2 }));
  expect(findingsOf(report)).toEqual({ singleClass: ['CNV'], onePatientClass: ['CNV'], folderSplits: ['test', 'train'] });
  expect(report.folderSplits).toEqual([
    { name: 'test', scans: 1 },
    { name: 'train', scans: 1 },
  ]);
  expect(items.map(({ folderSplit }) => folderSplit)).toEqual(['test', 'train']);
});

test('files without a patient are reported, or count as their own when the user says so', async () => {
  const root = await picturesIn({ 'a/x.png': 1, 'b/b-7-1.png': 2 });
  const reported = await importAll(root);
  expect(reported.items.map(({ patient }) => patient)).toEqual([null, '7']);
  expect(findingsOf(reported.report)).toMatchObject({ missingPatient: ['a/x.png'] });
  const own = await importAll(root, { missingPatient: 'ownPatient' });
  expect(own.items.map(({ patient }) => patient)).toEqual(['file a/x.png', '7']);
  expect(own.report.patients).toBe(2);
  expect(findingsOf(own.report)).toMatchObject({ ownPatient: ['a/x.png'] });
});

test('a table gives patients, eyes and classes, and its loose ends are reported', async () => {
  const table = 'path,patient,label,eye,date\na/1.png,P1,x,OD,2020-01-31\na/2.png,P1,,both,\ngone.png,P9,,,\n';
  const root = await picturesIn({ 'a/1.png': 1, 'a/2.png': 2, 'a/3.png': 3 }, { 'patients.csv': table });
  const { items, report } = await importAll(root, { patientRule: { name: 'table' } });
  expect(items.map(({ patient, label, eye, date }) => [patient, label, eye, date])).toEqual([
    ['P1', 'x', 'OD', '2020-01-31'],
    ['P1', 'a', null, null],
    [null, 'a', null, null],
  ]);
  expect(findingsOf(report)).toMatchObject({
    labelDisagrees: ['a/1.png: folder a, table x'],
    unknownEye: ['a/2.png: both'],
    unmatchedRows: ['gone.png'],
    missingPatient: ['a/3.png'],
  });
});

test('a flat folder has no classes, unless the chosen pattern names them', async () => {
  const root = await picturesIn({ 'CNV-1-1.png': 1, 'x/DME-2-1.png': 2 });
  expect((await importAll(root, { layout: { name: 'flat' } })).items.map(({ label }) => label)).toEqual([null, null]);
  const patientRule = { name: 'pattern', params: { pattern: '(?<label>[A-Z]+)-(?<patient>\\d+)' } };
  expect((await importAll(root, { layout: { name: 'flat' }, patientRule })).items.map(({ label }) => label)).toEqual(['CNV', 'DME']);
});

test('names with spaces, Unicode, 255 bytes and leading dashes are imported', async () => {
  const names = ['- dash/--help.png', 'ä b/眼 1.png', `long/${'n'.repeat(251)}.png`, 'quote\'s/"x"\n.png'];
  const { items } = await importAll(await picturesIn(Object.fromEntries(names.map((name, i) => [name, i]))));
  expect(items.map(({ path }) => path).sort()).toEqual([...names].sort());
});

test('a bad choice fails before any file is read, and a folder without images says what was there', async () => {
  const root = testFolder({ 'a/text.png': 'text', 'b.txt': '' });
  const patientRule = { name: 'pattern', params: { pattern: '(' } };
  await expect(importAll(root, { patientRule })).rejects.toMatchObject({ code: 'usage' });
  await expect(importAll(root, { layout: { name: 'pyramid' } })).rejects.toMatchObject({ code: 'unknownName' });
  await expect(importAll(root)).rejects.toMatchObject({
    code: 'badInput',
    message: expect.stringContaining('with 2 unreadable and 0 ignored files and no other. The first: a/text.png'),
    details: { report: { files: 2, items: 0 } },
  });
});

test('a folder without permission is refused with what to do', () => {
  const root = testFolder();
  mkdirSync(join(root, 'closed'), { mode: 0o000 });
  const module = new URL('./importFolder.ts', import.meta.url).href;
  const script = `import { importFolder } from ${JSON.stringify(module)}; if (process.getuid() === 0) process.setuid(65534);
    try { await importFolder(${JSON.stringify(join(root, 'closed'))}).next(); } catch (error) { process.stdout.write(error.code + ' ' + error.message); }`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(stdout).toMatch(/^permissionDenied Expected a folder that can be read, received .*closed' without permission/);
});
