// What the golden paths have in common: from the training's page to a heat map, every click counted.
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { openPage, words } from '../browser.ts';
import { type Program, startProgram } from '../program.ts';

/** A training from scratch on two cores, beside other tests. */
export const longestMs = 600_000;

/** Three clicks: Start, a cell of the confusion matrix, a scan. The curve moves meanwhile and the results come by themselves. */
export async function startAndExplain(page: Page, picture: (name: string) => Promise<void>): Promise<void> {
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
export async function startAt(home: string): Promise<Program> {
  return await startProgram(join(home, 'Fovea'), {
    env: { HOME: home, FOVEA_CACHE: process.env.FOVEA_CACHE ?? join(homedir(), '.cache', 'fovea') },
  });
}

/** Counts every press of a mouse button, on whatever it lands. */
export async function openCounted(browser: Browser, program: Program) {
  const watched = await openPage(browser, program.address);
  await watched.page.addInitScript(
    "addEventListener('pointerdown', () => sessionStorage.clicks = 1 + Number(sessionStorage.clicks ?? 0), true)",
  );
  await watched.page.goto(program.link);
  return { ...watched, clicks: () => watched.page.evaluate<number>('Number(sessionStorage.clicks)') };
}

/** A person's home, gone with the test. */
export function newHome(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ada-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
