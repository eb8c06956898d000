import { expect, test } from 'vitest';
import { dicomUids, writeDicomLocalizer, writeDicomOpt } from '../dataset/formats/dicom/writeDicomOpt.ts';
import { asymmetricPhantom } from '../dataset/formats/testing/asymmetricPhantom.ts';
import { collect } from '../dataset/formats/testing/openInMemory.ts';
import { phantomSeries } from '../dataset/formats/testing/phantomSeries.ts';
import { writeImg } from '../dataset/formats/writers/writeImg.ts';
import { showDataset } from './datasetSummaries.ts';
import { listFindings } from './findings.ts';
import { importDataset } from './importDataset.ts';
import { itemPage } from './items/listItems.ts';
import { addProfile } from './profiles.ts';
import { statePatients, untoldPatients } from './statePatients.ts';
import { emptyWorkspace, writeFiles } from './testing/emptyWorkspace.ts';

/** Two visits of an eye as DICOM, each a tomogram and its fundus picture; who it is stands only where `named`. */
async function studies(named: readonly string[] = []): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {};
  for (const visit of ['a', 'b']) {
    const series = phantomSeries(asymmetricPhantom(visit === 'a' ? 'OD' : 'OS'), 'uint16');
    const uids = dicomUids(visit);
    const options = (file: string) => (named.includes(file) ? { keepsIdentity: true } : {});
    files[`${visit}/tomogram`] = await collect(writeDicomOpt(series, uids, options(`${visit}/tomogram`)));
    files[`${visit}/fundus`] = (await writeDicomLocalizer(series, uids, options(`${visit}/fundus`))) as Uint8Array;
  }
  return files;
}

async function clinic(files: Record<string, Uint8Array>, request: { ownPatients?: boolean; patientPattern?: string } = {}) {
  const { context, folder } = emptyWorkspace();
  writeFiles(folder, files);
  const { dataset, report } = await importDataset(context, { folder, name: 'clinic', layout: 'flat', ...request });
  const { store } = context.workspace;
  const subjects = () => Object.fromEntries(store.items.list(dataset.id).map(({ path, subject }) => [path, subject]));
  const findings = async () => (await listFindings(context, dataset.id)).map(({ name, items }) => [name, items]);
  return { context, store, id: dataset.id, report, subjects, findings, profile: addProfile(context, { name: 'Ada' }).id };
}

test('files that name nobody stay unknown: no patient is counted, and what tells it is in the report', async () => {
  const { report, subjects } = await clinic(await studies());
  expect([report.items, report.patients, new Set(Object.values(subjects()))]).toEqual([4, 0, new Set([''])]);
  const found = report.findings.find(({ name }) => name === 'volumeWithoutPatient');
  expect(found).toMatchObject({
    severity: 'warning',
    count: 4,
    message: expect.stringMatching(/patient is unknown: 4\. .* in no part of a split/),
  });
  expect(report.findings.some(({ name }) => name === 'missingPatient')).toBe(false);
});

test('one file that tells it tells it for its study, and for no other; as asked, a study without one is a patient of its own', async () => {
  const told = await clinic(await studies(['a/fundus']));
  const { 'a/fundus': ada, ...others } = told.subjects();
  expect(others).toEqual({ 'a/tomogram': ada, 'b/fundus': '', 'b/tomogram': '' });
  expect(told.store.patients.find(ada ?? '')?.identifier).toBe('P-4711');
  expect(told.report).toMatchObject({ patients: 1 });
  expect(told.report.findings.find(({ name }) => name === 'patientByStudy')?.examples).toEqual(['a/tomogram']);
  const own = await clinic(await studies(), { ownPatients: true });
  const found = own.subjects();
  expect([found['a/fundus'] === found['a/tomogram'], found['b/fundus'] === found['b/tomogram'], own.report.patients]).toEqual([
    true,
    true,
    2,
  ]);
  expect(found['a/fundus']).not.toBe(found['b/fundus']);
});

test('a study whose files tell several patients keeps each word and is told', async () => {
  const { report, store, subjects } = await clinic(await studies(['a/fundus']), { patientPattern: '^(?<patient>a/t)omogram' });
  const identifiers = Object.values(subjects()).map(subject => store.patients.find(subject)?.identifier);
  expect(identifiers).toEqual(['P-4711', 'a/t', undefined, undefined]);
  expect(report.findings.find(({ name }) => name === 'studyOfSeveralPatients')?.examples).toEqual(['a/fundus', 'a/tomogram']);
});

test('a person says whose the rest are, for all lists at once, and takes it back', async () => {
  const { name, bytes } = writeImg(asymmetricPhantom('OD', { bscans: 2, rows: 1024, columns: 48 }));
  const files = { ...(await studies(['a/fundus'])), [`c/${name.replace('P-4711_', '')}`]: bytes };
  const { context, id, profile, subjects, findings, store } = await clinic(files);
  const patients = async () => {
    const { items } = await itemPage(context, { dataset: id }, { offset: 0, limit: 9 });
    return items.map(({ patient }) => patient);
  };
  const before = subjects();
  expect(untoldPatients(context, id)).toEqual({ volumes: 3, studies: 2, are: 'unknown', author: null });
  expect(await patients()).toEqual(['P-0001', 'P-0001', null, null, null]);
  expect(statePatients(context, { dataset: id, profile, are: 'one' })).toEqual({ before: 'unknown' });
  expect(untoldPatients(context, id)).toEqual({ volumes: 3, studies: 2, are: 'one', author: 'Ada' });
  expect(await patients()).toEqual(['P-0001', 'P-0001', 'P-0002', 'P-0002', 'P-0002']);
  expect(showDataset(context, id).patients).toBe(2);
  expect(await findings()).toContainEqual(['statedPatients', 3]);
  expect((await findings()).some(([finding]) => finding === 'volumeWithoutPatient')).toBe(false);
  expect(statePatients(context, { dataset: id, profile, are: 'each' })).toEqual({ before: 'one' });
  expect(await patients()).toEqual(['P-0001', 'P-0001', 'P-0002', 'P-0002', 'P-0003']);
  statePatients(context, { dataset: id, profile, are: 'unknown' });
  expect(subjects()).toEqual(before);
  expect(await findings()).toContainEqual(['volumeWithoutPatient', 3]);
  expect(() => statePatients(context, { dataset: id, profile: 'nobody', are: 'one' })).toThrow();
  expect(store.items.patientCount(id)).toBe(1);
});
