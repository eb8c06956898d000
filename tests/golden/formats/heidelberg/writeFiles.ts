// Writes the phantom of both eyes as .e2e, for readers in Python: node writeFiles.ts FOLDER.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asymmetricPhantom } from '../../../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { writeE2e } from '../../../../src/main/dataset/formats/testing/writeE2e.ts';

const [folder = '.'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'phantom.e2e'), writeE2e([asymmetricPhantom('OD'), asymmetricPhantom('OS')]));
