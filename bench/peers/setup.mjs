#!/usr/bin/env node
// Installs the peers' libraries (requirements.txt; with the word `volumes` requirements-volumes.txt) into a virtual environment of their own
// under FOVEA_CACHE. Node built-ins only.
// Prints the path of that environment's Python on stdout, everything else on stderr; a second run finds it installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sets = {
  engine: {
    file: 'requirements.txt',
    folder: 'peers',
    ready: 'FOVEA_PEERS_PYTHON',
    flags: [],
    size: "PyTorch's Linux build brings several GB",
  },
  volumes: {
    ...{ file: 'requirements-volumes.txt', folder: 'peers-volumes', ready: 'FOVEA_VOLUME_PEERS_PYTHON' },
    ...{ flags: ['--no-deps'], size: 'some 500 MB' },
  },
};
const [name = 'engine', ...more] = process.argv.slice(2);
const set = sets[name];
if (set === undefined || more.length > 0) {
  fail(
    `setup.mjs takes nothing or the word 'volumes', got ${process.argv.slice(2).join(' ')}. FOVEA_CACHE names the folder to install under.`,
  );
}
const requirementsPath = join(dirname(fileURLToPath(import.meta.url)), set.file);
const cacheFolder = process.env.FOVEA_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'fovea');
const environmentFolder = join(cacheFolder, set.folder);
const environmentPython = join(environmentFolder, 'bin', 'python');
const stampPath = join(environmentFolder, 'requirements.sha256');

main();

function main() {
  const ready = process.env[set.ready];
  if (ready) {
    if (!existsSync(ready)) fail(`${set.ready} should name a Python, but ${ready} does not exist.`);
    process.stdout.write(`${ready}\n`);
    return;
  }
  const wanted = createHash('sha256').update(readFileSync(requirementsPath)).digest('hex');
  if (!isInstalled(wanted)) install(wanted);
  process.stdout.write(`${environmentPython}\n`);
}

function isInstalled(wanted) {
  return existsSync(environmentPython) && existsSync(stampPath) && readFileSync(stampPath, 'utf8').trim() === wanted;
}

function install(wanted) {
  const python = process.env.FOVEA_PYTHON || 'python3';
  const probe = spawnSync(python, ['-c', 'import sys; print(sys.version_info >= (3, 11))'], { encoding: 'utf8' });
  if (probe.error || probe.stdout.trim() !== 'True') {
    fail(
      `Expected Python 3.11 or newer as ${python}, got ${probe.error?.code ?? 'an older one'}. Install it, or name one in FOVEA_PYTHON.`,
    );
  }
  mkdirSync(cacheFolder, { recursive: true });
  if (!existsSync(environmentPython)) {
    run(python, ['-m', 'venv', '--clear', environmentFolder], 'Could not make a virtual environment. On Debian: apt install python3-venv.');
  }
  process.stderr.write(`Installing into ${environmentFolder}; ${set.size}.\n`);
  run(
    environmentPython,
    ['-m', 'pip', 'install', '--disable-pip-version-check', ...set.flags, '-r', requirementsPath],
    'pip could not install the peers (its reason stands above). With the network and enough space, run this again: it goes on where it stopped.',
  );
  const unfinished = `${stampPath}.part`;
  writeFileSync(unfinished, `${wanted}\n`);
  renameSync(unfinished, stampPath);
}

/** Runs a command with its output on our stderr. */
function run(command, args, advice) {
  const result = spawnSync(command, args, { stdio: ['ignore', 2, 2] });
  if (result.status !== 0) fail(advice);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(4);
}
