// Class labelling by keys: an unlabelled folder to a training's first page, undo across a restart, two windows and one label.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepScreenshot, launchBrowser, openPage, words } from './browser.ts';
import { startProgram } from './program.ts';
import { importedWorkspace } from './testing/dataWorkspaces.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const cells = (page: Page) => page.getByRole('gridcell');
const cell = (page: Page, index: number) => cells(page).nth(index);

async function openItems(page: Page, address: string, dataset: string): Promise<void> {
  await page.goto(`${address}/#/data/${dataset}/items`);
  await cells(page).first().waitFor();
  await page.getByRole('grid').focus();
}

test('an unlabelled folder is labelled by keys and ready to train; undo goes on after a restart of the program', async () => {
  const { workspace, dataset } = await importedWorkspace({ CNV: 2, NORMAL: 2 }, 'flat');
  let program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await openItems(page, program.address, dataset);
  expect(await words(page.locator('main'))).toContain('0 of 8 scans labelled.');
  for (const name of ['CNV', 'NORMAL']) {
    await page.getByRole('textbox', { name: 'New class' }).fill(name);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Label as ${name}` }).waitFor();
  }
  await page.getByRole('grid').focus();
  // The first label asks who labels.
  await page.keyboard.press('1');
  const sheet = page.getByRole('dialog', { name: 'Who is working?' });
  await sheet.getByRole('textbox', { name: 'Name' }).fill('Ada Lovelace');
  expect(await sheet.getByRole('textbox', { name: 'Initials' }).inputValue()).toBe('AL');
  await keepScreenshot(page, 'labeling-who');
  await page.keyboard.press('Enter');
  await expect.poll(() => cell(page, 0).getAttribute('aria-label')).toMatch(/^CNV P-/);
  await page.getByRole('button', { name: 'Works now: Ada Lovelace' }).waitFor();
  await page.getByRole('grid').focus();
  // One key, one label, and on to the next: the first scan is done.
  for (const key of ['1', '1', '1', '2', '2', '2', 'u']) await page.keyboard.press(key);
  await expect.poll(() => cell(page, 7).getAttribute('aria-label')).toMatch(/^ungradable P-/);
  await page.keyboard.press('0');
  await expect.poll(() => cell(page, 7).getAttribute('aria-label')).toMatch(/^no label P-/);
  await page.keyboard.press('m');
  await expect.poll(() => cell(page, 7).getAttribute('aria-label')).toMatch(/flagged/);
  const labels = async () =>
    (await cells(page).evaluateAll(all => all.map(each => String(Object(each).ariaLabel).split(' P-')[0]))).join(' ');
  await expect.poll(labels).toBe('CNV CNV CNV CNV NORMAL NORMAL NORMAL no label');
  const history = page.getByRole('complementary', { name: 'Scan' });
  await expect.poll(() => words(history)).toMatch(/History flag AL .* no label AL .* ungradable AL/);
  await keepScreenshot(page, 'labeling-done');
  expect(complaints).toEqual([]);
  await page.close();
  expect(await program.end('SIGTERM')).toBe(0);

  program = await startProgram(workspace);
  const again = await openPage(browser, program.address);
  await again.page.goto(program.link);
  await openItems(again.page, program.address, dataset);
  const undone = async (what: string) => {
    await again.page.keyboard.press('Control+z');
    await again.page.getByText(new RegExp(`Taken back: ${what} on NORMAL-\\d+-\\d\\.png\\.`)).waitFor();
  };
  await undone('flag');
  await undone('no label');
  await undone('ungradable');
  await undone('NORMAL');
  await expect.poll(() => cell(again.page, 6).getAttribute('aria-label')).toMatch(/^no label P-/);
  await again.page.keyboard.press('Control+Shift+z');
  await expect.poll(() => cell(again.page, 6).getAttribute('aria-label')).toMatch(/^NORMAL P-/);
  // Every class has two patients: the next step is offered, and it works.
  await again.page.getByRole('button', { name: 'Make a split and train' }).click();
  await expect.poll(() => again.page.url()).toMatch(new RegExp(`#/train/${dataset}\\?split=`));
  expect(again.complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('two windows label one scan: the later one is told by whom, what and when, and may say it again', async () => {
  const { workspace, dataset } = await importedWorkspace({ CNV: 2, NORMAL: 2 }, 'classFolders');
  const program = await startProgram(workspace);
  const first = await openPage(browser, program.address);
  await first.page.goto(program.link);
  await openItems(first.page, program.address, dataset);
  await first.page.getByRole('button', { name: 'Nobody chosen yet' }).click();
  await first.page.getByRole('textbox', { name: 'Name' }).fill('Ada');
  await first.page.keyboard.press('Enter');
  await first.page.getByRole('button', { name: 'Works now: Ada' }).waitFor();
  const second = await first.page.context().newPage();
  await openItems(second, program.address, dataset);
  await second.getByRole('button', { name: 'Works now: Ada' }).waitFor();
  // The second window does not hear of the first one's label before it says its own.
  await second.route(
    '**/trpc/labels.set*',
    async route => {
      const written = first.page.waitForResponse(response => response.url().includes('labels.set'));
      await first.page.getByRole('grid').focus();
      await first.page.keyboard.press('2');
      await written;
      await route.continue();
    },
    { times: 1 },
  );
  await second.getByRole('grid').focus();
  await second.keyboard.press('u');
  const told = second.getByText(/AD changed CNV-1016001-1.png to NORMAL at \d\d:\d\d, while you were looking\. Yours was not written\./);
  await told.waitFor();
  await expect.poll(() => cell(second, 0).getAttribute('aria-label')).toMatch(/^NORMAL P-/);
  await keepScreenshot(second, 'labeling-conflict');
  await second.getByRole('button', { name: 'Set ungradable anyway' }).click();
  for (const page of [first.page, second]) await expect.poll(() => cell(page, 0).getAttribute('aria-label')).toMatch(/^ungradable P-/);
  expect(first.complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a thousand classes are reached by typing, and a label confirmed by name stays the person’s', async () => {
  const classes = Array.from({ length: 1000 }, (_, i) => `class ${i}`);
  const { workspace, dataset } = await importedWorkspace(
    Object.fromEntries(classes.slice(0, 6).map(name => [name, 1])),
    'classFolders',
    classes,
  );
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await openItems(page, program.address, dataset);
  await page.keyboard.press('c');
  await page.getByRole('combobox', { name: 'Class' }).fill('class 777');
  await keepScreenshot(page, 'labeling-thousand-classes');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Name' }).fill('Ada');
  await page.keyboard.press('Enter');
  await expect.poll(() => cell(page, 0).getAttribute('aria-label')).toMatch(/^class 777 P-/);
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});
