// What other readers find of the patient in files of ours, written with and without (tests/golden/formats/identity).
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { identityFiles, identityPatient } from '../../../../tests/golden/formats/identity/writeFiles.ts';

const path = join(import.meta.dirname, '../../../../tests/golden/formats/identity/identity.json');
const golden = z
  .record(z.string(), z.object({ sha256: z.string(), noted: z.record(z.string(), z.unknown()) }))
  .parse(JSON.parse(readFileSync(path, 'utf8')));
const files = await identityFiles();
const notedIn = (name: string) => golden[name]?.noted ?? {};

test('the files that they read are the files that we write today', () => {
  const hashes = Object.entries(files).map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')]);
  expect(Object.fromEntries(hashes)).toEqual(Object.fromEntries(Object.entries(golden).map(([name, { sha256 }]) => [name, sha256])));
});

test.each(['', '-localizer'])('pydicom finds the patient in a DICOM file that keeps it, and nobody in one that does not (%s)', part => {
  expect(notedIn(`kept${part}.dcm`)).toEqual({
    ...{ PatientName: 'Müller^Łucja', PatientID: 'Ü-4711', PatientBirthDate: '19500203', PatientSex: 'F' },
    ...{ StudyDate: '20210304', StudyTime: '050607', ContentDate: '20210304', PatientIdentityRemoved: 'NO' },
  });
  expect(notedIn(`bare${part}.dcm`)).toEqual({
    ...{ PatientName: '', PatientID: '', PatientBirthDate: '', PatientSex: '' },
    ...{ StudyDate: '20210101', StudyTime: '', ContentDate: '20210101', PatientIdentityRemoved: 'YES' },
  });
});

test.each([
  ['nibabel', 'nii'],
  ['SimpleITK', 'mha'],
])('%s finds the same in the line of JSON of a .%s', (_reader, extension) => {
  expect(notedIn(`kept.${extension}`)).toMatchObject({ patient: identityPatient, acquiredAt: '2021-03-04T05:06:07Z', laterality: 'OS' });
  expect(Object.keys(notedIn(`bare.${extension}`))).toEqual(['foveaVolume', 'spacingUm', 'laterality', 'scanPattern', 'modality']);
});
