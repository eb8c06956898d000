// Writes phantoms for readers in Python, one eye as .fda and the other as .fds: node writeFiles.ts FOLDER.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asymmetricPhantom } from '../../../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { writeFda } from '../../../../src/main/dataset/formats/writers/writeFda.ts';

/** Name → bytes of every file that OCT-Converter opens. */
export async function topconFiles(): Promise<Record<'phantom.fda' | 'phantom.fds', Uint8Array>> {
  return {
    'phantom.fda': await writeFda(asymmetricPhantom('OD')),
    'phantom.fds': await writeFda(asymmetricPhantom('OS'), { kind: 'fds' }),
  };
}

if (import.meta.main) {
  const folder = process.argv[2] ?? '.';
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(await topconFiles())) writeFileSync(join(folder, name), bytes);
}
