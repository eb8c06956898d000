// The page in a browser: doctor and empty runs, a run that comes in live with its numbers, its heat map, and how the program ends.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { holdRunLock } from '../../src/main/engine/host/runLock.ts';
import { formatEstimateParts } from '../../src/shared/units.ts';
import { createRunFixture } from '../contract/runFixture.ts';
import { keepScreenshot, launchBrowser, openPage, words } from './browser.ts';
import { runProgram, startProgram } from './program.ts';

const [liveRun, testRun, explainRun] = ['20260101-000001-live', '20260101-000002-test', '20260101-000003-expl'];
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

function newWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'workspace');
}

test('on a new workspace the page shows what this computer offers and says how to begin', async () => {
  const program = await startProgram(newWorkspace());
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  expect(page.url()).toBe(`${program.address}/`);
  const doctor = page.getByRole('region', { name: 'This computer' });
  await doctor.getByRole('listitem').first().waitFor();
  const findings = await doctor.getByRole('listitem').allInnerTexts();
  expect(findings).toHaveLength(11);
  expect(findings[0]).toMatch(/fine\s+platform\s+linux x64/);
  expect(findings.every(finding => /fine|please note|does not work/.test(finding))).toBe(true);
  const runs = page.getByRole('region', { name: 'Runs' });
  expect(await words(runs)).toMatch(/No runs yet\..*bin\/fovea demo/);
  expect(await words(page.locator('body'))).toContain('Research use only, not for diagnosis');
  // The first stop of the Tab key is the name, the next the doctor's button; Enter presses it.
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Fovea');
  await page.keyboard.press('Tab');
  const answered = page.waitForResponse(response => response.url().includes('system.doctor'));
  await page.keyboard.press('Enter');
  expect((await answered).status()).toBe(200);
  await keepScreenshot(page, 'home-empty');
  for (const [hash, shown] of [
    ['#/runs/nothing', 'Expected the id or name of a run, received ‘nothing’'.replaceAll(/[‘’]/g, "'")],
    ['#/nowhere', 'There is no such page.'],
  ]) {
    await page.goto(`${program.address}/${hash}`);
    await page.getByText(shown as string).waitFor();
  }
  // The refused call is the only thing that the browser may complain about.
  expect(complaints.filter(complaint => !complaint.includes('status of 404'))).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a run that is at work comes in live: its curves, its progress, its results, and its heat map', async () => {
  const workspace = newWorkspace();
  const run = createRunFixture(join(workspace, 'runs', liveRun));
  const lock = holdRunLock(run.folder);
  onTestFinished(() => lock.release());
  run.start();
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  const link = page.getByRole('link', { name: liveRun });
  await link.waitFor();
  await link.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: liveRun }).waitFor();
  await page.getByText('No curve yet.').waitFor();
  for (const epoch of [1, 2, 3]) {
    run.epoch(epoch);
    await page.getByRole('img', { name: `Balanced accuracy: validation ${(0.5 + 0.1 * epoch).toFixed(3)} at epoch ${epoch}` }).waitFor();
    await page.getByText(`Training step ${10 * epoch} of 40`).waitFor();
  }
  await page.getByText('running 75').waitFor();
  await keepScreenshot(page, 'run-live');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(() => readFileSync(join(run.folder, 'control.json'), 'utf8')).toContain('"pause"');
  run.epoch(4);
  const { report } = run.evaluate('val');
  run.end();
  lock.release();
  const validation = page.getByRole('region', { name: 'Validation' });
  const { value, interval } = formatEstimateParts(report.overall.balancedAccuracy);
  await validation.getByText(value, { exact: true }).first().waitFor();
  const shown = await words(validation);
  expect(shown).toContain(`95 % CI ${interval} · 24 patients`);
  expect(shown).toMatch(/Shortcut baseline 0\.6\d?/);
  for (const { sentence } of report.perClass) expect(shown).toContain(sentence);
  expect(shown).toContain("3.1 % of the heat maps' mass lies on border fill, which covers 14.2 % of the scans");
  const cells = await validation.locator('figure td[data-right]').allInnerTexts();
  expect(cells.map(cell => Number(cell.split(/\s/)[0]))).toEqual(report.confusion.flat());
  await page.getByText('finished', { exact: true }).first().waitFor();
  await expect.poll(() => page.title()).toBe(`${liveRun} · finished · Fovea`);
  expect(await words(page.locator('body'))).toContain('The test set has not been opened for this run.');
  await keepScreenshot(page, 'run-finished');
  await page.getByRole('link', { name: 'All runs' }).click();
  const row = page.getByRole('row', { name: liveRun });
  await row.waitFor();
  await expect.poll(() => words(row)).toContain(`validation ${value} ${interval} 24 `);
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a test result and heat maps of runs from elsewhere have their pages', async () => {
  const workspace = newWorkspace();
  for (const [id, kind] of [
    [testRun, 'evaluate'],
    [explainRun, 'explain'],
  ] as const) {
    const run = createRunFixture(join(workspace, 'runs', id), kind);
    run.start();
    if (kind === 'evaluate') run.evaluate('test');
    else await run.explain();
    run.end();
  }
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.getByRole('link', { name: testRun }).click();
  const test = page.getByRole('region', { name: 'Test set' });
  await test.getByText('This look was not recorded here.').waitFor();
  expect(await words(test)).toContain('24 patients');
  await page.goto(`${program.address}/#/runs/${explainRun}`);
  const map = page.getByRole('img', { name: 'gradcam heat map of 0.png for CNV' });
  await map.waitFor();
  // Its own size, so that it was decoded and not only asked for.
  await expect.poll(() => map.evaluate(picture => Object(picture).naturalWidth)).toBe(64);
  const maps = await words(page.getByRole('region', { name: 'Heat maps' }));
  expect(maps).toMatch(/0\.png CNV 81 % · 4 % of the map on border fill/);
  expect(maps).toContain('Attribution, scaled per map; not painted below 20 %.');
  await keepScreenshot(page, 'run-explained');
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a second start points to the first; Ctrl-C ends it with 130, and the page says that nobody answers', async () => {
  const workspace = newWorkspace();
  const program = await startProgram(workspace);
  const second = await runProgram(workspace);
  expect(second.code).toBe(4);
  expect(JSON.parse(second.stdout).error).toMatchObject({
    code: 'locked',
    message: expect.stringContaining(`process ${program.process.pid}`),
  });
  const link = /It is open at (\S+)/.exec(second.stderr)?.[1] ?? '';
  const { page } = await openPage(browser, program.address);
  await page.goto(link);
  await page.getByText('No runs yet.').waitFor();
  expect(await program.end('SIGINT')).toBe(130);
  await page.getByText('Fovea does not answer any more.').waitFor();
  await keepScreenshot(page, 'connection-lost');
  // The workspace is free again.
  const next = await startProgram(workspace);
  expect(await next.end('SIGTERM')).toBe(0);
});

test('what cannot be served ends with its reason and its exit code', async () => {
  const program = await startProgram(newWorkspace());
  const { port } = new URL(program.address);
  const taken = await runProgram(newWorkspace(), ['--port', port]);
  expect([taken.code, taken.stderr]).toEqual([4, expect.stringContaining(`Expected port ${port} of 127.0.0.1 to be free`)]);
  const open = await runProgram(newWorkspace(), ['--host', '0.0.0.0']);
  expect([open.code, open.stderr]).toEqual([2, expect.stringContaining('Set it as FOVEA_PASSWORD')]);
  expect(await program.end('SIGTERM')).toBe(0);
});
