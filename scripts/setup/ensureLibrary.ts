// Brings libtensorflow into the cache that all checkouts share:
//   wheels/<file>                      finished downloads, kept
//   libtensorflow/<version>-<build>-<hash>/{tensorflow,nvidia}/…   unpacked, complete or not there at all
//   partial/<random>/                  work in progress; removed at the end, or by a later setup
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, open, readdir, rename, rm, stat, statfs, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  type BuildPin,
  cacheFolder,
  type Environment,
  findLibrary,
  isComplete,
  type Library,
  type LibraryPins,
  libraryFolder,
  libraryPins,
  type WheelPin,
  wantedBuild,
} from '../../src/main/engine/tensorflow/library.ts';
import { AppError, exitCodeOf, toAppError } from '../../src/shared/errors.ts';
import { downloadWheel } from './downloadWheel.ts';
import { exclusively } from './exclusive.mjs';
import { type Output, progressBar } from './progressBar.ts';
import { readZipDirectory, unpackZipEntry } from './unzip.ts';

/** An interrupted setup of another process may be alive in another container; after an hour without a change it is not. */
const abandonedAfterMs = 3_600_000;
/** Room that stays free on the disk. */
const spareBytes = 100e6;

interface Work {
  readonly env: Environment;
  readonly pins: LibraryPins;
  readonly signal?: AbortSignal | undefined;
  readonly output: Output;
}

/**
 * Finds libtensorflow, or downloads, checks and unpacks it. Safe to run in several processes at once, and to kill at any moment.
 * Errors, each saying what to do: `environment`, `diskFull`, `permissionDenied`, `damaged` (wrong hash), `interrupted`.
 */
export async function ensureLibrary(env: Environment, options: Partial<Omit<Work, 'env'>> = {}): Promise<Library> {
  const work: Work = { env, pins: libraryPins, output: process.stderr, ...options };
  const build = wantedBuild(env);
  const pin = work.pins.builds[build];
  const folder = libraryFolder(env, build, work.pins);
  const isThere = () => Boolean(env.FOVEA_LIBTENSORFLOW) || isComplete(folder, pin);
  try {
    if (!isThere()) {
      await mkdir(join(cacheFolder(env), 'wheels'), { recursive: true });
      const name = `libtensorflow in ${cacheFolder(env)}`;
      await exclusively(
        name,
        async () => {
          if (isThere()) return;
          if (build === 'cuda') work.output.write(`Setting up the GPU build (not yet run by us); --cpu chooses the CPU build instead.\n`);
          await install(folder, pin, work);
        },
        () => void work.output.write('Another process is setting libtensorflow up; waiting for it.\n'),
        work.signal,
      );
    }
  } catch (error) {
    throw explain(error, cacheFolder(env));
  }
  return findLibrary({ ...env, FOVEA_BUILD: build }, work.pins);
}

async function install(folder: string, pin: BuildPin, work: Work): Promise<void> {
  const cache = cacheFolder(work.env);
  await removeAbandoned(join(cache, 'partial'));
  await requireSpace(cache, pin);
  await mkdir(join(cache, 'partial'), { recursive: true });
  const partial = await mkdtemp(join(cache, 'partial', 'setup-'));
  try {
    for (const wheel of pin.wheels) {
      const path = await ensureWheel(wheel, join(cache, 'wheels', wheel.file), partial, work);
      await unpack(wheel, path, join(partial, 'unpacked'), work);
    }
    for (const [path, target] of Object.entries(pin.links)) await symlink(target, join(partial, 'unpacked', path));
    await mkdir(dirname(folder), { recursive: true });
    if (isComplete(folder, pin)) return; // another container was faster
    if (existsSync(folder)) await rename(folder, join(partial, 'replaced'));
    await rename(join(partial, 'unpacked'), folder);
    await sync(dirname(folder));
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** The kept wheel if its hash is right, else a fresh download. */
async function ensureWheel(wheel: WheelPin, kept: string, partial: string, work: Work): Promise<string> {
  if (existsSync(kept)) {
    const sha256 = await sha256Of(kept, work.signal);
    if (sha256 === wheel.sha256) return kept;
    work.output.write(`The kept ${wheel.file} has the wrong hash (${sha256}); downloading it again.\n`);
    await rm(kept);
  }
  const bar = progressBar(`Downloading ${wheel.name} ${wheel.version}`, wheel.sizeBytes, work.output);
  const download = await mkdtemp(join(partial, 'download-'));
  const path = await downloadWheel(wheel, download, { env: work.env, signal: work.signal, onBytes: bar.update }).finally(bar.finish);
  const sha256 = await sha256Of(path, work.signal);
  if (sha256 !== wheel.sha256) {
    throw new AppError(
      'damaged',
      `Expected ${wheel.file} with SHA-256 ${wheel.sha256}, but the download has ${sha256}. It was thrown away. ` +
        'A proxy or mirror may have changed or cut it: try again, or choose another package index (`pip config`).',
    );
  }
  await sync(path);
  await rename(path, kept);
  await rm(download, { recursive: true });
  return kept;
}

async function unpack(wheel: WheelPin, path: string, target: string, { signal, output }: Work): Promise<void> {
  const entries = await readZipDirectory(path);
  const files = Object.entries(wheel.files);
  const bar = progressBar(`Unpacking ${wheel.name}`, sum(files.map(([, sizeBytes]) => sizeBytes)), output);
  let doneBytes = 0;
  try {
    for (const [name, sizeBytes] of files) {
      const entry = entries.get(name);
      if (entry?.sizeBytes !== sizeBytes) {
        throw new AppError(
          'damaged',
          `Expected ${name} with ${sizeBytes} bytes in ${path}, but found ${entry?.sizeBytes ?? 'no such file'}.`,
        );
      }
      const file = join(target, name);
      await mkdir(dirname(file), { recursive: true });
      await unpackZipEntry(path, entry, file, { signal, onBytes: bytes => bar.update(doneBytes + bytes) });
      if (name.includes('/bin/')) await chmod(file, 0o755);
      await sync(dirname(file));
      doneBytes += sizeBytes;
    }
  } finally {
    bar.finish();
  }
}

/** What the missing wheels and the unpacked files take, and once more the largest wheel, which pip copies at its end. */
async function requireSpace(cache: string, { wheels }: BuildPin): Promise<void> {
  const missing = wheels.filter(({ file }) => !existsSync(join(cache, 'wheels', file))).map(({ sizeBytes }) => sizeBytes);
  const unpacked = wheels.flatMap(({ files }) => Object.values(files));
  const neededBytes = sum(missing) + Math.max(0, ...missing) + sum(unpacked) + spareBytes;
  const { bavail, bsize } = await statfs(cache);
  if (bavail * bsize >= neededBytes) return;
  throw new AppError(
    'diskFull',
    `Expected ${Math.ceil(neededBytes / 1e6)} MB free at ${cache} for libtensorflow, but there are ${Math.floor((bavail * bsize) / 1e6)} MB. ` +
      'Free some space, or set FOVEA_CACHE to a folder on another disk.',
  );
}

async function removeAbandoned(partials: string): Promise<void> {
  for (const name of await readdir(partials).catch(() => [])) {
    const path = join(partials, name);
    const inside = await readdir(path, { recursive: true }).catch(() => []);
    const changedMs = await Promise.all(
      ['.', ...inside].map(part =>
        stat(join(path, part)).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        ),
      ),
    );
    if (Math.max(...changedMs) < Date.now() - abandonedAfterMs) await rm(path, { recursive: true, force: true });
  }
}

function explain(error: unknown, cache: string): AppError {
  if (error instanceof Error && error.name === 'AbortError')
    return new AppError('interrupted', 'The setup of libtensorflow was interrupted.', { cause: error });
  const known = toAppError(error);
  if (known === error) return known;
  const advice = 'set FOVEA_CACHE to a folder that you may write and that has room';
  return new AppError(
    exitCodeOf(known.code) === 4 ? known.code : 'environment',
    `Expected to set libtensorflow up in ${cache}, but: ${known.message}. Correct that, or ${advice}.`,
    {
      cause: error,
    },
  );
}

async function sha256Of(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash, { signal });
  return hash.digest('hex');
}

/** Waits until a file's bytes, or a folder's names, are on disk. */
async function sync(path: string): Promise<void> {
  const file = await open(path);
  await file.sync().finally(() => file.close());
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
