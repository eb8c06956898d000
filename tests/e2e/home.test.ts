// Home in a real browser: a folder is chosen by mouse and by keys, looked at, imported, dropped, found again after it moved; the demo;
// what the settings tell.
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { makeScans } from '../contract/testHost.ts';
import { keepScreenshot, launchBrowser, openPage, words } from './browser.ts';
import { startProgram } from './program.ts';
import { dropFiles } from './testing/dropFiles.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

function scratch(): { folder: string; workspace: string } {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, workspace: join(folder, 'workspace') };
}

/** Goes to a folder by typing its names, as one who knows where it lies. */
async function typeTo(page: Page, path: string): Promise<void> {
  const filter = page.getByRole('combobox', { name: 'Filter folders' });
  await page.getByRole('button', { name: 'This computer' }).click();
  for (const name of path.split('/').filter(part => part !== '')) {
    await filter.fill(name);
    await page.getByRole('option', { name, selected: true }).waitFor();
    await filter.press('Enter');
    await page.getByRole('navigation', { name: 'Folder' }).getByText(name, { exact: true }).waitFor();
  }
}

test('from an empty Home a folder is opened with four clicks: classes, patients and findings are told, nothing is filled in', async () => {
  const { folder, workspace } = scratch();
  const scans = await makeScans(join(folder, 'Clinic A'), 8);
  writeFileSync(join(scans, 'CNV', 'CNV-1000-2.png'), 'no image');
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await expect
    .poll(() => words(page.getByRole('main')))
    .toMatch(
      /Open a folder of images .*Try the demo .*CC BY 4\.0 Data sets None yet\..*Latest runs No runs yet\..*Research use only\. Nothing leaves this computer\./,
    );
  await keepScreenshot(page, 'home-empty');
  await page.getByRole('button', { name: /^Open a folder of images/ }).click();
  await typeTo(page, folder);
  const row = page.getByRole('option', { name: 'Clinic A' });
  await expect.poll(() => words(row)).toBe('Clinic A 17 scans');
  await keepScreenshot(page, 'folder-picker');
  await row.click();
  await page.getByRole('option', { name: 'NORMAL' }).waitFor();
  await page.getByRole('button', { name: 'Open this folder' }).click();
  const drawer = page.getByRole('dialog', { name: 'Import' });
  await drawer.getByText('1 of 17 files could not be read. The other 16 are ready.').waitFor();
  await drawer.getByRole('button', { name: 'Show it' }).click();
  const told = await words(drawer);
  expect(told).toContain('CNV 9 scans of 8 patients NORMAL 8 scans of 8 patients');
  expect(told).toContain('CNV/CNV-1000-2.png: expected jpeg, png, tiff');
  expect(await drawer.getByRole('textbox', { name: 'Name of the data set' }).inputValue()).toBe('Clinic A');
  await keepScreenshot(page, 'import-drawer');
  await drawer.getByRole('button', { name: 'Import 16 scans' }).click();
  await page.getByText('Imported 16 scans of 16 patients.').waitFor();
  await page.getByText(/Ready: 2 classes, 16 patients, no leak/).waitFor();
  // The same folder again: that it is there already is said.
  await page.keyboard.press('Control+o');
  await page.getByRole('option', { name: 'Clinic A' }).click();
  await page.getByRole('option', { name: 'NORMAL' }).waitFor();
  await page.getByRole('button', { name: 'Open this folder' }).click();
  await drawer.getByRole('button', { name: 'Open “Clinic A”' }).waitFor();
  expect(await drawer.getByRole('textbox', { name: 'Name of the data set' }).inputValue()).toBe('Clinic A-2');
  // An import goes on when its drawer is closed; whoever has left is told and not taken anywhere.
  await page.keyboard.press('Control+1');
  await drawer.getByRole('button', { name: 'Import 16 scans' }).click();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
  await page.getByText('Imported 16 scans of 16 patients.').waitFor();
  expect(page.url()).toContain('#/home');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByText(/Ready: 2 classes, 16 patients, no leak/).waitFor();
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('the picker works by keys alone; a folder without images and one that is gone say what to do', async () => {
  const { folder, workspace } = scratch();
  for (const name of ['empty', 'gone']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'empty', 'notes.txt'), '');
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.getByRole('button', { name: /^Open a folder/ }).waitFor();
  await page.keyboard.press('Control+o');
  await typeTo(page, folder);
  const marked = page.getByRole('option', { selected: true });
  await expect.poll(() => words(marked)).toContain('empty');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => words(marked)).toContain('gone');
  rmSync(join(folder, 'gone'), { recursive: true });
  await page.keyboard.press('Enter');
  await page
    .getByRole('alert')
    .getByText(/found nothing/)
    .waitFor();
  expect(await page.getByRole('button', { name: 'Open this folder' }).isDisabled()).toBe(true);
  await page.keyboard.press('Backspace');
  await expect.poll(() => words(marked)).toContain('empty');
  await page.keyboard.type('nowhere');
  await page.getByText('No folder here has “nowhere” in its name.').waitFor();
  await page.getByRole('combobox').fill('');
  await page.keyboard.press('Enter');
  await page.getByText('There are no folders in here.').waitFor();
  await page.getByRole('button', { name: 'Open this folder' }).press('Enter');
  await page.getByRole('heading', { name: 'No image and no volume' }).waitFor();
  expect(complaints.filter(complaint => !complaint.includes('status of 404'))).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a dropped folder is copied with its class folders, and a moved one is found again by its content', async () => {
  const { folder, workspace } = scratch();
  const scans = await makeScans(join(folder, 'dropped'), 5);
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.getByRole('button', { name: /^Open a folder/ }).waitFor();
  await dropFiles(page, [scans]);
  const drawer = page.getByRole('dialog', { name: 'Import' });
  await drawer.getByRole('button', { name: 'Import 10 scans' }).waitFor();
  expect(await words(drawer)).toContain('CNV 5 scans of 5 patients');
  expect(await drawer.getByRole('textbox', { name: 'Name of the data set' }).inputValue()).toBe('dropped');
  await drawer.getByText('Nothing that needs attention.').waitFor();
  await drawer.getByRole('button', { name: 'Import 10 scans' }).click();
  await page.getByText(/Ready: 2 classes/).waitFor();
  const [upload = ''] = readdirSync(join(workspace, 'incoming'));
  const moved = join(folder, 'moved');
  renameSync(join(workspace, 'incoming', upload, 'dropped'), moved);
  await page.keyboard.press('Control+1');
  await page.waitForURL(/#\/home/);
  await page.reload();
  await page.getByText(/Its folder is not there/).waitFor();
  await keepScreenshot(page, 'home-folder-missing');
  await page.getByRole('button', { name: 'Relink…' }).click();
  await typeTo(page, moved);
  await page.getByRole('button', { name: 'It is here now' }).click();
  await page.getByText('All 10 files are there, unchanged.').waitFor();
  await page.getByText(/Its folder is not there/).waitFor({ state: 'detached' });
  // Thumbnails that were being made when the folder went.
  expect(complaints.filter(complaint => !complaint.includes('status of 404'))).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('the demo leads to a training that only needs its start; settings tell storage, log and licences', async () => {
  const { workspace } = scratch();
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.getByRole('button', { name: /^Try the demo/ }).click();
  await page.waitForURL(/#\/train\/[^?]+\?split=main/);
  await page.keyboard.press('Control+1');
  const link = page.getByRole('link', { name: 'demo', exact: true });
  await link.waitFor();
  expect(await words(page.getByRole('region', { name: 'Data sets' }))).toContain('demo 119 scans · 94 patients CNV NORMAL');
  // The second choice says before and after it is made that two of its classes are tiny.
  expect(await words(page.getByRole('main'))).toContain('DME has 16 patients, DRUSEN has 13 patients: too few to estimate');
  await page.getByRole('button', { name: 'With four classes' }).click();
  await page.waitForURL(/#\/train\/[^?]+\?split=main/);
  const before = page.getByRole('complementary', { name: 'Before you start' });
  await before.getByText(/Fewer than 10 validation patients for .*DME.*DRUSEN/).waitFor();
  expect(await words(before)).toContain('too few patients to estimate');
  await expect.poll(() => before.getByRole('button', { name: /^Start/ }).isEnabled()).toBe(true);
  await keepScreenshot(page, 'demo-four-classes');
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Storage' }).click();
  await page.getByText('The trash is empty.').waitFor();
  await page.getByRole('tab', { name: 'About' }).click();
  await page.getByText(join(workspace, 'logs')).waitFor();
  await page.getByText('@hono/node-server').click();
  await page
    .getByText(/Permission is hereby granted/)
    .locator('visible=true')
    .first()
    .waitFor();
  expect(await words(page.getByRole('region', { name: 'Demo scans' }))).toContain('CC BY 4.0');
  await keepScreenshot(page, 'settings-about');
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});
