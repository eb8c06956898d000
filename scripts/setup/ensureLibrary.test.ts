import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { libraryFolder } from '../../src/main/engine/tensorflow/library.ts';
import { type AppError, exitCodeOf } from '../../src/shared/errors.ts';
import { ensureLibrary } from './ensureLibrary.ts';
import { noise, type TestMachine, testMachine } from './testing/testMachine.ts';

const silence = { write: () => true };
const delivers = 'cp "$WHEEL" "$dest/"';

function ensure({ env, pins }: TestMachine, signal?: AbortSignal) {
  return ensureLibrary(env, { pins, output: silence, signal });
}

async function failure(work: Promise<unknown>): Promise<AppError> {
  const error = (await work.then(
    () => expect.unreachable('setup should have failed'),
    thrown => thrown,
  )) as AppError;
  expect(exitCodeOf(error.code)).toBe(error.code === 'interrupted' ? 130 : 4);
  return error;
}

/** Every file below the cache, relative to it. */
function filesIn(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return all.filter(path => statSync(join(folder, path)).isFile()).sort();
}

/** The same setup in a process of its own. */
function setupProcess({ env, pins, folder }: TestMachine) {
  const script = join(folder, 'setup.mjs');
  writeFileSync(
    script,
    `import { ensureLibrary } from '${join(import.meta.dirname, 'ensureLibrary.ts')}';
     await ensureLibrary(process.env, { pins: ${JSON.stringify(pins)} });`,
  );
  return spawn(process.execPath, [script], { env, stdio: 'ignore' });
}

test('an empty cache is filled with just the two libraries and the kept wheel, and the next setup downloads nothing', async () => {
  const machine = testMachine(delivers);
  const library = await ensure(machine);
  expect(library).toMatchObject({ version: '9.9.9', build: 'cpu', source: 'cache' });
  expect(readFileSync(library.tensorflow)).toEqual(noise('cc', 300_000));
  const folder = `libtensorflow/9.9.9-cpu-${machine.pins.builds.cpu.wheels[0]?.sha256.slice(0, 12)}/tensorflow`;
  expect(filesIn(machine.cache)).toEqual([
    `${folder}/libtensorflow_cc.so.2`,
    `${folder}/libtensorflow_framework.so.2`,
    `wheels/${machine.wheelFile}`,
  ]);
  expect(await ensure(machine)).toEqual(library);
  expect(machine.downloads()).toBe(1);
});

test('a wheel that lies in the cache is used on a machine without Python and network', async () => {
  const machine = testMachine();
  mkdirSync(join(machine.cache, 'wheels'), { recursive: true });
  copyFileSync(machine.env.WHEEL, join(machine.cache, 'wheels', machine.wheelFile));
  expect((await ensure(machine)).source).toBe('cache');
});

test('a kept wheel that was changed is downloaded again', async () => {
  const machine = testMachine(delivers);
  mkdirSync(join(machine.cache, 'wheels'), { recursive: true });
  writeFileSync(join(machine.cache, 'wheels', machine.wheelFile), 'changed');
  await ensure(machine);
  expect(machine.downloads()).toBe(1);
});

test('a library that was cut short is unpacked again from the kept wheel', async () => {
  const machine = testMachine(delivers);
  const { tensorflow } = await ensure(machine);
  truncateSync(tensorflow, 1000);
  await ensure(machine);
  expect(statSync(tensorflow).size).toBe(300_000);
  expect(machine.downloads()).toBe(1);
});

test('a download with the wrong hash is named with both hashes and thrown away', async () => {
  const machine = testMachine('head -c 1000 "$WHEEL" >"$dest/$FILE"');
  const error = await failure(ensure(machine));
  expect(error.code).toBe('damaged');
  expect(error.message).toMatch(/Expected .*\.whl with SHA-256 [0-9a-f]{64}, but the download has [0-9a-f]{64}\..*try again/);
  expect(filesIn(machine.cache)).toEqual([]);
});

test('a machine without Python, and one whose Python has no pip, are told what to install', async () => {
  const without = testMachine();
  expect((await failure(ensure(without))).message).toMatch(/no Python 3\. Install it \(on Debian: apt-get install -y python3-pip\)/);
  without.command('python3', '[ "$1" = --version ]');
  expect((await failure(ensure(without))).message).toMatch(/Python 3 without pip/);
});

test('without a network, the real pip’s failure becomes advice about the network', async () => {
  const machine = testMachine();
  const env = {
    ...machine.env,
    PATH: process.env.PATH,
    HOME: machine.folder,
    PIP_INDEX_URL: 'http://127.0.0.1:9/simple',
    PIP_RETRIES: '1',
    PIP_CONFIG_FILE: '/dev/null',
  };
  const error = await failure(ensureLibrary(env, { pins: machine.pins, output: silence }));
  expect(error.code).toBe('environment');
  expect(error.message).toMatch(/package index was not reached\. Connect to the network/);
  expect(filesIn(machine.cache)).toEqual([]);
});

test('pip’s own failures are told apart: full disk, unwritable folder, unknown version', async () => {
  const says = async (line: string) => (await failure(ensure(testMachine(`echo "${line}" >&2`, 'exit 1')))).code;
  expect(await says('ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device')).toBe('diskFull');
  expect(await says("ERROR: [Errno 13] Permission denied: '/x'")).toBe('permissionDenied');
  expect(await says('ERROR: No matching distribution found for tensorflow-cpu==9.9.9')).toBe('environment');
});

test('a disk without enough room is noticed before the download, with the numbers', async () => {
  const machine = testMachine(delivers);
  const [wheel] = machine.pins.builds.cpu.wheels;
  const pins = { ...machine.pins, builds: { ...machine.pins.builds, cpu: { wheels: [{ ...wheel, sizeBytes: 1e18 }], links: {} } } };
  const error = await failure(ensureLibrary(machine.env, { pins: pins as TestMachine['pins'], output: silence }));
  expect(error.code).toBe('diskFull');
  expect(error.message).toMatch(/Expected 2000000000101 MB free at .*, but there are \d+ MB\./);
  expect(machine.downloads()).toBe(0);
});

test('a cache folder that cannot be made is named, with FOVEA_CACHE as the way out', async () => {
  const machine = testMachine(delivers);
  for (const [cache, code] of [
    ['/sys/fovea', 'permissionDenied'],
    [join(machine.env.WHEEL, 'cache'), 'environment'],
  ] as const) {
    const error = await failure(ensureLibrary({ ...machine.env, FOVEA_CACHE: cache }, { pins: machine.pins, output: silence }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(`Expected to set libtensorflow up in ${cache}`);
    expect(error.message).toContain('set FOVEA_CACHE');
  }
});

test('two processes that set up at once download once and both succeed', async () => {
  const machine = testMachine('sleep 0.5', delivers);
  const exits = [setupProcess(machine), setupProcess(machine)].map(async child => (await once(child, 'exit'))[0]);
  expect(await Promise.all(exits)).toEqual([0, 0]);
  expect(machine.downloads()).toBe(1);
});

test('a setup that is killed leaves nothing that looks finished; the next one starts the download again', async () => {
  const machine = testMachine('head -c 1000 "$WHEEL" >"$dest/part"', 'sleep 1', delivers);
  const child = setupProcess(machine);
  while (!existsSync(join(machine.cache, 'partial')) || !filesIn(machine.cache).some(path => path.endsWith('part'))) await sleep(20);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(existsSync(libraryFolder(machine.env, 'cpu', machine.pins))).toBe(false);
  await ensure(machine);
  expect(machine.downloads()).toBe(2);
});

test('what a killed setup left is removed once it is an hour old, and not while it may be alive', async () => {
  const machine = testMachine(delivers);
  const [old, young] = ['old', 'young'].map(name => join(machine.cache, 'partial', name)) as [string, string];
  for (const folder of [old, young]) mkdirSync(folder, { recursive: true });
  const twoHoursAgo = Date.now() / 1000 - 7200;
  utimesSync(old, twoHoursAgo, twoHoursAgo);
  await ensure(machine);
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
});

test('an interrupted setup ends pip and leaves nothing behind', async () => {
  const machine = testMachine('exec sleep 60');
  const abort = new AbortController();
  const setup = failure(ensure(machine, abort.signal));
  while (machine.downloads() === 0) await sleep(20);
  abort.abort();
  expect((await setup).code).toBe('interrupted');
  expect(filesIn(machine.cache)).toEqual([]);
});

test('a folder given by FOVEA_LIBTENSORFLOW is taken as it is, and a wrong one is refused', async () => {
  const machine = testMachine();
  const { message } = await failure(
    ensureLibrary({ ...machine.env, FOVEA_LIBTENSORFLOW: machine.folder }, { pins: machine.pins, output: silence }),
  );
  expect(message).toMatch(/Expected FOVEA_LIBTENSORFLOW to name a folder with .* but there is no /);
});
