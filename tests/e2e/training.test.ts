// The Train place: settings and what comes of them, bad values, a leak, a thousand classes, and a start by the keyboard alone.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRun } from '../../src/main/jobs/createRun.ts';
import { splitDataset } from '../../src/main/jobs/splitDataset.ts';
import { scratchContext } from '../../src/main/jobs/testing/scratch.ts';
import { planTraining } from '../../src/main/jobs/trainDataset.ts';
import { keepScreenshot, launchBrowser, openPage, words } from './browser.ts';
import { startProgram } from './program.ts';
import { importedWorkspace } from './testing/dataWorkspaces.ts';
import { manyClasses } from './testing/manyClasses.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A refused setting is told by the status of its answer, which the browser notes. */
const isRefusal = (complaint: string): boolean => complaint.includes('status of 400');

function splitBy(workspace: string, dataset: string, group: 'patient' | 'none', name = 'main'): string {
  const context = scratchContext(workspace);
  try {
    return splitDataset(context, { dataset, name, ratios: [0.6, 0.2, 0.2], group, seed: 1 }).split.id;
  } finally {
    context.workspace.close();
  }
}

const panel = (page: Page) => page.getByRole('complementary', { name: 'Before you start' });
const start = (page: Page) => panel(page).getByRole('button', { name: /^Start/ });
const pictures = (page: Page) =>
  panel(page)
    .locator('img')
    .evaluateAll(all => all.map(each => String(Object(each).src)));

test('settings change the inputs, a bad value is told beside its field, the time is measured, and Ctrl+Enter starts', async () => {
  const { workspace, dataset } = await importedWorkspace({ CNV: 8, NORMAL: 8 }, 'classFolders');
  splitBy(workspace, dataset, 'patient');
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/train`);
  await page.getByRole('heading', { name: 'Train', level: 2 }).waitFor();
  await expect.poll(() => page.url()).toContain(`#/train/${dataset}`);
  // By the keyboard: the recipes are one stop, arrows choose.
  await page.getByRole('radio', { name: 'Standard' }).focus();
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => page.getByLabel('Model', { exact: true }).inputValue()).toBe('smallCnn');
  await expect.poll(async () => (await pictures(page)).length).toBe(8);
  const before = await pictures(page);
  await page.getByLabel('How images are fitted').selectOption('letterbox');
  await expect.poll(async () => (await pictures(page)).some((source, i) => source !== before[i])).toBe(true);
  await page.getByText('changed', { exact: true }).first().waitFor();
  const epochs = page.getByLabel('Time budget', { exact: true });
  await epochs.fill('0');
  await page.getByText('Expected at least 1.', { exact: true }).waitFor();
  await page.keyboard.press('Control+Enter');
  expect(await words(panel(page))).toContain('Not valid yet: Epochs. Expected at least 1.');
  await epochs.fill('400');
  await page.getByText(/From \d+ measured steps on this CPU/).waitFor();
  expect(await words(panel(page))).toMatch(/min · \d/);
  // Everything survives a reload, and a changed setting leads back.
  await page.reload();
  await expect.poll(() => page.getByLabel('Time budget', { exact: true }).inputValue()).toBe('400 epochs');
  await page.getByRole('button', { name: /^All settings/ }).click();
  await page.getByRole('heading', { name: 'Optimizer' }).waitFor();
  await page.getByLabel('Label smoothing', { exact: true }).fill('0.3');
  await page.getByRole('button', { name: 'Label smoothing: Back to 0.05' }).click();
  await expect.poll(() => page.getByLabel('Label smoothing', { exact: true }).inputValue()).toBe('0.05');
  await keepScreenshot(page, 'train');
  await expect.poll(() => start(page).getAttribute('aria-disabled')).toBe('false');
  await page.getByLabel('Model', { exact: true }).focus();
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => page.url()).toMatch(/#\/runs\/[\w-]+\/live$/);
  expect(complaints.filter(complaint => !isRefusal(complaint))).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a leak blocks the training, names the patients and leads to the splits', async () => {
  const { workspace, dataset } = await importedWorkspace({ CNV: 8, NORMAL: 8 }, 'classFolders');
  const split = splitBy(workspace, dataset, 'none');
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/train/${dataset}?split=${split}`);
  await panel(page)
    .getByText(/patients? in (both|more than one part)/)
    .first()
    .waitFor();
  expect(await start(page).getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('heading', { name: 'Train', level: 2 }).click();
  await page.keyboard.press('Control+Enter');
  expect(await words(panel(page))).toContain('What is marked as blocking comes first.');
  await keepScreenshot(page, 'train-leak');
  await panel(page).getByRole('link', { name: 'Patient 1' }).first().click();
  await expect.poll(() => page.url()).toMatch(/#\/data\/.*subject=/);
  await page.goBack();
  await panel(page).getByRole('link', { name: 'To the splits' }).first().click();
  await expect.poll(() => page.url()).toContain('/split');
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('without data, and without a split, it says what to do', async () => {
  const { workspace, dataset } = await importedWorkspace({ CNV: 4, NORMAL: 4 }, 'classFolders');
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/train/${dataset}`);
  await page.getByRole('button', { name: 'Split by patient' }).click();
  await page.getByRole('heading', { name: 'Train', level: 2 }).waitFor();
  await expect.poll(() => page.url()).toContain('split=');
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a thousand classes do not break the form, and one without validation scans can be left out', async () => {
  const count = 1000;
  const { workspace, dataset } = await manyClasses(count);
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/train/${dataset}`);
  await panel(page).getByText('No scan of class-0999 for validation').waitFor();
  expect(await start(page).getAttribute('aria-disabled')).toBe('true');
  await panel(page).getByRole('button', { name: 'Leave out class-0999' }).click();
  await expect.poll(() => start(page).getAttribute('aria-disabled')).toBe('false');
  expect(await words(panel(page))).toContain('2 scans of other classes left out');
  expect(await page.locator('body *').count()).toBeLessThan(1500);
  await keepScreenshot(page, 'train-thousand-classes');
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a training that is to better another says in what it differs from it', async () => {
  const { workspace, dataset } = await importedWorkspace({ CNV: 6, NORMAL: 6 }, 'classFolders');
  splitBy(workspace, dataset, 'patient');
  const context = scratchContext(workspace);
  const parent = planTraining(context, { dataset, split: 'main', recipe: 'quick', seed: 3 });
  const { id } = createRun(context, { name: 'first', config: parent.config, manifest: parent.manifest, dataset, split: parent.split.id });
  const item = parent.manifest.find(({ label }) => label === 'CNV');
  const who = { author: 'test', source: 'human' as const, basisRun: null, supersedes: null, blob: null, atMs: 2 };
  context.workspace.store.labels.append([{ item: item?.item ?? '', task: 'diagnosis', kind: 'class', value: 'NORMAL', ...who }]);
  context.workspace.close();
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/train/${dataset}?parent=${id}`);
  const difference = page.getByRole('region', { name: 'What differs from first' });
  await expect.poll(() => words(difference)).toContain('1 scan with another label');
  await page.getByLabel('Time budget', { exact: true }).fill('7');
  await expect.poll(() => words(difference)).toContain('Epochs: 7');
  await keepScreenshot(page, 'train-parent');
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});
