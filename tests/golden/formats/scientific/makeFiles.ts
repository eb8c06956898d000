// Writes the asymmetric phantom with our own writers into a folder, for makeGolden.py: node makeFiles.ts FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { metaImageHeaderText, metaImageSamples, writeMetaImage } from '../../../../src/main/dataset/formats/metaImage/writeMetaImage.ts';
import { writeNifti } from '../../../../src/main/dataset/formats/nifti/writeNifti.ts';
import type { SampleType } from '../../../../src/main/dataset/formats/samples.ts';
import { asymmetricPhantom } from '../../../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { collect } from '../../../../src/main/dataset/formats/testing/openInMemory.ts';
import { phantomSeries } from '../../../../src/main/dataset/formats/testing/phantomSeries.ts';

export const writtenTypes: readonly SampleType[] = ['uint8', 'uint16', 'int16', 'float32'];

/** Name → bytes of every file that the independent readers open. */
export async function writtenFiles(): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const eye of ['OD', 'OS'] as const) {
    for (const type of writtenTypes) {
      const series = phantomSeries(asymmetricPhantom(eye), type);
      files.set(`${eye}-${type}.nii`, await collect(writeNifti(series)));
      files.set(`${eye}-${type}.mha`, await collect(writeMetaImage(series)));
    }
  }
  const series = phantomSeries(asymmetricPhantom('OD'));
  files.set('OD.mhd', Buffer.from(metaImageHeaderText(series, 'OD.raw')));
  files.set('OD.raw', await collect(metaImageSamples(series)));
  const noScale = phantomSeries(asymmetricPhantom('OD'), 'uint8', { spacingUm: { bscan: null, row: null, column: null } });
  files.set('noScale.nii', await collect(writeNifti(noScale)));
  return files;
}

if (import.meta.main) {
  const folder = process.argv[2] ?? '.';
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of await writtenFiles()) writeFileSync(join(folder, name), bytes);
}
