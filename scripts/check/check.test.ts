import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { brokenLinks } from './brokenLinks.ts';
import { layerViolations, tensorflowLoaders, violationsIn } from './layerViolations.ts';
import { longFiles } from './longFiles.ts';

/** A folder with these files; gives back the folder and their paths. */
function tree(files: Record<string, string>): [root: string, paths: string[]] {
  const root = mkdtempSync(join(tmpdir(), 'fovea-check-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [root, Object.keys(files)];
}

/** For each line of the table: may this file import that? */
function verdicts(table: [path: string, source: string][]): boolean[] {
  return table.map(([path, source]) => violationsIn(path, source).length === 0);
}

test('an import that goes up is a violation that names file, line, import and layer', () => {
  const source = `import { a } from './a.ts';\n\nimport {\n  b,\n} from '../store/b.ts';\n`;
  expect(violationsIn('src/main/imaging/resize.ts', source)).toEqual([
    "src/main/imaging/resize.ts:5 imports '../store/b.ts', which layer main/imaging may not. Its libraries are none; its layers stand in scripts/check/layerTable.ts.",
  ]);
});

test('each heavy library has its one home', () => {
  const imports = (library: string) => `import thing from '${library}';`;
  expect(
    verdicts([
      ['src/main/engine/tensorflow/capi.ts', imports('koffi')],
      ['src/main/engine/tensorflow/tfjs.ts', imports('@tensorflow/tfjs-node-gpu/dist/tfjs_binding.js')],
      ['src/main/jobs/queue.ts', imports('koffi')],
      ['src/main/store/open.ts', imports('better-sqlite3')],
      ['src/main/lock.ts', imports('better-sqlite3')],
      ['src/main/engine/host/entry.ts', imports('better-sqlite3')],
      ['src/main/dataset/formats/jpeg.ts', imports('sharp')],
      ['src/main/dataset/walkFolder.ts', imports('sharp')],
      ['src/renderer/features/volume/niivueSlices.ts', imports('@niivue/niivue')],
      ['src/renderer/features/volume/AcrossPane.tsx', imports('@niivue/niivue')],
      ['src/renderer/App.tsx', imports('@mantine/core')],
      ['src/renderer/App.tsx', imports('node:fs')],
      ['src/shared/units.ts', imports('zod')],
      ['src/shared/units.ts', imports('node:path')],
    ]),
  ).toEqual([true, true, false, true, true, false, true, false, true, false, true, false, true, false]);
});

test('layers see what the table lets them, in every way of importing', () => {
  expect(
    verdicts([
      ['src/main/engine/host/runLock.ts', `import { acquireLock } from '../../lock.ts';`],
      ['src/main/jobs/run.ts', `import { startEngine } from '../engine/host/client.ts';`],
      ['src/main/store/run.ts', `export { capi } from '../engine/tensorflow/capi.ts';`],
      ['src/main/store/run.ts', `const { capi } = await import('../engine/tensorflow/capi.ts');`],
      ['src/main/jobs/run.ts', `const { app } = require("electron");`],
      ['src/main/jobs/run.ts', `import '../api/router.ts';`],
      ['src/main/jobs/run.ts', `import type { Router } from '../api/router.ts';`],
      ['src/renderer/client/link.ts', `import type { AppRouter } from '../../main/api/router.ts';`],
      ['src/renderer/client/link.ts', `import { appRouter } from '../../main/api/router.ts';`],
      ['src/main/http/serve.ts', `import { cli } from '../cli/cli.ts';`],
      ['src/main/imaging/colorMaps.ts', `import viridis from '../../../resources/colormaps/viridis.json' with { type: 'json' };`],
      ['src/main/imaging/a.ts', `// import { a } from '../store/a.ts';\n/*\nimport b from 'sharp';\n*/`],
    ]),
  ).toEqual([true, true, false, false, false, false, false, true, false, false, true, true]);
});

test('a file outside every layer is reported; tests and test support may import anything', () => {
  const [root, paths] = tree({
    'src/main/elsewhere/a.ts': '',
    'src/main/imaging/a.test.ts': `import fs from 'node:fs';`,
    'src/main/imaging/testing/b.ts': `import fs from 'node:fs';`,
    'src/main/imaging/c.ts': `import fs from 'node:fs';`,
  });
  const violations = layerViolations(root, paths);
  expect(violations).toHaveLength(2);
  expect(violations[0]).toMatch(/^src\/main\/elsewhere\/a\.ts belongs to no layer/);
  expect(violations[1]).toMatch(/^src\/main\/imaging\/c\.ts:1 imports 'node:fs'/);
});

test('files warn at 250 lines and fail at 400, except tests and tables', () => {
  const lines = (count: number) => 'x\n'.repeat(count);
  const [root, paths] = tree({
    'src/a.ts': lines(249),
    'src/b.ts': lines(250),
    'src/c.tsx': lines(399),
    'src/d.ts': lines(400),
    'src/d.test.ts': lines(400),
    'src/layerTable.ts': lines(400),
    'src/store/migrations/0001_initial.ts': lines(400),
  });
  expect(longFiles(root, paths)).toEqual({ warn: ['src/b.ts: 250 lines', 'src/c.tsx: 399 lines'], fail: ['src/d.ts: 400 lines'] });
});

test('links to missing files and headings are found; good links, addresses and code are left alone', () => {
  const [root, paths] = tree({
    'README.md': [
      '# Fovea',
      '[good](docs/guide.md) [heading](docs/guide.md#first-light--two-commands) [own](#fovea) [folder](docs/)',
      '[missing](docs/none.md) ![picture](docs/none.png "title")',
      '[no heading](docs/guide.md#third)',
      '[address](https://example.org/x) `[code](none.md)`',
      '```',
      '[more code](none.md)',
      '```',
      '[reference]: docs/none.md',
      '<img src="docs/none.svg">',
    ].join('\n'),
    'docs/guide.md': '# Guide\n## First light – two commands\n[up](../README.md) [outside](../../other.md)\n',
  });
  expect(brokenLinks(root, paths)).toEqual([
    'README.md:3 links to docs/none.md, but there is no docs/none.md.',
    'README.md:3 links to docs/none.png, but there is no docs/none.png.',
    'README.md:4 links to docs/guide.md#third, but docs/guide.md has no heading #third.',
    'README.md:9 links to docs/none.md, but there is no docs/none.md.',
    'README.md:10 links to docs/none.svg, but there is no docs/none.svg.',
    'docs/guide.md:3 links to ../../other.md, but there is no ../other.md.',
  ]);
});

test('a file of the main process that reaches TensorFlow through others is found once, with the way; types and lazy imports do not count', () => {
  const sources = new Map([
    ['src/main/jobs/bad.ts', `import { b } from '../engine/host/between.ts';`],
    ['src/main/api/behind.ts', `import { bad } from '../jobs/bad.ts';`],
    ['src/main/jobs/typed.ts', `import type { b } from '../engine/host/between.ts';`],
    ['src/main/jobs/lazy.ts', `const load = () => import('../engine/host/between.ts');`],
    ['src/main/engine/host/between.ts', `import { c } from '../tensorflow/capi.ts';\nimport { d } from './circle.ts';`],
    ['src/main/engine/host/circle.ts', `import { b } from './between.ts';`],
    ['src/main/engine/tensorflow/capi.ts', `import koffi from 'koffi';`],
  ]);
  expect(tensorflowLoaders(sources)).toEqual([
    "src/main/jobs/bad.ts loads TensorFlow, which only the engine's own processes may: " +
      'src/main/jobs/bad.ts → src/main/engine/host/between.ts → src/main/engine/tensorflow/capi.ts → koffi.',
  ]);
});
