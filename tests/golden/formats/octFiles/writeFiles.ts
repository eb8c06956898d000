// Writes both eyes' phantoms as Optovue and Bioptigen .OCT for a reader in Python: node writeFiles.ts FOLDER.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asymmetricPhantom } from '../../../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { writeBioptigen } from '../../../../src/main/dataset/formats/writers/writeBioptigen.ts';
import { writeOptovue } from '../../../../src/main/dataset/formats/writers/writeOptovue.ts';

/** By the names that they are read under. */
export function octFiles(): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const eye of ['OD', 'OS'] as const) {
    const phantom = asymmetricPhantom(eye);
    const optovue = writeOptovue(phantom);
    files[optovue.name] = optovue.bytes;
    files[optovue.beside.name] = optovue.beside.bytes;
    files[`bioptigen_${eye}_V_2x2.OCT`] = writeBioptigen(phantom);
  }
  return files;
}

if (process.argv[1] === import.meta.filename) {
  const [folder = '.'] = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(octFiles())) writeFileSync(join(folder, name), bytes);
}
