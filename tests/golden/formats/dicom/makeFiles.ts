// Writes the asymmetric phantom as DICOM with our own writer into a folder, for makeGolden.py: node makeFiles.ts FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dicomUids, writeDicomLocalizer, writeDicomOpt } from '../../../../src/main/dataset/formats/dicom/writeDicomOpt.ts';
import { asymmetricPhantom } from '../../../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { collect } from '../../../../src/main/dataset/formats/testing/openInMemory.ts';
import { phantomSeries } from '../../../../src/main/dataset/formats/testing/phantomSeries.ts';

/** Name → bytes of every file that pydicom opens. */
export async function writtenFiles(): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const eye of ['OD', 'OS'] as const) {
    for (const type of ['uint8', 'uint16'] as const) {
      const series = phantomSeries(asymmetricPhantom(eye), type);
      const uids = dicomUids(`${eye} ${type}`);
      files.set(`${eye}-${type}.dcm`, await collect(writeDicomOpt(series, uids)));
      files.set(`${eye}-${type}-localizer.dcm`, (await writeDicomLocalizer(series, uids)) as Uint8Array);
    }
  }
  return files;
}

if (import.meta.main) {
  const folder = process.argv[2] ?? '.';
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of await writtenFiles()) writeFileSync(join(folder, name), bytes);
}
