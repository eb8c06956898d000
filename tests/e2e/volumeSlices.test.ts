// Crossing slices by NiiVue, as computers with a graphics card draw them, are those that the processor draws: unflipped, sample for sample.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { asymmetricPhantom } from '../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { launchBrowser } from './browser.ts';

test('of an asymmetric OD and OS, in two windows', async () => {
  const root = mkdtempSync(join(tmpdir(), 'fovea-slices-'));
  const site = join(root, 'site');
  mkdirSync(site);
  writeFileSync(join(site, 'index.html'), '<!doctype html><title>Slices</title><script type="module" src="/entry.js"></script>');
  writeFileSync(join(site, 'entry.js'), `import ${JSON.stringify(join(import.meta.dirname, 'testing', 'slicesPage.mjs'))};`);
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
    for (const eye of ['OD', 'OS'] as const) {
      const { grey, shape } = asymmetricPhantom(eye);
      const given = JSON.stringify({ grey: [...grey], shape });
      const differences = (await page.evaluate(`compareSlices(${given})`)) as { values: number; wrong: number }[];
      expect(differences).toHaveLength(12);
      expect(differences.filter(({ wrong, values }) => wrong > 0 || values === 0)).toEqual([]);
    }
  } finally {
    await browser.close();
    server.close();
    rmSync(root, { recursive: true, force: true });
  }
}, 120_000);
