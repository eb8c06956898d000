// Makes gpuLayout.json: what the real libraries of the CUDA build ask of the dynamic linker, and what TensorFlow's own loader opens
// by name beyond that. Needs no GPU. Downloads 3.4 GB and unpacks 5.2 GB, unless the cache named by FOVEA_CACHE has them.
// Usage: FOVEA_CACHE=<folder> node_modules/.bin/node tests/golden/gpuLayout/makeGpuLayout.ts
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureLibrary } from '../../../scripts/setup/ensureLibrary.ts';
import { readElfDependencies } from '../../../src/main/engine/tensorflow/elf.ts';
import { libraryPins } from '../../../src/main/engine/tensorflow/library.ts';

const { cuda } = libraryPins.builds;
const { folder, framework } = await ensureLibrary({ ...process.env, FOVEA_BUILD: 'cuda' });
const root = join(folder, '..');
const paths = cuda.wheels.flatMap(({ files }) => Object.keys(files)).filter(path => path.includes('.so'));
const libraries = Object.fromEntries(paths.map(path => [path, readElfDependencies(join(root, path))]));

// DsoLoader (xla/tsl/platform/default/dso_loader.h) holds one function per library that TensorFlow opens by name; each returns
// absl::StatusOr<void*>, whose first word is 1 when the library was opened.
const names = ['CudaRuntime', 'Cublas', 'CublasLt', 'Cufft', 'Cusolver', 'Cusparse', 'Cudnn', 'Cupti', 'Nccl'];
const opened = Object.fromEntries(names.map(open));

const target = join(import.meta.dirname, 'gpuLayout.json');
writeFileSync(target, `${JSON.stringify({ version: libraryPins.version, libraries, opened }, null, 2)}\n`);
process.stdout.write(`${target}: ${paths.length} libraries\n`);

function isSystemLibrary(name: string): boolean {
  return readElfDependencies(framework).needed.includes(name);
}

/** Asks the loader for one library in a process of its own; the dynamic linker tells the name that it was asked for. */
function open(name: string): [library: string, isOpened: boolean] {
  const symbol = `Get${name}DsoHandleEv`;
  const script = `
    const koffi = require('koffi');
    require('fs').writeSync(2, 'asking\\n');
    koffi.load('libdl.so.2').func('void* dlopen(const char*, int)')(${JSON.stringify(framework)}, 0x1102);
    const find = koffi.load(${JSON.stringify(framework)}).func('_ZN3tsl8internal9DsoLoader${symbol.length - 2}${symbol}', 'void*', ['void*']);
    const status = Buffer.alloc(64);
    find(status);
    require('fs').writeSync(2, 'asked\\n');
    process.stdout.write(String(status.readBigUInt64LE(0) === 1n));
    process.reallyExit(0);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
    env: { ...process.env, LD_DEBUG: 'libs' },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const [, during = ''] = /asking\n(.*?)asked\n/s.exec(stderr) ?? [];
  const asked = [...during.matchAll(/find library=(\S+)/g)].flatMap(([, found = '']) => (isSystemLibrary(found) ? [] : [found]));
  // The CUDA runtime is opened as soon as TensorFlow is loaded; every other library by the call.
  const library = asked[name === 'CudaRuntime' ? 0 : 1];
  if (library === undefined) throw new Error(`TensorFlow's loader did not ask for ${name}:\n${stderr.slice(-2000)}`);
  return [library, stdout.trim() === 'true'];
}
