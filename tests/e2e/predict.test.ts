// The Use place: files given to a trained run, wrong ones told with their reason, the flags, the table, one answer in the viewer.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodePng } from '../../src/main/dataset/formats/sharpCodec.ts';
import { testPng } from '../../src/main/dataset/testing/testImages.ts';
import { keepScreenshot, launchBrowser, openPage, words } from './browser.ts';
import { startProgram } from './program.ts';
import { apiOf } from './testing/api.ts';
import { makeTrainedWorkspace, removeTrainedWorkspace, trainedWorkspace } from './testing/trainedWorkspace.ts';

let browser: Browser;
beforeAll(async () => {
  await makeTrainedWorkspace();
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  removeTrainedWorkspace();
});

/** A scan like those of the training, one it was trained on, one in colour and of another size, one that ends in its middle, a text. */
async function filesToDrop(folder: string, trainedOn: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const colour = {
    data: Uint8Array.from({ length: 90 * 200 * 3 }, (_, i) => (i % 3 === 0 ? 220 : 30)),
    rows: 90,
    columns: 200,
    channels: 3,
  };
  const scan = await testPng(4242);
  const files: [string, string | Uint8Array][] = [
    ['like.png', scan],
    ['known.png', readFileSync(trainedOn)],
    ['colour.png', await encodePng(colour)],
    ['broken.png', scan.subarray(0, Math.floor(scan.length / 2))],
  ];
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  return files.map(([name]) => join(folder, name));
}

test('files are given to a run; each is answered, flagged or refused with its reason, and opens in the viewer', async () => {
  const { workspace, scans, run } = trainedWorkspace();
  const program = await startProgram(workspace);
  const api = apiOf(workspace);
  const manifest = readFileSync(join(workspace, 'runs', run, 'manifest.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const trained = manifest.map(line => JSON.parse(line) as { path: string; split: string }).find(({ split }) => split === 'train');
  const files = await filesToDrop(join(workspace, '..', 'drop'), join(scans, trained?.path ?? ''));
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/use?run=${run}`);
  await page.getByRole('heading', { name: 'Drop scans or folders of scans here' }).waitFor();
  await keepScreenshot(page, 'use-empty');
  await page.locator('input[type=file]').setInputFiles(files);
  const table = page.getByRole('table');
  // A run of its own starts for it.
  await table.waitFor({ timeout: 60_000 });
  const refused = page.getByRole('region', { name: '1 file could not be read' });
  expect(await words(refused)).toMatch(/broken\.png: expected/);
  const row = (name: string) => table.getByRole('row').filter({ hasText: name });
  expect(await table.getByRole('row').count()).toBe(4);
  expect(await words(row('colour.png'))).toMatch(/This scan differs from the training data \(width 200 and height 90, in colour/);
  expect(await words(row('like.png'))).toMatch(/(CNV|NORMAL) \d+ % CNV [\d.]+ % NORMAL [\d.]+ %/);
  expect(await words(row('known.png'))).toContain('was trained on');
  expect(await words(page.locator('main'))).toContain('Research use only, not for diagnosis');
  await page.getByRole('combobox', { name: 'Sort' }).selectOption('unlike');
  await expect.poll(() => words(table.getByRole('row').nth(1))).toContain('colour.png');
  await keepScreenshot(page, 'use-answers');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const csv = readFileSync(await (await saved).path(), 'utf8');
  expect(csv).toMatch(/^file,answer,share CNV,share NORMAL,/);
  expect(csv.trimEnd().split('\r\n')).toHaveLength(4);
  // The answer with its map, and the next file by keys.
  await table.getByRole('link', { name: 'like.png' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: /^Scan like\.png\. Model: / }).waitFor();
  expect(await words(page.locator('main'))).toMatch(/raw maximum|No map is drawn/);
  await keepScreenshot(page, 'use-answer');
  await page.keyboard.press('PageUp');
  await page
    .getByRole('heading', { name: 'known.png', level: 2 })
    .or(page.getByRole('heading', { name: 'colour.png', level: 2 }))
    .waitFor();
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await table.waitFor();
  expect(complaints).toEqual([]);
  expect(await api.runs.list.query()).toHaveLength(2);
  await program.end('SIGTERM');
}, 120_000);

test('where no file can be read, each is told with its reason, and nothing is started', async () => {
  const { workspace, run } = trainedWorkspace();
  const program = await startProgram(workspace);
  const folder = join(workspace, '..', 'bad');
  mkdirSync(folder);
  const scan = await testPng(1);
  writeFileSync(join(folder, 'cut.png'), scan.subarray(0, 100));
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/use?run=${run}`);
  await page.locator('input[type=file]').setInputFiles([join(folder, 'cut.png')]);
  await page.getByRole('alert').waitFor();
  expect(await words(page.locator('main'))).toMatch(/received 1 unreadable file\. The first: cut\.png: expected/);
  expect(await apiOf(workspace).runs.list.query()).toHaveLength(1);
  expect(complaints.filter(complaint => !/status of 4\d\d/.test(complaint))).toEqual([]);
  await program.end('SIGTERM');
});
