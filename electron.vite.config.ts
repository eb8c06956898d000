// Builds the three parts of the desktop program into dist/electron/app, which becomes the asar: main (ESM), preload (CJS, as the
// sandbox wants it) and the window. What runs on plain Node outside the asar is built by scripts/build/buildPrograms.ts.
import { defineConfig } from 'electron-vite';
import { mergeConfig, type Plugin } from 'vite';
import { nativePackages } from './scripts/build/nativePackages.ts';
import rendererConfig from './src/renderer/vite.config.ts';

const app = 'dist/electron/app';

/** What only processes and threads of plain Node do: build networks, decode vendors' pictures. Here their names and parameters are known. */
const elsewhere: Plugin = {
  name: 'elsewhere',
  enforce: 'pre',
  load: id =>
    id.endsWith('.build.ts') || id.endsWith('wasm_decode.js')
      ? "throw new Error('Expected this to be done by a process or thread of plain Node, not by the desktop program.'); export default null;"
      : null,
};

export default defineConfig({
  main: {
    define: { __FOVEA_PROGRAMS__: JSON.stringify('../../programs/'), 'import.meta.main': 'false' },
    plugins: [elsewhere],
    build: {
      outDir: `${app}/main`,
      target: 'node24',
      minify: false,
      externalizeDeps: false,
      rolldownOptions: {
        input: 'src/main/index.ts',
        external: ['electron', ...nativePackages],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: `${app}/preload`,
      minify: false,
      externalizeDeps: false,
      rolldownOptions: { input: 'src/preload/index.ts', external: ['electron'], output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: mergeConfig(rendererConfig, {
    build: { outDir: `${app}/renderer`, emptyOutDir: true, rolldownOptions: { input: 'src/renderer/index.html' } },
  }),
});
