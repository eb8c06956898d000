// Downloads one pinned wheel by name through whatever pip the machine has. pip only fetches: nothing is installed, and the Python
// it runs on need not be the one that the wheel was built for.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment, WheelPin } from '../../src/main/engine/tensorflow/library.ts';
import { AppError } from '../../src/shared/errors.ts';

export interface DownloadOptions {
  readonly env: Environment;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes: (bytes: number) => void;
}

/** How often the growing file is looked at: pip below 24.1 reports no numbers, and its file is there in every version. */
const watchIntervalMs = 250;

/**
 * Downloads `wheel` into the existing empty folder `work` and returns the file's path. The hash is not checked here.
 * Errors: `environment` (no pip, no network, no such file there), `diskFull`, `permissionDenied`, `interrupted`.
 */
export async function downloadWheel(wheel: WheelPin, work: string, { env, signal, onBytes }: DownloadOptions): Promise<string> {
  const [command, ...prefix] = findPip(env);
  const temporary = join(work, 'pip');
  const finished = join(work, 'finished');
  await mkdir(temporary);
  const child = spawn(
    command,
    [
      ...prefix,
      'download',
      `${wheel.name}==${wheel.version}`,
      ...tagOptions(wheel.file),
      '--dest',
      finished,
      '--no-deps',
      '--only-binary=:all:',
      '--no-cache-dir',
      '--progress-bar=off',
      '--no-input',
      '--disable-pip-version-check',
    ],
    { env: { ...env, TMPDIR: temporary, PIP_REQUIRE_VIRTUALENV: 'false' }, stdio: ['ignore', 'pipe', 'pipe'], signal },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output = (output + chunk).slice(-20_000)));
  const watch = setInterval(() => onBytes(largestFileBytes(work)), watchIntervalMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', error =>
      reject(signal?.aborted ? new AppError('interrupted', `The download of ${wheel.file} was interrupted.`) : error),
    );
    child.on('close', resolve);
  }).finally(() => clearInterval(watch));
  if (code !== 0) throw pipFailure(wheel, [command, ...prefix], code, output);
  const path = join(work, wheel.file);
  await rename(join(finished, wheel.file), path).catch(cause => {
    throw new AppError('environment', `Expected pip to bring ${wheel.file}, but it brought another file.`, { cause });
  });
  onBytes(wheel.sizeBytes);
  return path;
}

/** The pip to use, as a command with its first arguments. Errors: `environment` when the machine has none. */
function findPip(env: Environment): [string, ...string[]] {
  const candidates: [string, ...string[]][] = [['python3', '-m', 'pip'], ['pip3'], ['pip'], ['python', '-m', 'pip']];
  const found = candidates.find(
    ([command, ...prefix]) => spawnSync(command, [...prefix, '--version'], { env, stdio: 'ignore' }).status === 0,
  );
  if (found !== undefined) return found;
  const hasPython = spawnSync('python3', ['--version'], { env, stdio: 'ignore' }).status === 0;
  throw new AppError(
    'environment',
    `Expected Python 3 with pip on PATH, to download libtensorflow with, but found ${hasPython ? 'Python 3 without pip' : 'no Python 3'}. ` +
      'Install it (on Debian: apt-get install -y python3-pip), or set FOVEA_LIBTENSORFLOW to a folder that holds the two libraries.',
  );
}

/** pip's options for exactly this file, from the tags at the end of its name (PyPA, "Binary distribution format"). */
function tagOptions(file: string): string[] {
  const [python = '', abi = '', platforms = ''] = file
    .replace(/\.whl$/, '')
    .split('-')
    .slice(-3);
  const versioned = /^cp3(\d+)$/.exec(python);
  return [
    ...platforms.split('.').map(platform => `--platform=${platform}`),
    `--python-version=3.${versioned?.[1] ?? '12'}`,
    `--implementation=${versioned ? 'cp' : 'py'}`,
    `--abi=${abi}`,
  ];
}

/** The size of the largest file below `folder`: the download, wherever pip keeps it just now. */
function largestFileBytes(folder: string): number {
  try {
    const sizes = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(path => statSync(join(folder, path)).size);
    return Math.max(0, ...sizes);
  } catch {
    return 0; // pip removed a folder between two looks
  }
}

function pipFailure(wheel: WheelPin, pip: string[], code: number | null, output: string): AppError {
  const lines = output.trim().split('\n').slice(-3).join('\n');
  const received = `Expected pip to download ${wheel.file}, but it ended with code ${code}`;
  const said = `\nThe end of what pip (${pip.join(' ')}) said:\n${lines}`;
  const megabytes = Math.ceil((2 * wheel.sizeBytes) / 1e6);
  if (/\[Errno (28|122)\]|No space left/i.test(output)) {
    return new AppError(
      'diskFull',
      `${received}: the disk is full. Free ${megabytes} MB, or set FOVEA_CACHE to a folder on another disk.${said}`,
    );
  }
  if (/\[Errno (1|13|30)\]|Permission denied|Read-only file system/i.test(output)) {
    return new AppError(
      'permissionDenied',
      `${received}: a folder could not be written. Set FOVEA_CACHE to a folder that you may write.${said}`,
    );
  }
  if (/Retrying|Connection|timed out|name resolution|unreachable|ProxyError|SSLError|Could not fetch|HTTP error/i.test(output)) {
    return new AppError(
      'environment',
      `${received}: the package index was not reached. Connect to the network, or tell pip about your proxy or mirror (\`pip config\`). ` +
        `A machine without a network can take the file from another one: put ${wheel.file} into the folder "wheels" of Fovea's cache.${said}`,
    );
  }
  return new AppError(
    'environment',
    `${received}. If the package index that pip is set to does not have ${wheel.name} ${wheel.version}, choose another one (\`pip config\`), ` +
      `or put the file into the folder "wheels" of Fovea's cache.${said}`,
  );
}
