// A folder in the shape of an unpacked Electron, for packing alone: its "binary" holds nothing but the wire of fuses.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Marks the fuses in Electron's binary; after it a version, their number, and a character for each: '0', '1' or 'r' (removed). */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fusesOfElectron45 = '101100100';

export function makeFakeElectron(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  const wire = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, fusesOfElectron45.length]), Buffer.from(fusesOfElectron45)]);
  writeFileSync(join(folder, 'electron'), wire, { mode: 0o755 });
  for (const file of [
    'LICENSE',
    'LICENSES.chromium.html',
    'chrome-sandbox',
    'resources.pak',
    'locales/en-US.pak',
    'resources/default_app.asar',
  ]) {
    writeFileSync(join(folder, file), 'not Electron');
  }
}

/** Position of each fuse and its state, as the packed binary has them. */
export function readFuses(binary: Buffer): string {
  const start = binary.indexOf(sentinel) + sentinel.length;
  const count = binary[start + 1] ?? 0;
  return binary.subarray(start + 2, start + 2 + count).toString();
}
