// Writes one volume with its patient and without, as DICOM, NIfTI and MetaImage, for readers in Python: node writeFiles.ts FOLDER.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dicomUids, writeDicomLocalizer, writeDicomOpt } from '../../../../src/main/dataset/formats/dicom/writeDicomOpt.ts';
import { writeMetaImage } from '../../../../src/main/dataset/formats/metaImage/writeMetaImage.ts';
import { writeNifti } from '../../../../src/main/dataset/formats/nifti/writeNifti.ts';
import { asymmetricPhantom } from '../../../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { collect } from '../../../../src/main/dataset/formats/testing/openInMemory.ts';
import { phantomSeries } from '../../../../src/main/dataset/formats/testing/phantomSeries.ts';

/** Letters beyond ASCII, since each format has its own way with them. */
export const identityPatient = { identifier: 'Ü-4711', name: 'Müller, Łucja', birthDate: '1950-02-03', sex: 'F' } as const;

export async function identityFiles(): Promise<Record<string, Uint8Array>> {
  const series = { ...phantomSeries(asymmetricPhantom('OS'), 'uint16'), patient: identityPatient };
  const uids = dicomUids('identity');
  const files: Record<string, Uint8Array> = {};
  for (const [name, options] of [
    ['kept', { keepsIdentity: true }],
    ['bare', {}],
  ] as const) {
    files[`${name}.dcm`] = await collect(writeDicomOpt(series, uids, options));
    files[`${name}-localizer.dcm`] = (await writeDicomLocalizer(series, uids, options)) as Uint8Array;
    files[`${name}.nii`] = await collect(writeNifti(series, options));
    files[`${name}.mha`] = await collect(writeMetaImage(series, options));
  }
  return files;
}

if (process.argv[1] === import.meta.filename) {
  const [folder = '.'] = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(await identityFiles())) writeFileSync(join(folder, name), bytes);
}
