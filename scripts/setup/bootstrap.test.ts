// The first code on a fresh machine, run as a person runs it: in a process of its own, in a checkout without node_modules.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tinyElf } from '../../src/main/engine/tensorflow/testing/tinyElf.ts';

const root = join(import.meta.dirname, '..', '..');
const libraryFiles = ['library.ts', 'libraryPins.json', 'elf.ts', 'nvidiaDriver.ts'].map(name => `src/main/engine/tensorflow/${name}`);

/** A checkout with two programs, libtensorflow from a folder, and a PATH whose `npm` runs these shell lines (none: no npm). */
function checkout(...npm: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-checkout-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const command = (name: string, ...lines: string[]) => {
    write(`path/${name}`, `#!/bin/sh\n${lines.join('\n')}\n`);
    chmodSync(join(folder, 'path', name), 0o755);
  };
  for (const path of ['scripts', 'bin', 'src/shared/errors.ts', ...libraryFiles])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  write('package-lock.json', '{"packages":{"":{}}}');
  write('scripts/start/start.ts', `process.stdout.write('serving ' + process.argv.slice(2) + ' ' + process.env.FOVEA_BUILD);`);
  write(
    'src/main/cli.ts',
    `process.on('SIGINT', () => process.exit(130));
     process.exitCode = 3;
     process.stdout.write('cli ' + process.argv.slice(2));
     if (process.argv[2] === 'wait') setInterval(() => {}, 1000);`,
  );
  for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']) write(`library/${name}`, tinyElf({}));
  for (const tool of ['sh', 'mkdir', 'ln', 'sleep', 'cmp', 'readlink', 'dirname']) command(tool, `PATH=/usr/bin:/bin exec ${tool} "$@"`);
  if (npm.length > 0) command('npm', `echo npm >>'${join(folder, 'npm.log')}'`, ...npm);
  symlinkSync(process.execPath, join(folder, 'path/node'));
  return {
    folder,
    write,
    env: { PATH: join(folder, 'path'), HOME: folder, FOVEA_LIBTENSORFLOW: join(folder, 'library') },
    npmRuns: () => (existsSync(join(folder, 'npm.log')) ? readFileSync(join(folder, 'npm.log'), 'utf8').split('\n').length - 1 : 0),
  };
}

/** What `npm ci` leaves: Node 24 in its place. */
const installs = ['mkdir -p node_modules/.bin', `ln -sf '${process.execPath}' node_modules/.bin/node`];

/** `npm start` with these arguments, from another folder. */
function start({ folder, env }: ReturnType<typeof checkout>, args: string[] = [], nodeOptions: string[] = []) {
  return spawnSync(process.execPath, [...nodeOptions, join(folder, 'scripts/start.mjs'), ...args], {
    cwd: tmpdir(),
    env,
    encoding: 'utf8',
  });
}

test('a fresh checkout installs its packages once, then serves with the arguments that are not its own', () => {
  const fresh = checkout(...installs);
  expect(start(fresh, ['--cpu', '--port', '9']).stdout).toBe('serving --port,9 cpu');
  expect(start(fresh).stdout).toBe('serving  undefined');
  expect(fresh.npmRuns()).toBe(1);
});

test('a changed lock file installs again; packages that someone installed by hand do not', () => {
  const changed = checkout(...installs);
  start(changed);
  changed.write('package-lock.json', '{"packages":{"":{},"node_modules/a":{"integrity":"sha512-x"}}}');
  start(changed);
  expect(changed.npmRuns()).toBe(2);
  changed.write('package-lock.json', '{"packages":{"":{},"node_modules/a":{"integrity":"sha512-y"}}}');
  changed.write('node_modules/.package-lock.json', '{"packages":{"node_modules/a":{"integrity":"sha512-y"}}}');
  start(changed);
  expect(changed.npmRuns()).toBe(2);
});

test('each failure of npm says what to do and ends with code 4', () => {
  const said = (line: string) => start(checkout(`echo '${line}' >&2`, 'exit 1'));
  const cases: [line: string, advice: RegExp][] = [
    ['npm error code ENOTFOUND', /registry was not reached: connect to the network/],
    ['npm error nospc ENOSPC: no space left on device', /The disk is full: free about 1 GB/],
    ['npm error code EACCES', /A folder could not be written/],
    ['npm error code EINTEGRITY', /wrong hash: run `npm cache clean --force`/],
    ['npm error code EUSAGE', /do not belong together/],
    ['npm error something else', /Read npm’s own message above/],
  ];
  for (const [line, advice] of cases) {
    const { status, stderr } = said(line);
    expect([line, status]).toEqual([line, 4]);
    expect(stderr).toMatch(/Expected `npm ci` to install the packages of package-lock\.json, but it ended with code 1\./);
    expect(stderr).toMatch(advice);
  }
  const { status, stderr } = start(checkout());
  expect([status, stderr]).toEqual([4, expect.stringContaining('npm was not found: install it')]);
});

test('an install without Node 24 is noticed', () => {
  const { status, stderr } = start(checkout('mkdir -p node_modules'));
  expect([status, stderr]).toEqual([4, expect.stringContaining('Check that npm is not set to omit optional packages')]);
});

test('another platform and an old Node are refused before anything is installed', () => {
  const pretend = (what: string, name: string, value: string) =>
    `--import=data:text/javascript,Object.defineProperty(${what},"${name}",{value:"${value}"})`;
  for (const [option, message] of [
    [pretend('process', 'platform', 'darwin'), /Expected Linux on x64, but this is darwin on x64\..*WSL2/],
    [pretend('process', 'arch', 'arm64'), /this is linux on arm64/],
    [pretend('process.versions', 'node', '18.20.0'), /Expected Node 20 or newer to set Fovea up, but this is Node 18\.20\.0/],
  ] as const) {
    const machine = checkout(...installs);
    const { status, stderr } = start(machine, [], [option]);
    expect([status, machine.npmRuns()]).toEqual([4, 0]);
    expect(stderr).toMatch(message);
  }
});

test('two setups of one checkout at once install once', async () => {
  const shared = checkout('sleep 0.5', ...installs);
  const exits = [0, 1].map(async () => {
    const child = spawn(process.execPath, [join(shared.folder, 'scripts/start.mjs')], { env: shared.env, stdio: 'ignore' });
    return (await once(child, 'exit'))[0];
  });
  expect(await Promise.all(exits)).toEqual([0, 0]);
  expect(shared.npmRuns()).toBe(1);
});

test('a failure in the second half of the setup ends it with code 4 as well', () => {
  const fresh = checkout(...installs);
  const { status, stdout, stderr } = start({ ...fresh, env: { ...fresh.env, FOVEA_LIBTENSORFLOW: '/nowhere' } });
  expect([status, stdout]).toEqual([4, '']);
  expect(stderr).toMatch(/^fovea: Expected FOVEA_LIBTENSORFLOW to name a folder/m);
});

test('bin/fovea sets itself up with its messages on stderr, then is the program: its output, its exit code', () => {
  const fresh = checkout(...installs);
  symlinkSync(join(fresh.folder, 'bin/fovea'), join(fresh.folder, 'link'));
  const fovea = (env: NodeJS.ProcessEnv) =>
    spawnSync('/bin/sh', [join(fresh.folder, 'link'), 'formats', 'two words'], { env, encoding: 'utf8' });
  const first = fovea(fresh.env);
  expect([first.status, first.stdout]).toEqual([3, 'cli formats,two words']);
  expect(first.stderr).toContain('Installing the npm packages');

  rmSync(join(fresh.folder, 'scripts'), { recursive: true });
  expect(fovea(fresh.env)).toMatchObject({ status: 3, stdout: 'cli formats,two words', stderr: '' });
  rmSync(join(fresh.folder, 'library/libtensorflow_cc.so.2'));
  expect(fovea(fresh.env).status).not.toBe(3);
});

test('bin/fovea sets up again when the environment points to another library', () => {
  const fresh = checkout(...installs);
  const fovea = (env: NodeJS.ProcessEnv) => spawnSync('/bin/sh', [join(fresh.folder, 'bin/fovea')], { env, encoding: 'utf8' });
  expect(fovea(fresh.env).status).toBe(3);
  expect(fovea({ ...fresh.env, FOVEA_LIBTENSORFLOW: '/nowhere' })).toMatchObject({ status: 4, stdout: '' });
});

test('bin/fovea on a machine without any Node says so', () => {
  const fresh = checkout();
  rmSync(join(fresh.folder, 'path/node'));
  const { status, stderr } = spawnSync('/bin/sh', [join(fresh.folder, 'bin/fovea')], { env: fresh.env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([4, expect.stringContaining('Expected Node 20 or newer on PATH')]);
});

test('a signal reaches the program, through bin/fovea and through npm start', async () => {
  const fresh = checkout(...installs);
  start(fresh);
  const interrupted = spawn('/bin/sh', [join(fresh.folder, 'bin/fovea'), 'wait'], { env: fresh.env });
  await once(interrupted.stdout, 'data');
  interrupted.kill('SIGINT');
  expect(await once(interrupted, 'exit')).toEqual([130, null]);

  fresh.write(
    'scripts/start/start.ts',
    `process.on('SIGTERM', () => process.exit(7)); process.stdout.write('up'); setInterval(() => {}, 1000);`,
  );
  const terminated = spawn(process.execPath, [join(fresh.folder, 'scripts/start.mjs')], { env: fresh.env });
  await once(terminated.stdout, 'data');
  terminated.kill('SIGTERM');
  expect(await once(terminated, 'exit')).toEqual([7, null]);
});
