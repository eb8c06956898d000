// Writes phantoms for readers in Python, both eyes as .e2e and one as HEYEX XML: node writeFiles.ts FOLDER.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asymmetricPhantom } from '../../../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { writeE2e } from '../../../../src/main/dataset/formats/writers/writeE2e.ts';
import { writeHeyexXml } from '../../../../src/main/dataset/formats/writers/writeHeyexXml.ts';

const [folder = '.'] = process.argv.slice(2);
mkdirSync(join(folder, 'xml'), { recursive: true });
writeFileSync(join(folder, 'phantom.e2e'), writeE2e([asymmetricPhantom('OD'), asymmetricPhantom('OS')]));
for (const [name, bytes] of Object.entries(await writeHeyexXml(asymmetricPhantom('OS')))) writeFileSync(join(folder, 'xml', name), bytes);
