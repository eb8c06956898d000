// The way that everything else serves: from a folder to a heat map in eight clicks, and the demo in four. Real scans, a real training.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { keepScreenshot, launchBrowser, openPage, words } from './browser.ts';
import { keepGuidePicture } from './guidePicture.ts';
import { type Program, startProgram } from './program.ts';

const demo = join(import.meta.dirname, '..', '..', 'resources', 'demo');
const scansPerClass = 20;
const longestMs = 600_000;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test(
  'from a folder of class folders to a heat map: eight clicks',
  async () => {
    const home = newFolder();
    for (const name of ['CNV', 'NORMAL']) {
      mkdirSync(join(home, 'scans', name), { recursive: true });
      for (const file of readdirSync(join(demo, name)).slice(0, scansPerClass)) {
        cpSync(join(demo, name, file), join(home, 'scans', name, file));
      }
    }
    const program = await startAt(home);
    const { page, complaints, clicks } = await openCounted(program);
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

test(
  'the demo: four clicks from Home to a heat map',
  async () => {
    const program = await startAt(newFolder());
    const { page, complaints, clicks } = await openCounted(program);
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await startAndExplain(page, name => keepScreenshot(page, `demo-${name}`));
    expect(await clicks()).toBeLessThanOrEqual(4);
    expect(complaints).toEqual([]);
    expect(await program.end('SIGTERM')).toBe(0);
  },
  longestMs,
);

/** Three clicks: Start, a cell of the confusion matrix, a scan. The curve moves meanwhile and the results come by themselves. */
async function startAndExplain(page: Page, picture: (name: string) => Promise<void>): Promise<void> {
  const before = page.getByRole('complementary', { name: 'Before you start' });
  await expect.poll(() => before.locator('img').count()).toBe(8);
  await picture('3-train');
  await before.getByRole('button', { name: /^Start/ }).click();
  const curve = page.getByRole('slider', { name: 'Balanced accuracy' });
  await curve.waitFor({ timeout: 120_000 });
  const first = await curve.getAttribute('aria-valuetext');
  await expect.poll(() => curve.getAttribute('aria-valuetext'), { timeout: 120_000 }).not.toBe(first);
  // Two thirds of the way there is something to see.
  await expect.poll(() => curve.getAttribute('aria-valuetext'), { timeout: 300_000 }).toMatch(/^epoch 2\d/);
  await picture('4-live');
  const cell = page.getByRole('region', { name: 'Validation', exact: true }).locator('td[data-right] a').first();
  await cell.waitFor({ timeout: 400_000 });
  await picture('5-results');
  await cell.click();
  // The first of its scans is chosen already.
  await page.getByRole('gridcell').first().waitFor();
  await page.getByRole('button', { name: /^Open/ }).click();
  await page.getByText('scaled per map').waitFor({ timeout: 60_000 });
  expect(await words(page.locator('body'))).toContain('Research use only, not for diagnosis');
  await page.getByText('Comparing with the training data').waitFor({ state: 'detached' });
  await picture('6-heat-map');
}

/** The program of a person whose home folder is `home`. */
async function startAt(home: string): Promise<Program> {
  return await startProgram(join(home, 'Fovea'), {
    env: { HOME: home, FOVEA_CACHE: process.env.FOVEA_CACHE ?? join(homedir(), '.cache', 'fovea') },
  });
}

/** Counts every press of a mouse button, on whatever it lands. */
async function openCounted(program: Program) {
  const watched = await openPage(browser, program.address);
  await watched.page.addInitScript(
    "addEventListener('pointerdown', () => sessionStorage.clicks = 1 + Number(sessionStorage.clicks ?? 0), true)",
  );
  await watched.page.goto(program.link);
  return { ...watched, clicks: () => watched.page.evaluate<number>('Number(sessionStorage.clicks)') };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ada-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
