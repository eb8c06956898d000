// Whether the CUDA build would find all its libraries, checked without downloading it and without a GPU: gpuLayout.json holds what
// the real files ask for (made by tests/golden/gpuLayout/makeGpuLayout.ts). GPU build: not yet run by us.
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { libraryPins } from '../../src/main/engine/tensorflow/library.ts';
import golden from '../../tests/golden/gpuLayout/gpuLayout.json' with { type: 'json' };

const { wheels, links } = libraryPins.builds.cuda;
const framework = 'tensorflow/libtensorflow_framework.so.2';
const libraries: Record<string, { needed: string[]; searched: string[] }> = golden.libraries;

/** What Debian's and Ubuntu's base system brings, and the one library that belongs to the driver. */
const systemLibraries =
  /^(libc|libm|libdl|librt|libpthread|libutil)\.so\.\d+$|^libstdc\+\+\.so\.6$|^libgcc_s\.so\.1$|^libz\.so\.1$|^ld-linux-x86-64\.so\.2$|^libcuda\.so\.1$/;

/** True when the dynamic linker, following the search path of the file at `asking`, finds `name` in the layout. */
function resolves(name: string, asking: string, layout: ReadonlySet<string>): boolean {
  const folders = libraries[asking]?.searched ?? [];
  return folders.some(folder => layout.has(normalize(join(folder.replace('$ORIGIN', dirname(asking)), name))));
}

const unpacked = wheels.flatMap(({ files }) => Object.keys(files));
const layout = new Set([...unpacked, ...Object.keys(links)]);

test('the recorded facts are those of the pinned files', () => {
  expect(golden.version).toBe(libraryPins.version);
  expect(Object.keys(libraries).sort()).toEqual(unpacked.filter(path => path.includes('.so')).sort());
});

test('every library that a library of the layout needs is in the layout or belongs to the system', () => {
  const missing = Object.entries(libraries).flatMap(([path, { needed }]) =>
    needed.filter(name => !systemLibraries.test(name) && !resolves(name, path, layout)).map(name => `${path} needs ${name}`),
  );
  expect(missing).toEqual([]);
  expect(libraries['nvidia/cusolver/lib/libcusolver.so.11']?.needed).toContain('libcusparse.so.12');
});

test('every library that TensorFlow opens by name is found from its own folder, and its own loader opened it', () => {
  expect(Object.keys(golden.opened)).toHaveLength(9);
  for (const [name, isOpened] of Object.entries(golden.opened)) {
    expect([name, resolves(name, framework, layout), isOpened]).toEqual([name, true, true]);
  }
});

// TensorFlow 2.21 opens cuSOLVER from libtensorflow_framework, whose search path lacks nvidia/cusolver/lib; it then counts the GPU
// libraries as incomplete and registers no GPU. With the link its own loader opens it; without, it does not (both were tried).
test('without the link beside cuSPARSE, cuSOLVER would not be found', () => {
  expect(resolves('libcusolver.so.11', framework, new Set(unpacked))).toBe(false);
  for (const [path, target] of Object.entries(links)) expect(unpacked).toContain(normalize(join(dirname(path), target)));
});

test('ptxas and libdevice lie where TensorFlow looks for them', () => {
  expect(unpacked).toContain('nvidia/cuda_nvcc/bin/ptxas');
  expect(unpacked).toContain('nvidia/cuda_nvcc/nvvm/libdevice/libdevice.10.bc');
});
