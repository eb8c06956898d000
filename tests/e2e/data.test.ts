// The Data place: filters and counts, 20,000 scans, a file that is gone, splits, findings, report and card.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepScreenshot, launchBrowser, openPage, words } from './browser.ts';
import { startProgram } from './program.ts';
import { importedWorkspace, largeWorkspace } from './testing/dataWorkspaces.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const labels = (page: Page) => page.getByRole('gridcell').evaluateAll(all => all.map(each => String(Object(each).ariaLabel)));
const status = (page: Page) => page.locator('main [role=status]');

test('filters narrow by counts, say what hides everything, live in the address, and can be kept', async () => {
  const { workspace } = await importedWorkspace({ CNV: 6, NORMAL: 4 }, 'classFolders');
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/data`);
  await page.getByRole('link', { name: 'scans', exact: true }).click();
  await expect.poll(() => words(status(page))).toBe('20 scans · 10 patients');
  await page.getByRole('checkbox', { name: 'NORMAL' }).check();
  await expect.poll(() => words(status(page))).toBe('8 scans · 4 patients · 12 hidden by filter');
  expect((await labels(page)).every(label => label.startsWith('NORMAL'))).toBe(true);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('no such name');
  await page.getByText('0 of 20 scans match NORMAL + “no such name”.').waitFor();
  await keepScreenshot(page, 'data-no-match');
  await page.getByRole('button', { name: 'Remove “no such name”' }).last().click();
  await expect.poll(() => words(status(page))).toMatch(/^8 scans/);
  await page.getByRole('button', { name: 'Save this filter' }).click();
  await page.keyboard.type('healthy ones');
  await page.keyboard.press('Enter');
  const address = page.url();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect.poll(() => words(status(page))).toBe('20 scans · 10 patients');
  await page.getByRole('button', { name: 'healthy ones', exact: true }).click();
  await expect.poll(() => page.url()).toBe(address);
  // The keyboard alone: to the last scan, a range, everything, quick look, out of training and back.
  await page.getByRole('grid').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => words(status(page))).toMatch(/2 selected$/);
  await page.keyboard.press('Control+a');
  await expect.poll(() => words(status(page))).toMatch(/8 selected$/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Space');
  await page.getByRole('figure', { name: 'Quick look' }).waitFor();
  await keepScreenshot(page, 'data-quick-look');
  await page.keyboard.press('Space');
  await page.keyboard.press('Delete');
  await page.getByRole('textbox', { name: 'Name' }).fill('Ada');
  await page.keyboard.press('Enter');
  await expect.poll(() => words(status(page))).toBe('7 scans · 4 patients · 12 hidden by filter · 1 left out');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => words(status(page))).toBe('8 scans · 4 patients · 12 hidden by filter');
  await page.getByRole('grid').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toMatch(/#\/label\/[0-9a-f]{20}\?dataset=/);
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('twenty thousand scans: few elements at any place, and every place is reached', async () => {
  const { workspace, dataset } = await largeWorkspace(20_000);
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(`${program.address}/#/data/${dataset}/items`);
  const grid = page.getByRole('grid');
  await grid.waitFor();
  await expect.poll(() => words(status(page))).toContain('20 000 scans');
  const elements = () => grid.evaluate(element => Number(Object(element).querySelectorAll('*').length));
  const most = [await elements()];
  await grid.focus();
  for (const share of [0.1, 0.35, 0.7, 1, 0.5]) {
    await grid.evaluate((element, part) => Object(element).scrollTo({ top: part * Object(element).scrollHeight }), share);
    await expect.poll(async () => (await labels(page)).every(label => /^(CNV|NORMAL) P-/.test(label))).toBe(true);
    most.push(await elements());
  }
  expect(Math.max(...most)).toBeLessThan(500);
  await page.keyboard.press('End');
  await expect.poll(async () => (await labels(page)).at(-1)).toMatch(/NORMAL\/019999\.png$/);
  await expect.poll(() => words(page.locator('[data-status]'))).toMatch(/^20000 \/ 20000/);
  await page.keyboard.press('Control+a');
  await page.getByText('The first 5 000 of 20 000 are selected').waitFor();
  await keepScreenshot(page, 'data-20000');
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a scan whose file is gone, changed or unreadable says so in its tile, and the others are there', async () => {
  const { workspace, dataset, scans } = await importedWorkspace({ CNV: 2, NORMAL: 1 }, 'classFolders');
  rmSync(join(scans, 'CNV', 'CNV-1016001-1.png'));
  writeFileSync(join(scans, 'CNV', 'CNV-1016001-2.png'), 'no picture any more');
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/data/${dataset}/items`);
  const tile = (index: number) => page.getByRole('gridcell').nth(index);
  await tile(0).getByText('File missing').waitFor();
  await tile(1).getByText('File changed').waitFor();
  await expect
    .poll(() =>
      tile(2)
        .locator('img')
        .evaluate(picture => Object(picture).naturalWidth),
    )
    .toBe(24);
  await keepScreenshot(page, 'data-broken-files');
  // The refused pictures are all that the browser may complain about.
  expect(complaints.filter(complaint => !/status of (404|500)/.test(complaint))).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a split that leaks is said, blocks, is mended; a new one is made; report, card and findings read', async () => {
  const { workspace, dataset } = await importedWorkspace({ CNV: 5, NORMAL: 5 }, 'classFolders');
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/data/${dataset}/split`);
  await page.getByText('No split yet').waitFor();
  await page.getByRole('button', { name: 'New split' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('byFile');
  await page.getByRole('combobox', { name: 'Keep together' }).selectOption('none');
  await page
    .getByRole('spinbutton', { name: 'Seed' })
    .or(page.getByRole('textbox', { name: 'Seed' }))
    .first()
    .fill('3');
  await page.getByRole('button', { name: 'Make the split' }).click();
  const certificate = page.getByRole('region', { name: 'Certificate' });
  await certificate.getByText(/\d patients are in more than one of train, val and test \(\d+ scans\)\. Training is blocked\./).waitFor();
  await keepScreenshot(page, 'data-leak');
  await page.getByRole('tab', { name: 'Findings' }).click();
  await page.getByText(/Split 'byFile'.*Training on it is blocked/).waitFor();
  await keepScreenshot(page, 'data-findings');
  await page.getByRole('button', { name: 'Move them to train' }).click();
  await page
    .getByRole('region', { name: 'Certificate' })
    .getByText('No leak: no patient, no eye and no file content is in two parts.')
    .waitFor();
  await expect
    .poll(() => words(page.getByRole('region', { name: /^Ready: 2 classes, 10 patients, no leak/ })))
    .toContain('Train first model');
  await page.getByRole('tab', { name: 'Import report' }).click();
  await page.getByRole('heading', { name: '20 files seen: 20 scans, 0 unreadable, 0 ignored.' }).waitFor();
  await page.getByRole('tab', { name: 'Card' }).click();
  await page.getByText('20 labelled · 0 no label · 0 ungradable').waitFor();
  await page.getByRole('button', { name: 'Rename class NORMAL' }).click();
  await page.getByRole('textbox', { name: 'Rename class NORMAL' }).fill('healthy');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /^healthy.* 5 10$/ }).waitFor();
  await page.getByRole('tab', { name: 'Items' }).click();
  await page.getByRole('link', { name: 'Train first model' }).click();
  await expect.poll(() => page.url()).toMatch(new RegExp(`#/train/${dataset}\\?split=`));
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});
