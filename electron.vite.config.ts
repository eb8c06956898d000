// Builds the three parts of the desktop program into dist/electron/app, which becomes the asar: main (ESM), preload (CJS, as the
// sandbox wants it) and the window. What runs on plain Node outside the asar is built by scripts/build/buildPrograms.ts.
import { defineConfig } from 'electron-vite';
import { mergeConfig, type Plugin } from 'vite';
import { nativePackages } from './scripts/build/nativePackages.ts';
import rendererConfig from './src/renderer/vite.config.ts';

const app = 'dist/electron/app';

/** Networks are built by the engine's own processes; in the desktop program only their names and parameters are known. */
const withoutNetworks: Plugin = {
  name: 'without-networks',
  enforce: 'pre',
  load: id =>
    id.endsWith('.build.ts')
      ? "throw new Error('Expected networks to be built by a process of the engine, not by the desktop program.');"
      : null,
};

export default defineConfig({
  main: {
    define: { __FOVEA_PROGRAMS__: JSON.stringify('../../programs/'), 'import.meta.main': 'false' },
    plugins: [withoutNetworks],
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
