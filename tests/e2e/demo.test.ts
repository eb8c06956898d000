// The same with the scans that come with Fovea: four clicks.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepScreenshot, launchBrowser } from './browser.ts';
import { longestMs, newHome, openCounted, startAndExplain, startAt } from './testing/firstModel.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test(
  'the demo: four clicks from Home to a heat map',
  async () => {
    const program = await startAt(newHome());
    const { page, complaints, clicks } = await openCounted(browser, program);
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await startAndExplain(page, name => keepScreenshot(page, `demo-${name}`));
    expect(await clicks()).toBeLessThanOrEqual(4);
    expect(complaints).toEqual([]);
    expect(await program.end('SIGTERM')).toBe(0);
  },
  longestMs,
);
