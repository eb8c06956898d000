// Files of the program that are opened by their place instead of imported: what runs in a process or a thread of its own, and data.
// From the sources each lies where it is written; the build (scripts/build) puts them beside each other into one folder.
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** From the root of the checkout; folders end with a slash. */
export const programFiles = {
  engine: 'src/main/engine/host/entry.ts',
  modelDescription: 'src/main/engine/host/describeModels.ts',
  batchWorker: 'src/main/engine/sampling/batch.worker.ts',
  scanWorker: 'src/main/dataset/scanWorker.ts',
  importWorker: 'src/main/dataset/importWorker.ts',
  volumeWorker: 'src/main/jobs/volumes/thread/volumeWorker.ts',
  thumbnailProcess: 'src/main/jobs/thumbnails/thumbnailProcess.ts',
  phantomWorker: 'src/main/dataset/phantom/phantomWorker.ts',
  phantomVolumeWorker: 'src/main/dataset/phantom/volume/phantomVolumeWorker.ts',
  migrations: 'src/main/store/migrations/',
  demo: 'resources/demo/',
  openjpegWasm: 'node_modules/@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.wasm',
  openjpegEncoderWasm: 'node_modules/@cornerstonejs/codec-openjpeg/dist/openjpegwasm.wasm',
  charlsWasm: 'node_modules/@cornerstonejs/codec-charls/dist/charlswasm_decode.wasm',
  libjpegWasm: 'node_modules/@cornerstonejs/codec-libjpeg-turbo-8bit/dist/libjpegturbowasm_decode.wasm',
  package: 'package.json',
} as const;
export type ProgramFile = keyof typeof programFiles;

/** Where the folder of the build lies from the module that asks; the build sets it. */
declare const __FOVEA_PROGRAMS__: string | undefined;
const built = typeof __FOVEA_PROGRAMS__ === 'undefined' ? null : __FOVEA_PROGRAMS__;

export function programFile(name: ProgramFile): URL {
  const place = built === null ? `../../${programFiles[name]}` : `${built}${builtName(name)}`;
  return new URL(place, import.meta.url);
}

/** What a file is called in the folder of the build. */
export function builtName(name: ProgramFile): string {
  const path = programFiles[name];
  if (path.endsWith('.ts')) return `${name}.js`;
  return path.endsWith('/') ? `${name}/` : basename(path);
}

/** The Node 24 that runs our processes: this one, except in the desktop program, where FOVEA_NODE names it or the package holds it. */
export function nodeProgram(): string {
  if (process.versions.electron === undefined || built === null) return process.execPath;
  return process.env.FOVEA_NODE ?? fileURLToPath(new URL(`${built}../node/bin/node`, import.meta.url));
}
