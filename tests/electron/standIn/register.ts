// Lets the unmodified built main module of the desktop program run on plain Node: `node --import register.ts dist/electron/app/main/index.js`
// finds a stand-in where it asks for `electron`.
//
// This is not Electron and proves nothing about it. There is one JavaScript world in the page, so no context isolation; the sandbox is
// Chromium's own under other flags; `fovea://app/` is a loopback address behind the scenes; menus, fuses, packaging and the asar are
// absent. What it does prove: our wiring calls what it should, in an order that works, and our window works over messages alone.
import { registerHooks } from 'node:module';

const standIn = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, format: 'module-typescript', shortCircuit: true } : next(specifier, context),
});
