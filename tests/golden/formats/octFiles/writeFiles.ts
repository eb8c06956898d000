// Writes both eyes' phantoms as Optovue and Bioptigen .OCT for a reader in Python: node writeFiles.ts FOLDER.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asymmetricPhantom } from '../../../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { writeBioptigen } from '../../../../src/main/dataset/formats/writers/writeBioptigen.ts';
import { type OptovueFiles, writeOptovue } from '../../../../src/main/dataset/formats/writers/writeOptovue.ts';

/** A cross of two lines in two data groups, as large as oct-to-tiff takes it for. */
export function crossLine(): OptovueFiles {
  return writeOptovue(asymmetricPhantom('OS', { bscans: 2, rows: 768, columns: 1020 }), { protocol: 'Cross Line', groups: 2 });
}

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
  const cross = crossLine();
  files[cross.name] = cross.bytes;
  files[cross.beside.name] = cross.beside.bytes;
  return files;
}

if (process.argv[1] === import.meta.filename) {
  const [folder = '.'] = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(octFiles())) writeFileSync(join(folder, name), bytes);
}
