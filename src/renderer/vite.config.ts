// Builds the window; build.mjs calls it. Nothing is inlined, so that the content security policy needs no exceptions.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { shippedLicences } from '../../scripts/build/licences.ts';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [react(), licencesPlugin()],
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1200 },
});

/** The licences of what is shipped, as the module `virtual:licences`. */
function licencesPlugin(): Plugin {
  const id = '\0virtual:licences';
  return {
    name: 'licences',
    resolveId: source => (source === 'virtual:licences' ? id : null),
    load: loaded => {
      if (loaded !== id) return null;
      return `export default ${JSON.stringify(shippedLicences(fileURLToPath(new URL('../../', import.meta.url))))};`;
    },
  };
}
