// The way that everything else serves: from a folder to a heat map in eight clicks. Real scans, a real training.
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { keepGuidePicture } from './guidePicture.ts';
import { longestMs, newHome, openCounted, startAndExplain, startAt } from './testing/firstModel.ts';

const demo = join(import.meta.dirname, '..', '..', 'resources', 'demo');
const scansPerClass = 20;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test(
  'from a folder of class folders to a heat map: eight clicks',
  async () => {
    const home = newHome();
    for (const name of ['CNV', 'NORMAL']) {
      mkdirSync(join(home, 'scans', name), { recursive: true });
      for (const file of readdirSync(join(demo, name)).slice(0, scansPerClass)) {
        cpSync(join(demo, name, file), join(home, 'scans', name, file));
      }
    }
    const program = await startAt(home);
    const { page, complaints, clicks } = await openCounted(browser, program);
    await page.getByRole('button', { name: 'Open a folder of images' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('option', { name: 'scans' }).click();
    await drawer.getByRole('button', { name: 'Open this folder' }).click();
    // The drawer looks twice: at the names, then into the files. The button is there after the first look.
    await drawer.getByText(/^Sizes: /).waitFor();
    await keepGuidePicture(page, 'first-model-1-import');
    await drawer.getByRole('button', { name: `Import ${2 * scansPerClass} scans` }).click();
    await page.getByText('Ready: 2 classes').waitFor();
    await keepGuidePicture(page, 'first-model-2-data');
    await page.getByRole('link', { name: 'Train first model' }).click();
    await startAndExplain(page, name => keepGuidePicture(page, `first-model-${name}`));
    expect(await clicks()).toBeLessThanOrEqual(8);
    expect(complaints).toEqual([]);
    expect(await program.end('SIGTERM')).toBe(0);
  },
  longestMs,
);
