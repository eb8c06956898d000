import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveChoice } from '../../../shared/domain/choice.ts';
import { patientRules } from './index.ts';
import type { Identification } from './patientRule.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fovea-patients-'));
});
afterAll(() => rm(root, { recursive: true }));

async function identify(name: string, params: object, paths: string[]): Promise<Identification> {
  const { spec, params: parsed } = resolveChoice('patient rule', patientRules, { name, params });
  return spec.identify(parsed, { root, paths });
}

async function table(text: string | Uint8Array, paths: string[], params: object = {}): Promise<Identification> {
  await writeFile(join(root, 'patients.csv'), text);
  return identify('table', params, paths);
}

test('Kermany names: the number in the middle is the patient, whatever class stands before it', async () => {
  const paths = [
    'CNV/CNV-1016042-1.jpeg',
    'a/b/DRUSEN-1016042-12.JPG',
    'BACTERIA-0042-0001.jpeg',
    'x/wet-AMD-7-2.png',
    'CNV/scan 5.png',
    'CNV-1-2/x.png',
  ];
  const { identities, labelsWin } = await identify('kermanyNames', {}, paths);
  expect(identities.map(({ patient, label }) => [patient, label])).toEqual([
    ['1016042', 'CNV'],
    ['1016042', 'DRUSEN'],
    ['0042', 'BACTERIA'],
    ['7', 'wet-AMD'],
    [null, null],
    [null, null],
  ]);
  expect(labelsWin).toBe(false);
});

test('a pattern sees the whole path, and may give eye and date', async () => {
  const pattern = '^(?<patient>\\p{L}+\\d+)/(?<eye>[^_]+)_(?<date>\\d+)?';
  const { identities } = await identify('pattern', { pattern }, [
    'Müller7/OS_20200131.png',
    'A1/right_.png',
    'A1/both_1.png',
    'nothing.png',
  ]);
  expect(identities).toEqual([
    { patient: 'Müller7', eye: 'OS', unknownEye: null, date: '20200131', label: null },
    { patient: 'A1', eye: 'OD', unknownEye: null, date: null, label: null },
    { patient: 'A1', eye: null, unknownEye: 'both', date: '1', label: null },
    { patient: null, eye: null, unknownEye: null, date: null, label: null },
  ]);
});

test('a pattern without the group, an invalid one, a giant one and an exponential one are refused with the reason', async () => {
  await expect(identify('pattern', { pattern: '(\\d+)' }, [])).rejects.toThrow("group named 'patient'");
  await expect(identify('pattern', { pattern: '(?<patient>' }, [])).rejects.toThrow('Expected a regular expression');
  await expect(identify('pattern', { pattern: `(?<patient>${'a'.repeat(1000)})` }, [])).rejects.toThrow('at most 1000 characters');
  await expect(identify('pattern', { pattern: '^(?<patient>(a+)+)$' }, [`${'a'.repeat(60)}!`])).rejects.toThrow('takes longer');
});

test('an unknown rule and an unknown parameter are refused with what is known', async () => {
  await expect(identify('dicom', {}, [])).rejects.toThrow('Known: kermanyNames, pattern, table, unknown');
  await expect(identify('pattern', { patern: 'x' }, [])).rejects.toThrow('patern');
});

test('a table is matched by path, whatever its slashes and Unicode composition, and unused rows are told', async () => {
  const decomposed = 'CNV/Mu\u0308ller.png';
  const csv = 'eye,patient,path,label\r\nOD,p1,./CNV/a.png,cnv\r\nL,p2,CNV\\b c.png,\r\n,p3,CNV/Müller.png,x\r\n,p4,gone.png,\r\n';
  const { identities, labelsWin, unmatchedRows } = await table(csv, ['CNV/a.png', 'CNV/b c.png', decomposed, 'CNV/new.png']);
  expect(identities.map(({ patient, eye, label }) => [patient, eye, label])).toEqual([
    ['p1', 'OD', 'cnv'],
    ['p2', 'OS', null],
    ['p3', null, 'x'],
    [null, null, null],
  ]);
  expect({ labelsWin, unmatchedRows }).toEqual({ labelsWin: true, unmatchedRows: ['gone.png'] });
});

test('columns of a table can be named', async () => {
  const { identities } = await table('file;pid\na.png;9\n', ['a.png'], { path: 'file', patient: 'pid' });
  expect(identities[0]?.patient).toBe('9');
});

test('a bad table is refused with its name and the line', async () => {
  await expect(table('file,patient\na.png,1\n', [])).rejects.toThrow("expected columns 'path' and 'patient', received file, patient");
  await expect(table('path,patient\na.png,1\n\n./a.png,2\n', [])).rejects.toThrow(
    "line 4: expected a path that occurs once, received 'a.png' a second time",
  );
  await expect(table('path,patient\n,1\n', [])).rejects.toThrow('line 2: expected a path that occurs once, received none');
  await expect(table('path,patient\na.png\n', [])).rejects.toThrow(/Patient table '.*patients.csv': CSV line 2/);
  await expect(table(Uint8Array.of(0x70, 0xff, 0xfe), [])).rejects.toThrow('expected UTF-8 text');
  await expect(identify('table', { csv: 'missing.csv' }, [])).rejects.toMatchObject({ code: 'notFound' });
});
