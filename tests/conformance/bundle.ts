// Bundles suite.ts so that everything in it shares one copy of tfjs-core: the package's ES modules.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type OnLoadResult, type Plugin } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');
const core = path.join(root, 'node_modules/@tensorflow/tfjs-core/dist');

const oneCore: Plugin = {
  name: 'one-tfjs-core',
  setup(bundler) {
    bundler.onResolve({ filter: /^@tensorflow\/(tfjs|tfjs-core)(\/dist\/.*)?$/ }, ({ path: name }) => {
      const inside = /\/dist\/(.*?)(\.js)?$/.exec(name)?.[1] ?? 'index';
      return { path: path.join(core, `${inside}.js`) };
    });
    // With its own `require` gone, tfjs.ts gets the bundle's modules instead of a second copy from the package.
    bundler.onLoad({ filter: /\/src\/main\/engine\/tensorflow\/tfjs\.ts$/ }, ({ path: file }) =>
      edited(file, 'const require = createRequire(import.meta.url);', ''),
    );
    // tfjs-node is compiled to ES5, where a class calls its base as a function; the ES modules' classes must be constructed.
    bundler.onLoad({ filter: /tfjs-node-gpu\/dist\/nodejs_kernel_backend\.js$/ }, ({ path: file }) =>
      edited(file, '_super.call(this)', 'Reflect.construct(_super, [], this.constructor)'),
    );
  },
};

async function edited(file: string, expected: string, replacement: string): Promise<OnLoadResult> {
  const source = await readFile(file, 'utf8');
  if (!source.includes(expected)) throw new Error(`Expected ${file} to contain '${expected}'.`);
  return { contents: source.replace(expected, replacement), loader: 'ts' };
}

/** Writes the bundle and returns its path. It lies below node_modules, from where it finds koffi. */
export async function bundleSuite(): Promise<string> {
  const outfile = path.join(root, 'node_modules/.cache/fovea/conformance.mjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'suite.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['koffi'],
    // The package declares its tests free of side effects, so they would be dropped.
    ignoreAnnotations: true,
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    plugins: [oneCore],
    logLevel: 'warning',
  });
  return outfile;
}
