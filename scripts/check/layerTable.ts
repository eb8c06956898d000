// The way through the house as data: which layer may import what. ARCHITECTURE.md tells it in words. A file belongs to the first
// layer whose pattern fits its path; an import must fit one of the layer's `may` (our own files) or `libraries` (packages and
// Node). Tests and test support (testing/) may import anything, and anyone may import data from resources/.

export interface Layer {
  readonly name: string;
  readonly files: RegExp;
  readonly may: readonly RegExp[];
  /** What may be imported as types only. */
  readonly types?: readonly RegExp[];
  /** `node:` stands for Node's own modules. */
  readonly libraries: readonly string[];
  /** True where loading TensorFlow is the purpose. Files of other layers may not reach it through any chain of imports. */
  readonly loadsTensorflow?: boolean;
}

/** The packages that load libtensorflow or exist only on top of it. */
export const tensorflowLibraries: readonly string[] = ['koffi', '@tensorflow/tfjs', '@tensorflow/tfjs-core', '@tensorflow/tfjs-node-gpu'];

const shared = /^src\/shared\//;
const imaging = /^src\/main\/imaging\//;
const dataset = /^src\/main\/dataset\//;
/** Outside the engine: its client, its catalogue and its pure parts, that is whatever does not load TensorFlow. */
const engine = /^src\/main\/engine\//;
const library = /^src\/main\/engine\/tensorflow\/(library|nvidiaDriver)\.ts$/;
const store = /^src\/main\/store\//;
const workspace = /^src\/main\/workspace\//;
const jobs = /^src\/main\/jobs\//;
const api = /^src\/main\/api\//;
const doctor = /^src\/main\/doctor\//;
const backend = /^src\/main\/backend\.ts$/;
const lock = /^src\/main\/lock\.ts$/;
/** Small helpers over Node's own modules, which any layer that touches files may use. */
const files = /^src\/main\/[a-zA-Z]*File\.ts$/;

export const layers: readonly Layer[] = [
  { name: 'shared', files: shared, may: [shared], libraries: ['zod'] },
  { name: 'main/imaging', files: imaging, may: [imaging, shared], libraries: [] },
  {
    name: 'main/dataset/formats',
    files: /^src\/main\/dataset\/formats\//,
    may: [dataset, imaging, shared, files],
    libraries: [
      ...['node:', 'zod', 'sharp', 'fflate', 'fast-xml-parser', 'dicom-parser', 'dcmjs', 'nifti-reader-js', '@itk-wasm/image-io', 'h5wasm'],
      ...['@cornerstonejs/codec-openjpeg', '@cornerstonejs/codec-charls', '@cornerstonejs/codec-libjpeg-turbo-8bit'],
      'jpeg-lossless-decoder-js',
    ],
  },
  { name: 'main/dataset', files: dataset, may: [dataset, imaging, shared, files], libraries: ['node:', 'zod', 'fflate'] },
  {
    name: 'main/engine',
    files: engine,
    may: [engine, dataset, imaging, shared, lock, files],
    libraries: ['node:', 'zod', ...tensorflowLibraries],
    loadsTensorflow: true,
  },
  { name: 'main/store', files: store, may: [store, shared, lock, files], libraries: ['node:', 'zod', 'better-sqlite3'] },
  { name: 'main/lock.ts', files: lock, may: [shared], libraries: ['node:', 'better-sqlite3'] },
  { name: 'small file helpers', files, may: [shared], libraries: ['node:'] },
  { name: 'main/doctor', files: doctor, may: [doctor, library, workspace, shared, files], libraries: ['node:'] },
  { name: 'main/workspace', files: workspace, may: [workspace, store, shared, lock, files], libraries: ['node:', 'zod'] },
  {
    name: 'main/jobs',
    files: jobs,
    may: [jobs, store, workspace, dataset, imaging, engine, shared, lock, files],
    libraries: ['node:', 'zod'],
  },
  {
    name: 'main/api',
    files: api,
    may: [api, jobs, store, workspace, dataset, engine, doctor, shared, files],
    libraries: ['node:', 'zod', '@trpc/server'],
  },
  {
    name: 'main/backend.ts',
    files: backend,
    may: [store, workspace, jobs, api, engine, doctor, shared, lock, files],
    libraries: ['node:', '@trpc/server', 'pino'],
  },
  {
    name: 'main/electron',
    files: /^src\/main\/(electron\/|index\.ts$)/,
    may: [/^src\/main\/electron\//, /^src\/main\/serve\.ts$/, backend, api, shared, files],
    libraries: ['node:', 'zod', 'electron', '@trpc/server', 'pino'],
  },
  {
    name: 'main/http',
    files: /^src\/main\/(http\/|serve\.ts$)/,
    may: [/^src\/main\/http\//, backend, api, shared],
    libraries: ['node:', 'zod', 'hono', '@hono/node-server', '@hono/zod-openapi', '@trpc/server', 'ws', 'pino'],
  },
  {
    name: 'main/cli',
    files: /^src\/main\/(cli\/|cli\.ts$)/,
    may: [/^src\/main\/cli\//, /^src\/main\/serve\.ts$/, backend, api, doctor, shared, files],
    libraries: ['node:', 'zod', 'commander', '@trpc/client', '@trpc/server', 'pino'],
  },
  { name: 'preload', files: /^src\/preload\//, may: [shared], types: [api], libraries: ['electron'] },
  {
    name: 'renderer/client/links',
    files: /^src\/renderer\/client\/links\//,
    may: [/^src\/renderer\/client\//, shared],
    types: [api],
    libraries: ['@trpc/client', '@trpc/server'],
  },
  {
    name: 'renderer/niivue',
    files: /^src\/renderer\/features\/volume\/niivue(Slices|Rendering)\.ts$/,
    may: [/^src\/renderer\//, shared],
    types: [api],
    libraries: ['*', '@niivue/niivue'],
  },
  { name: 'renderer', files: /^src\/renderer\//, may: [/^src\/renderer\//, shared], types: [api], libraries: ['*'] },
];

/** What `*` in a layer's libraries leaves out: these belong to the layers that name them. */
export const guardedLibraries: readonly string[] = [
  'node:',
  ...tensorflowLibraries,
  'better-sqlite3',
  'sharp',
  'electron',
  'hono',
  '@hono/node-server',
  'commander',
  '@trpc/server',
  '@niivue/niivue',
];
