// Writes phantoms of both eyes as Zeiss .img for readers in Python: node writeFiles.ts FOLDER.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asymmetricPhantom } from '../../../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { type ImgFiles, writeImg } from '../../../../src/main/dataset/formats/writers/writeImg.ts';

/** 200 A-scans of 1024 samples, as one of the readers takes for granted. */
export function zeissFiles(): readonly ImgFiles[] {
  return (['OD', 'OS'] as const).map(eye => writeImg(asymmetricPhantom(eye, { bscans: 3, rows: 1024, columns: 200 }), 'Optic Disc Cube'));
}

if (import.meta.main) {
  const folder = process.argv[2] ?? '.';
  mkdirSync(folder, { recursive: true });
  for (const { name, bytes } of zeissFiles()) writeFileSync(join(folder, name), bytes);
}
