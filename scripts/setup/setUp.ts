// The part of setup that runs on Node 24, after the npm packages are there: libtensorflow, and the stamp that lets bin/fovea see
// at once that nothing is missing. Messages go to stderr; a failure ends with its exit code (4 for the environment).
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodeOf, toAppError } from '../../src/shared/errors.ts';
import { ensureLibrary } from './ensureLibrary.ts';

const root = join(import.meta.dirname, '..', '..');
const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => abort.abort());

try {
  const { folder } = await ensureLibrary(process.env, { signal: abort.signal });
  keepStamp(folder);
} catch (thrown) {
  const error = toAppError(thrown);
  process.stderr.write(`fovea: ${error.message}\n`);
  process.exitCode = exitCodeOf(error.code);
}

/** Two lines for bin/fovea: the environment that the choice depends on, and the folder that it led to. */
function keepStamp(folder: string): void {
  const { FOVEA_LIBTENSORFLOW = '', FOVEA_CACHE = '', XDG_CACHE_HOME = '', HOME = '', FOVEA_BUILD = '' } = process.env;
  const stamps = join(root, 'node_modules', '.fovea');
  mkdirSync(stamps, { recursive: true });
  copyFileSync(join(root, 'src/main/engine/tensorflow/libraryPins.json'), join(stamps, 'libraryPins.json'));
  writeFileSync(join(stamps, 'library'), `${[FOVEA_LIBTENSORFLOW, FOVEA_CACHE, XDG_CACHE_HOME, HOME, FOVEA_BUILD].join(':')}\n${folder}\n`);
}
