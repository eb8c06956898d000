// The Runs place: a run that comes in live, its end, its results, its repetitions, and a list of ten thousand.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createRunFolder, readManifest } from '../../src/main/engine/host/runFolder.ts';
import { holdRunLock } from '../../src/main/engine/host/runLock.ts';
import { exampleRun } from '../../src/main/store/testing/testStore.ts';
import { openWorkspace } from '../../src/main/workspace/workspace.ts';
import { formatEstimateParts } from '../../src/shared/units.ts';
import { createRunFixture } from '../contract/runFixture.ts';
import { keepScreenshot, launchBrowser, openPage, words } from './browser.ts';
import { startProgram } from './program.ts';
import { apiOf } from './testing/api.ts';
import { largeWorkspace } from './testing/dataWorkspaces.ts';
import { enginesOf, makeTrainedWorkspace, removeTrainedWorkspace, tinySettings, trainedWorkspace } from './testing/trainedWorkspace.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  await makeTrainedWorkspace();
}, 120_000);
afterAll(async () => {
  removeTrainedWorkspace();
  await browser.close();
});

function newWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'workspace');
}

const curve = (page: Page, name: string) => page.getByRole('slider', { name });
const readout = (page: Page, name: string) => curve(page, name).getAttribute('aria-valuetext');

test('a run at work comes in live: curves, pace, pause; at its end the results are there by themselves', async () => {
  const workspace = newWorkspace();
  const id = '20260101-000001-live';
  const run = createRunFixture(join(workspace, 'runs', id));
  const lock = holdRunLock(run.folder);
  onTestFinished(() => lock.release());
  run.start();
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/runs/${id}/live`);
  await page.getByText('No curve yet.').waitFor();
  for (const epoch of [1, 2, 3]) {
    run.epoch(epoch);
    await expect
      .poll(() => readout(page, 'Balanced accuracy'))
      .toMatch(new RegExp(`^epoch ${epoch} .*validation ${(0.5 + 0.1 * epoch).toFixed(3)}$`));
    await page.getByText(`Training step ${10 * epoch} of 40`).waitFor();
  }
  await page.getByText('120 scans/s').waitFor();
  // By keyboard: one point back, and what stands there.
  await curve(page, 'Balanced accuracy').focus();
  await page.keyboard.press('ArrowLeft');
  expect(await readout(page, 'Balanced accuracy')).toContain('validation 0.700');
  await keepScreenshot(page, 'run-live');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(() => readFileSync(join(run.folder, 'control.json'), 'utf8')).toContain('"pause"');
  run.epoch(4);
  const { report } = run.evaluate('val');
  run.end();
  lock.release();
  await expect.poll(() => page.url()).toContain(`#/runs/${id}/results`);
  const validation = page.getByRole('region', { name: 'Validation', exact: true });
  const { value, interval } = formatEstimateParts(report.overall.balancedAccuracy);
  await validation.getByText(value, { exact: true }).first().waitFor();
  const shown = await words(validation);
  expect(shown).toContain(`95 % CI ${interval} · 24 patients`);
  for (const { sentence } of report.perClass) expect(shown).toContain(sentence);
  expect(shown).toContain("3.1 % of the heat maps' mass lies on border fill, which covers 14.2 % of the scans");
  const cells = await validation.locator('table td[data-right]').allInnerTexts();
  expect(cells.map(cell => Number(cell.split(/\s/)[0]))).toEqual(report.confusion.flat());
  await validation.getByRole('img', { name: /^ROC of CNV/ }).waitFor();
  await validation.getByRole('img', { name: /^Reliability/ }).waitFor();
  await expect.poll(() => page.title()).toBe(`${id} · finished · Fovea`);
  await keepScreenshot(page, 'run-results');
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a real training pauses and goes on; its engine is killed, which is told, and it is resumed; then it is stopped', async () => {
  const { workspace } = trainedWorkspace();
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  const { run } = await apiOf(workspace).compute.train.mutate({ dataset: 'scans', split: 'main', name: 'long', set: tinySettings(3000) });
  await page.goto(`${program.address}/#/runs/${run.id}/live`);
  const heading = page.getByRole('heading', { name: 'long', level: 2 }).locator('xpath=../..');
  await expect.poll(() => readout(page, 'Loss').catch(() => null), { timeout: 30_000 }).toMatch(/epoch \d/);
  await page.keyboard.press('p');
  await heading.getByText(/^paused/).waitFor();
  await page.getByRole('button', { name: 'Resume' }).click();
  await heading.getByText(/^running/).waitFor();
  for (const pid of enginesOf(program.process.pid as number)) process.kill(pid, 'SIGKILL');
  const problem = page.getByRole('region', { name: 'interrupted' });
  await problem.waitFor();
  expect(await words(problem)).toMatch(/Stopped at step \d+ of .* Nothing recorded was lost/);
  await keepScreenshot(page, 'run-engine-killed');
  await page.getByRole('button', { name: 'Resume' }).click();
  await heading.getByText(/^running/).waitFor({ timeout: 30_000 });
  await expect.poll(() => page.getByRole('button', { name: 'Stop' }).isVisible()).toBe(true);
  await page.getByText(/resumed from step/).waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect.poll(() => page.url(), { timeout: 30_000 }).toContain('/results');
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a program is killed while a note and a label are half written: started again, the open page goes on without a new link', async () => {
  const { workspace, run, dataset } = trainedWorkspace();
  const killed = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, killed.address);
  await page.goto(killed.link);
  const labels = await page.context().newPage();
  await labels.goto(`${killed.address}/#/data/${dataset}/items`);
  const newClass = labels.getByRole('textbox', { name: 'New class' });
  await newClass.fill('Drus');
  await page.goto(`${killed.address}/#/runs/${run}/results`);
  const note = page.getByRole('textbox', { name: 'Note' });
  await note.fill('Fluid under');
  const cookies = await page.context().cookies();
  await killed.end('SIGKILL');
  const lost = (at: Page) => at.getByText('Fovea does not answer any more.');
  await Promise.all([page, labels].map(at => lost(at).waitFor()));
  await note.press('End');
  await page.keyboard.type(' the fovea');
  // What is saved while nobody answers is refused and told, and stays where it was written.
  await note.blur();
  await page.getByRole('alert').waitFor();
  expect(await note.inputValue()).toBe('Fluid under the fovea');
  const program = await startProgram(workspace);
  expect(program.address).toBe(killed.address);
  await Promise.all([page, labels].map(at => lost(at).waitFor({ state: 'detached', timeout: 40_000 })));
  expect(await note.inputValue()).toBe('Fluid under the fovea');
  await note.press('End');
  await page.keyboard.type(', twice');
  await note.blur();
  const api = apiOf(workspace);
  await expect.poll(async () => (await api.runs.show.query({ run })).note).toBe('Fluid under the fovea, twice');
  await page.getByRole('alert').waitFor({ state: 'detached' });
  expect(await newClass.inputValue()).toBe('Drus');
  await newClass.focus();
  await labels.keyboard.type('en');
  await labels.keyboard.press('Enter');
  await labels.getByRole('button', { name: 'Label as Drusen' }).waitFor();
  expect(await page.context().cookies()).toEqual(cookies);
  // All that the browser may say is that it had no connection.
  expect(
    complaints.filter(complaint => !/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket/.test(complaint)),
  ).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a program that does not answer for a while is told; the page goes on by itself and has missed nothing', async () => {
  const workspace = newWorkspace();
  const id = '20260101-000001-live';
  const run = createRunFixture(join(workspace, 'runs', id));
  const lock = holdRunLock(run.folder);
  onTestFinished(() => lock.release());
  run.start();
  run.epoch(1);
  const program = await startProgram(workspace);
  const { page } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/runs/${id}/live`);
  await expect.poll(() => readout(page, 'Balanced accuracy')).toContain('epoch 1');
  program.process.kill('SIGSTOP');
  await page.getByText('Fovea does not answer any more.').waitFor({ timeout: 20_000 });
  for (const epoch of [2, 3]) run.epoch(epoch);
  program.process.kill('SIGCONT');
  await page.getByText('Fovea does not answer any more.').waitFor({ state: 'detached' });
  await expect.poll(() => readout(page, 'Balanced accuracy')).toContain('epoch 3');
  await curve(page, 'Balanced accuracy').focus();
  await page.keyboard.press('ArrowLeft');
  expect(await readout(page, 'Balanced accuracy')).toContain('validation 0.700');
  lock.release();
  expect(await program.end('SIGTERM')).toBe(0);
});

test('run again: exactly is identical and says so; a changed file refuses it; today’s labels show what differs first', async () => {
  const { workspace, run, scans, dataset } = trainedWorkspace();
  const program = await startProgram(workspace);
  const api = apiOf(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/runs/${run}/results`);
  const again = async (verb: RegExp) => {
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('menuitem', { name: verb }).click();
  };
  await again(/^Exactly/);
  await page.getByRole('heading', { name: 'first-rerun-1', level: 2 }).waitFor();
  const verdict = page.getByRole('region', { name: 'Identical to the original' });
  await verdict.waitFor({ timeout: 40_000 });
  expect(await words(verdict)).toMatch(/recorded numbers compared · predictions identical · weights identical/);
  await keepScreenshot(page, 'run-identical');
  await page.getByRole('region', { name: 'The rerun has ended' }).getByRole('link', { name: 'Compare with the run it repeats' }).click();
  await page.getByText('All settings are the same.').waitFor();
  await page.getByRole('heading', { name: 'Fixed by B: 0 scans' }).waitFor();

  const [one, two] = readManifest(join(workspace, 'runs', run)).filter(({ split }) => split === 'train');
  if (one === undefined || two === undefined) throw new Error('no training items');
  const file = join(scans, one.path);
  const bytes = readFileSync(file);
  onTestFinished(() => writeFileSync(file, bytes));
  writeFileSync(file, Buffer.concat([bytes, Buffer.from('x')]));
  await page.goto(`${program.address}/#/runs/${run}/results`);
  await page.getByRole('heading', { name: 'first', exact: true, level: 2 }).waitFor();
  await again(/^Exactly/);
  const drawer = page.getByRole('dialog', { name: 'Rerun exactly' });
  await drawer.getByText('1 changed', { exact: false }).waitFor();
  expect(await words(drawer.getByRole('region', { name: 'Changed' }))).toBe(`Changed 1 ${one.path}`);
  await keepScreenshot(page, 'rerun-refused');
  await page.keyboard.press('Escape');
  writeFileSync(file, bytes);

  const other = two.label === 'CNV' ? 'NORMAL' : 'CNV';
  const profile = await api.profiles.add.mutate({ name: 'Ada Example' });
  const decided = await api.labels.set.mutate({
    dataset,
    profile: profile.id,
    items: [{ item: two.item }],
    decision: { kind: 'class', name: other },
  });
  expect(decided.conflicts).toEqual([]);
  await again(/^With today/);
  const today = page.getByRole('dialog', { name: 'Rerun with today’s labels' });
  await today.getByRole('region', { name: 'Relabelled' }).waitFor();
  expect(await words(today.getByRole('region', { name: 'Relabelled' }))).toContain(`${two.label} → ${other}`);
  await keepScreenshot(page, 'rerun-todays-labels');
  await today.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('heading', { name: 'first-rerun-2', level: 2 }).waitFor();
  // At its end the comparison opens by itself; the way back leads to the results.
  await page.getByRole('heading', { name: 'Compare 2 runs', level: 2 }).waitFor({ timeout: 40_000 });
  const [first, second] = comparedRuns(page.url());
  expect([first, (await api.runs.show.query({ run: second ?? '' })).name]).toEqual([run, 'first-rerun-2']);
  await page.goBack();
  await page.getByRole('heading', { name: 'first-rerun-2', level: 2 }).waitFor();
  expect(page.url()).toContain('/results');
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('from a cell of the confusion to its scans, from a worst error to the viewer', async () => {
  const { workspace, run, dataset } = trainedWorkspace();
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/runs/${run}/results`);
  const validation = page.getByRole('region', { name: 'Validation', exact: true });
  const cell = validation.getByRole('link', { name: /\d+ scans? of \d+ patients?: truth/ }).first();
  await cell.waitFor();
  const [, scans, truth, predicted] = /(\d+) scans? of .*truth (\w+), prediction (\w+)/.exec(await words(cell)) ?? [];
  await cell.focus();
  await page.keyboard.press('Enter');
  await page.getByText(new RegExp(`^${scans} scans? · `)).waitFor();
  expect(page.url()).toContain(`#/data/${dataset}/items?run=${run}&truth=${truth}&predicted=${predicted}`);
  await page.goBack();
  const worst = validation.getByRole('region', { name: 'Worst errors' }).getByRole('link').first();
  const item = /label\/(\w+)\?/.exec((await worst.getAttribute('href')) ?? '')?.[1];
  await worst.click();
  await expect.poll(() => page.url()).toContain(`#/label/${item}?run=${run}`);
  await page.getByRole('heading', { name: 'Model’s answer' }).waitFor();
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

/** Of an address of a comparison. */
function comparedRuns(url: string): string[] {
  return (new URLSearchParams(url.split('?')[1]).get('runs') ?? '').split(',');
}

test('two trainings beside each other: chosen by keys, with what differs, paired differences, and the scans that changed', async () => {
  // Runs from elsewhere on scans that are here: their answers are known.
  const { workspace } = await largeWorkspace(48);
  const [first, second] = ['20260101-000000-aaaa', '20260101-000001-bbbb'] as const;
  for (const [id, seed] of [
    [first, 7],
    [second, 8],
  ] as const) {
    const made = createRunFixture(join(workspace, 'runs', id), 'train', seed);
    made.start();
    for (const epoch of [1, 2, 3, 4]) made.epoch(epoch);
    made.evaluate('val');
    made.end();
  }
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  const api = apiOf(workspace);
  await page.goto(`${program.address}/#/runs`);
  await expect.poll(() => page.getByRole('row').count()).toBe(3);
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  // One run is nothing to compare.
  await page.keyboard.press('c');
  expect(page.url()).toMatch(/#\/runs$/);
  await page.keyboard.press('Control+a');
  await page.getByRole('link', { name: /^Compare/ }).waitFor();
  await page.keyboard.press('c');
  await page.getByRole('heading', { name: 'Compare 2 runs', level: 2 }).waitFor();
  const settings = page.getByRole('region', { name: 'What differs in the settings', exact: true });
  await expect.poll(() => words(settings)).toMatch(/seed (7 8|8 7)/);
  expect(await words(settings)).not.toContain('input.size');
  // The run that stands second takes the first place, and the numbers turn with it.
  const before = comparedRuns(page.url());
  await page.getByRole('button', { name: 'Compare with this' }).click();
  await expect.poll(() => comparedRuns(page.url())).toEqual(before.toReversed());
  const [compared] = (await api.runs.compare.query({ runs: before.toReversed() })).others;
  if (compared === undefined || 'reason' in compared) throw new Error('Expected a comparison.');
  const results = page.getByRole('region', { name: 'On shared validation patients' });
  await results.getByText('24 patients · 48 scans that both runs have.').waitFor();
  const { fixed, broken } = compared;
  await results.getByRole('heading', { name: new RegExp(`^Fixed by B: ${fixed.count} scans?$`) }).waitFor();
  await results.getByRole('heading', { name: new RegExp(`^Broken by B: ${broken.count} scans?$`) }).waitFor();
  expect(await words(results)).toMatch(/Accuracy 0\.\d{3} 0\.\d{3} [+−]?0\.\d+ 95 % CI −0\.\d+ to 0\.\d+/);
  await keepScreenshot(page, 'compare');
  const changed = results.getByRole('link', { name: /: truth/ });
  expect(await changed.count()).toBe(fixed.count + broken.count);
  const picture = changed.first().locator('img');
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate(image => Number(Object(image).naturalWidth))).toBeGreaterThan(0);
  const way = await changed.first().getAttribute('href');
  await changed.first().focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toContain(way);
  // The comparison is found again from the list.
  await page.goto(`${program.address}/#/runs`);
  await page.getByRole('link', { name: 'Compare again' }).click();
  await page.getByRole('heading', { name: 'Compare 2 runs', level: 2 }).waitFor();
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('the test set is closed; opening it asks for a reason, is counted, and its result stands with that look', async () => {
  const { workspace, run } = trainedWorkspace();
  const program = await startProgram(workspace);
  const { profiles } = apiOf(workspace);
  await profiles.choose.mutate({ profile: (await profiles.add.mutate({ name: 'Ada Example' })).id });
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/runs/${run}/results`);
  const section = page.getByRole('region', { name: 'Test set' });
  await section.getByText('The test set is closed').waitFor();
  await section.getByRole('button', { name: /^Open the test set/ }).click();
  const modal = page.getByRole('dialog', { name: 'Open the test set' });
  await modal.getByText('It has never been opened.').waitFor();
  expect(await modal.getByRole('button', { name: 'Open test set' }).isDisabled()).toBe(true);
  await modal.getByRole('textbox').fill('the end-to-end test');
  await keepScreenshot(page, 'test-set-modal');
  await modal.getByRole('button', { name: 'Open test set' }).click();
  await section.getByText(/Look 1 on .* by Ada Example, “the end-to-end test”/).waitFor({ timeout: 40_000 });
  expect(await words(section)).toContain('It has been opened once.');
  await section.getByRole('button', { name: 'Open again…' }).click();
  await modal.getByText(/the end-to-end test/).waitFor();
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a test result and heat maps of runs from elsewhere have their views', async () => {
  const workspace = newWorkspace();
  const [tested, explained] = ['20260101-000002-test', '20260101-000003-expl'];
  for (const [id, kind] of [
    [tested, 'evaluate'],
    [explained, 'explain'],
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
  await page.goto(`${program.address}/#/runs/${tested}`);
  const section = page.getByRole('region', { name: 'Test set' });
  await section.getByText('This look was not recorded here.').waitFor();
  expect(await words(section)).toContain('24 patients');
  // No data set, so a cell leads nowhere and says so.
  expect(await section.locator('table td[data-right] a').count()).toBe(0);
  await section.getByText('The data set is gone', { exact: false }).waitFor();
  await page.goto(`${program.address}/#/runs/${explained}`);
  const map = page.getByRole('img', { name: 'Grad-CAM heat map of 0.png for CNV' });
  await map.waitFor();
  // Its own size, so that it was decoded and not only asked for.
  await expect.poll(() => map.evaluate(picture => Object(picture).naturalWidth)).toBe(64);
  expect(await words(page.getByRole('tabpanel'))).toMatch(
    /0\.png CNV 81 % · Grad-CAM at layer4 · maximum 0\.020 · 4 % of the map on border fill/,
  );
  await page.getByText('Attribution, scaled per map; not painted below 20 %.').waitFor();
  await keepScreenshot(page, 'run-explained');
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('ten thousand runs: few rows exist, every one is reached, sorted, filtered, noted, deleted and taken back', async () => {
  const workspace = newWorkspace();
  const made = openWorkspace(workspace, { mode: 'write' });
  const { store } = made;
  store.transaction(() => {
    for (let i = 0; i < 10_000; i++) {
      store.runs.insert(exampleRun(`r${i}`, { name: `sweep-${i}`, createdMs: i, state: i % 100 === 0 ? 'failed' : 'finished' }));
    }
  });
  createRunFolder(join(workspace, 'runs', 'r4200'), { config: exampleRun('r4200').config, manifest: [] });
  made.close();
  const program = await startProgram(workspace);
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/runs`);
  const grid = page.getByRole('grid', { name: 'Runs' });
  await grid.getByText('sweep-9999', { exact: true }).waitFor();
  expect(await grid.getAttribute('aria-rowcount')).toBe('10001');
  const rows = grid.getByRole('row');
  expect(await rows.count()).toBeLessThan(60);
  // Between both panels the list fits; a column that a person leaves out makes room for the next.
  const isWhole = () => grid.evaluate(table => Object(table).scrollWidth <= Object(table).clientWidth);
  const heads = async () => (await grid.getByRole('columnheader').allInnerTexts()).filter(Boolean);
  await expect.poll(heads).toEqual(['Name', 'State', 'Data', 'Balanced accuracy', 'Patients', 'Time']);
  expect(await isWhole()).toBe(true);
  await page.getByRole('button', { name: 'Choose columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Data' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Time' }).click();
  await expect.poll(heads).toEqual(['Name', 'State', 'Balanced accuracy', 'Patients', 'Created ↓']);
  expect(await isWhole()).toBe(true);
  await page.reload();
  await expect.poll(heads).toEqual(['Name', 'State', 'Balanced accuracy', 'Patients', 'Created ↓']);
  await page.getByRole('button', { name: 'Choose columns' }).click();
  await page.getByRole('menuitem', { name: 'Show all' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('F9');
  await expect.poll(heads).toHaveLength(9);
  expect(await isWhole()).toBe(true);
  await page.keyboard.press('F9');
  await grid.focus();
  await page.keyboard.press('End');
  await grid.getByText('sweep-0', { exact: true }).waitFor();
  expect(await rows.count()).toBeLessThan(60);
  await page.keyboard.press('Home');
  await grid.getByText('sweep-9999', { exact: true }).waitFor();
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByText('2 selected').first().waitFor();
  await page.getByRole('button', { name: /^Name/ }).click();
  await expect.poll(() => words(rows.nth(1))).toContain('sweep-0');
  expect(page.url()).toContain('sort=name&direction=ascending');
  await page.getByRole('checkbox', { name: 'failed' }).check();
  await page.getByText('100 of 10 000 runs').waitFor();
  await page.getByLabel('Name, note or tag').fill('sweep-4200');
  await page.getByText('1 of 10 000 runs').waitFor();
  await rows.nth(1).click();
  const inspector = page.getByRole('complementary', { name: 'Selected run' });
  // There is room for notes in the list.
  await page.setViewportSize({ width: 1600, height: 800 });
  await inspector.getByLabel('Note').fill('the odd one');
  await inspector.getByLabel('Name').click();
  await rows.nth(1).getByText('the odd one').waitFor();
  await grid.focus();
  await page.keyboard.press('Delete');
  await page.getByText('No run matches these filters').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await rows.nth(1).getByText('the odd one').waitFor();
  await keepScreenshot(page, 'runs-filtered');
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});
