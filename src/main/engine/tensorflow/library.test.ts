import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { cacheFolder, findLibrary, type LibraryBuild, type LibraryPins, libraryFolder, libraryPins, wantedBuild } from './library.ts';
import { nvidiaDriver } from './nvidiaDriver.ts';
import { tinyElf } from './testing/tinyElf.ts';

const files = ['tensorflow/libtensorflow_framework.so.2', 'tensorflow/libtensorflow_cc.so.2'];

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-library-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Pins of libraries of 10 bytes each. */
function tinyPins(): LibraryPins {
  const wheel = (name: string) => ({
    name,
    version: '1.2.3',
    file: `${name}.whl`,
    sha256: name.padEnd(64, '0'),
    sizeBytes: 1,
    files: Object.fromEntries(files.map(file => [file, 10])),
  });
  return { version: '1.2.3', builds: { cpu: { wheels: [wheel('c')], links: {} }, cuda: { wheels: [wheel('d'), wheel('e')], links: {} } } };
}

function putIntoCache(cache: string, build: LibraryBuild, sizeBytes = 10): void {
  for (const file of files) {
    const path = join(libraryFolder({ FOVEA_CACHE: cache }, build, tinyPins()), file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, Buffer.alloc(sizeBytes));
  }
}

test('a library in the cache is found, with its version and build', () => {
  const cache = temporaryFolder();
  putIntoCache(cache, 'cpu');
  const folder = join(cache, 'libtensorflow', '1.2.3-cpu-c00000000000', 'tensorflow');
  expect(findLibrary({ FOVEA_CACHE: cache, FOVEA_BUILD: 'cpu' }, tinyPins())).toEqual({
    folder,
    framework: join(folder, 'libtensorflow_framework.so.2'),
    tensorflow: join(folder, 'libtensorflow_cc.so.2'),
    version: '1.2.3',
    build: 'cpu',
    source: 'cache',
  });
});

test('without FOVEA_BUILD the build that is there is taken; with it, only that one', () => {
  const cache = temporaryFolder();
  putIntoCache(cache, 'cuda');
  expect(findLibrary({ FOVEA_CACHE: cache }, tinyPins()).build).toBe('cuda');
  expect(() => findLibrary({ FOVEA_CACHE: cache, FOVEA_BUILD: 'cpu' }, tinyPins())).toThrow(/Expected libtensorflow 1\.2\.3 in .*-cpu-/);
});

test('a missing or short library is an environment error that names the two commands to run', () => {
  const cache = temporaryFolder();
  const find = () => findLibrary({ FOVEA_CACHE: cache, FOVEA_BUILD: 'cpu' }, tinyPins());
  expect(find).toThrow(expect.objectContaining({ code: 'environment', message: expect.stringMatching(/npm start.*bin\/fovea doctor/) }));
  putIntoCache(cache, 'cpu', 9);
  expect(find).toThrow(/missing or incomplete/);
});

test('FOVEA_LIBTENSORFLOW goes first, and a library that searches for nvidia folders is a CUDA build', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'libtensorflow_cc.so.2'), tinyElf({}));
  expect(() => findLibrary({ FOVEA_LIBTENSORFLOW: folder })).toThrow(/there is no .*libtensorflow_framework\.so\.2\. Correct it/);
  writeFileSync(join(folder, 'libtensorflow_framework.so.2'), tinyElf({}));
  expect(findLibrary({ FOVEA_LIBTENSORFLOW: folder })).toMatchObject({
    folder,
    version: null,
    build: 'cpu',
    source: 'FOVEA_LIBTENSORFLOW',
  });
  writeFileSync(join(folder, 'libtensorflow_framework.so.2'), tinyElf({ runpath: '$ORIGIN/../nvidia/cudnn/lib' }));
  expect(findLibrary({ FOVEA_LIBTENSORFLOW: folder }).build).toBe('cuda');
});

test('the cache is FOVEA_CACHE, else below XDG_CACHE_HOME, else below the home folder', () => {
  expect(cacheFolder({ FOVEA_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a');
  expect(cacheFolder({ XDG_CACHE_HOME: '/b' })).toBe('/b/fovea');
  expect(cacheFolder({})).toBe(join(homedir(), '.cache/fovea'));
});

test('an unknown FOVEA_BUILD is refused with the known ones', () => {
  expect(() => wantedBuild({ FOVEA_BUILD: 'rocm' })).toThrow('Expected FOVEA_BUILD to be "cpu" or "cuda", but it is "rocm".');
});

test('every pinned wheel carries a full hash and the two libraries come first in each build', () => {
  for (const { wheels } of Object.values(libraryPins.builds)) {
    expect(Object.keys(wheels[0]?.files ?? {}).sort()).toEqual([...files].sort());
    for (const { name, version, file, sha256 } of wheels) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(file.startsWith(`${name.replaceAll('-', '_')}-${version}-`)).toBe(true);
    }
  }
});

test('the driver’s version is read from the kernel module’s own words', () => {
  const file = join(temporaryFolder(), 'version');
  writeFileSync(
    file,
    'NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.14  Thu Feb 22 01:44:30 UTC 2024\nGCC version:  gcc version 12.2.0\n',
  );
  expect(nvidiaDriver(file)).toEqual({ version: '550.54.14' });
  writeFileSync(file, 'NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.124.06  Release Build\n');
  expect(nvidiaDriver(file)).toEqual({ version: '570.124.06' });
  expect(nvidiaDriver('/nowhere', '/proc/self/exe')).toEqual({ version: null });
  expect(nvidiaDriver('/nowhere', '/nowhere')).toBeNull();
});
