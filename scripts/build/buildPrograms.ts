// Builds what runs on plain Node, in a process or a thread of its own: each program of src/main/programFile.ts with all it imports,
// tfjs among it, beside the data that it reads.
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { builtName, type ProgramFile, programFiles } from '../../src/main/programFile.ts';
import { nativePackages } from './nativePackages.ts';

const names = Object.keys(programFiles) as ProgramFile[];

/** tfjs.ts makes itself a `require`; without that the calls are left to the bundler. */
const builtInTfjs: Plugin = {
  name: 'built-in-tfjs',
  setup: ({ onLoad }) => {
    onLoad({ filter: /tensorflow\/tfjs\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const contents = source.replace(/^const require = createRequire\(import\.meta\.url\);$/m, '');
      if (contents === source) throw new Error(`Expected ${path} to make its require by createRequire, so that tfjs can be built in.`);
      return { contents, loader: 'ts' };
    });
  },
};

/** Empties `folder` first. */
export async function buildPrograms(root: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const modules = names.filter(name => programFiles[name].endsWith('.ts'));
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(modules.map(name => [name, programFiles[name]])),
    outdir: folder,
    ...{
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      chunkNames: 'chunk-[hash]',
      legalComments: 'none',
    },
    external: [...nativePackages],
    // What is CommonJS inside asks for its place and requires Node's own modules.
    define: {
      __FOVEA_PROGRAMS__: JSON.stringify('./'),
      'import.meta.main': 'false',
      __dirname: 'import.meta.dirname',
      __filename: 'import.meta.filename',
    },
    banner: { js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);" },
    plugins: [builtInTfjs],
    logLevel: 'warning',
  });
  for (const name of names.filter(name => !modules.includes(name))) {
    cpSync(join(root, programFiles[name]), join(folder, builtName(name)), { recursive: true });
  }
}
