// The licences of everything that a package of Fovea contains: its own, those of the npm packages that are built in or shipped, and those
// of the data. Electron's and Chromium's come with Electron's binary.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../src/shared/errors.ts';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({ version: z.string().optional(), license: z.string().optional(), dev: z.boolean().optional() }),
  ),
});

/** Data with terms of their own, and texts that packages name without bringing them, by what their file is called in the package. */
const files: readonly [from: string, to: string][] = [
  ['LICENSE', 'LICENSE'],
  ['resources/licences/LGPL-3.0.txt', 'LGPL-3.0.txt'],
  ['resources/licences/GPL-3.0.txt', 'GPL-3.0.txt'],
  ['resources/demo/ATTRIBUTION.md', 'demo-scans.md'],
  ['resources/captionFont/OFL.txt', 'caption-font.txt'],
];

const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the
following conditions: The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY
CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const isc = `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that
the above copyright notice and this permission notice appear in all copies. THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL
WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE
LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS,
WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS
SOFTWARE.`;

const disclaimer = `THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT
LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT
HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT
LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY
THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF
THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`;
const bsd2 = `Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following conditions are
met: 1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.
2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer in the
documentation and/or other materials provided with the distribution.`;
const noEndorsement = `3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products derived from
this software without specific prior written permission.`;

/** For packages that name their licence and bring no text of it. */
const texts: Readonly<Record<string, string>> = {
  MIT: mit,
  ISC: isc,
  'BSD-2-Clause': `${bsd2}\n${disclaimer}`,
  'BSD-3-Clause': `${bsd2}\n${noEndorsement}\n${disclaimer}`,
  'Apache-2.0': 'The text is in LICENSE, beside this file.',
  'Apache-2.0 AND MIT': `The text of Apache-2.0 is in LICENSE, beside this file.\n\n${mit}`,
  'LGPL-3.0-or-later': 'The text is in LGPL-3.0.txt and GPL-3.0.txt, beside this file; the library is used unchanged and can be replaced.',
};

/** Empties `folder` first. Errors: `internal` for a package without a licence text, which must not be shipped before it has one. */
export function writeLicences(root: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [from, to] of files) cpSync(join(root, from), join(folder, to));
  const chapters = shippedLicences(root).map(({ name, version, licence, words }) => `${name} ${version} (${licence})\n\n${words}`);
  writeFileSync(join(folder, 'THIRD-PARTY.txt'), `${chapters.join(`\n\n${'─'.repeat(80)}\n\n`)}\n`);
}

export interface ShippedLicence {
  name: string;
  version: string;
  licence: string;
  words: string;
}

/** Of every package that is built in or shipped. Errors: as above. */
export function shippedLicences(root: string): ShippedLicence[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true && existsSync(join(root, path)));
  const found = shipped.map(([path, { version = '', license: licence = '' }]): ShippedLicence => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return { name, version, licence, words: licenceText(join(root, path), licence) ?? missing(`${name} ${version}`, licence) };
  });
  // A package may lie in several places.
  return [...new Map(found.map(entry => [`${entry.name} ${entry.version}`, entry])).values()];
}

function licenceText(folder: string, licence: string): string | null {
  const own = readdirSync(folder).filter(file => /^(licen[cs]e|copying|notice)/i.test(file) && !file.endsWith('.js'));
  if (own.length > 0) return own.map(file => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
  const { author } = z
    .looseObject({ author: z.unknown().optional() })
    .parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const holder = typeof author === 'string' ? author : z.looseObject({ name: z.string() }).safeParse(author).data?.name;
  const text = texts[licence];
  return text === undefined ? null : [...(holder === undefined ? [] : [`Copyright (c) ${holder}`]), text].join('\n\n');
}

function missing(name: string, licence: string): never {
  throw new AppError(
    'internal',
    `Expected the text of the licence of ${name} (${licence}), but it brings none. Add it to scripts/build/licences.ts.`,
  );
}
