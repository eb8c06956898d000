// Where libtensorflow lies: in the folder FOVEA_LIBTENSORFLOW, or in the cache that setup fills (scripts/setup/ensureLibrary.ts).
// What is pinned, by version, hash and size, stands in libraryPins.json.
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { readElfDependencies } from './elf.ts';
import pinsJson from './libraryPins.json' with { type: 'json' };
import { nvidiaDriver } from './nvidiaDriver.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
export type LibraryBuild = 'cpu' | 'cuda';

/** A wheel to download by name, and the files that are unpacked from it, with their sizes in bytes. */
export interface WheelPin {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly files: Readonly<Record<string, number>>;
}

/** `links` are symbolic links made beside the files, from path to target; see gpuLayout.test.ts for why. */
export interface BuildPin {
  readonly wheels: readonly WheelPin[];
  readonly links: Readonly<Record<string, string>>;
}

export interface LibraryPins {
  readonly version: string;
  readonly builds: Readonly<Record<LibraryBuild, BuildPin>>;
}

export const libraryPins: LibraryPins & { readonly builds: { readonly cuda: { readonly minimumDriver: string } } } = pinsJson;

/** `version` is null for a library that the user supplies: only TensorFlow itself can tell it, once loaded. */
export interface Library {
  readonly folder: string;
  readonly framework: string;
  readonly tensorflow: string;
  readonly version: string | null;
  readonly build: LibraryBuild;
  readonly source: 'FOVEA_LIBTENSORFLOW' | 'cache';
}

/**
 * Finds libtensorflow without loading it. Without FOVEA_BUILD a machine with an NVIDIA driver takes the CUDA build if it is there,
 * any other machine the CPU build. Errors: `environment` when there is none, or FOVEA_LIBTENSORFLOW or FOVEA_BUILD is wrong.
 */
export function findLibrary(env: Environment, pins: LibraryPins = libraryPins): Library {
  if (env.FOVEA_LIBTENSORFLOW) return suppliedLibrary(resolve(env.FOVEA_LIBTENSORFLOW));
  const wanted = wantedBuild(env);
  const builds: LibraryBuild[] = env.FOVEA_BUILD ? [wanted] : [wanted, wanted === 'cpu' ? 'cuda' : 'cpu'];
  for (const build of builds) {
    const folder = libraryFolder(env, build, pins);
    if (isComplete(folder, pins.builds[build])) {
      return { ...librariesIn(join(folder, 'tensorflow')), version: pins.version, build, source: 'cache' };
    }
  }
  throw new AppError(
    'environment',
    `Expected libtensorflow ${pins.version} in ${libraryFolder(env, wanted, pins)}, but it is missing or incomplete. ` +
      'Run `npm start` to set it up, or `bin/fovea doctor` to see what this machine has.',
  );
}

/** The build that setup installs: FOVEA_BUILD, else CUDA where there is an NVIDIA driver, else CPU. */
export function wantedBuild(env: Environment): LibraryBuild {
  const chosen = env.FOVEA_BUILD;
  if (!chosen) return nvidiaDriver() === null ? 'cpu' : 'cuda';
  if (chosen === 'cpu' || chosen === 'cuda') return chosen;
  throw new AppError('environment', `Expected FOVEA_BUILD to be "cpu" or "cuda", but it is "${chosen}". Correct it or unset it.`);
}

/** Fovea's own folder in the user's cache, shared by all checkouts: FOVEA_CACHE, else fovea below XDG_CACHE_HOME or ~/.cache. */
export function cacheFolder(env: Environment): string {
  return resolve(env.FOVEA_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'fovea'));
}

/** The cache folder of one build, named by version, build and the hash of all its wheels. */
export function libraryFolder(env: Environment, build: LibraryBuild, pins: LibraryPins = libraryPins): string {
  const [first, ...others] = pins.builds[build].wheels.map(({ sha256 }) => sha256);
  const sha256 =
    others.length === 0
      ? first
      : createHash('sha256')
          .update([first, ...others].join())
          .digest('hex');
  return join(cacheFolder(env), 'libtensorflow', `${pins.version}-${build}-${sha256?.slice(0, 12)}`);
}

/** True when every file of the build lies in `folder` with its pinned size and every link leads somewhere. */
export function isComplete(folder: string, { wheels, links }: BuildPin): boolean {
  const files = wheels.flatMap(({ files }) => Object.entries(files));
  return (
    files.every(([path, sizeBytes]) => statSync(join(folder, path), { throwIfNoEntry: false })?.size === sizeBytes) &&
    Object.keys(links).every(path => existsSync(join(folder, path)))
  );
}

function suppliedLibrary(folder: string): Library {
  const libraries = librariesIn(folder);
  const missing = [libraries.framework, libraries.tensorflow].filter(path => !existsSync(path));
  if (missing.length > 0) {
    throw new AppError(
      'environment',
      `Expected FOVEA_LIBTENSORFLOW to name a folder with libtensorflow_framework.so.2 and libtensorflow_cc.so.2, but there is no ${missing.join(' and no ')}. ` +
        'Correct it, or unset it to use the cache.',
    );
  }
  const isCuda = readElfDependencies(libraries.framework).searched.some(path => path.includes('/nvidia/'));
  return { ...libraries, version: null, build: isCuda ? 'cuda' : 'cpu', source: 'FOVEA_LIBTENSORFLOW' };
}

function librariesIn(folder: string): Pick<Library, 'folder' | 'framework' | 'tensorflow'> {
  return { folder, framework: join(folder, 'libtensorflow_framework.so.2'), tensorflow: join(folder, 'libtensorflow_cc.so.2') };
}
