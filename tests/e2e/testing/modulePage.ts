// A page of its own that holds one module of tests/e2e/testing, built as the window is, in a browser.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { launchBrowser } from '../browser.ts';

/** `module`: a file beside this one. Whatever it leaves in `globalThis` can be called from `use`. */
export async function withModulePage(module: string, use: (page: Page) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'fovea-module-'));
  const site = join(root, 'site');
  mkdirSync(site);
  writeFileSync(join(site, 'index.html'), '<!doctype html><title>Module</title><script type="module" src="/entry.js"></script>');
  writeFileSync(join(site, 'entry.js'), `import ${JSON.stringify(join(import.meta.dirname, module))};`);
  const built = join(root, 'built');
  await build({ root: site, base: './', configFile: false, logLevel: 'error', build: { outDir: built, assetsInlineLimit: 0 } });
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    response.setHeader('content-type', extname(path) === '.js' ? 'text/javascript' : 'text/html');
    response.end(path === '/favicon.ico' ? '' : readFileSync(join(built, path)));
  }).listen(0, '127.0.0.1');
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await use(page);
  } finally {
    await browser.close();
    server.close();
    rmSync(root, { recursive: true, force: true });
  }
}
