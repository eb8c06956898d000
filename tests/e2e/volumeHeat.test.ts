// A volume's B-scan with a trained run's answer and heat map: chosen in the panel, kept in the address, each B-scan a question of its own.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeVol } from '../../src/main/dataset/formats/writers/writeVol.ts';
import { keepScreenshot, launchBrowser, openPage, words } from './browser.ts';
import { startProgram } from './program.ts';
import { apiOf, outcomeOf } from './testing/api.ts';
import { enginesOf, makeTrainedWorkspace, removeTrainedWorkspace, trainedWorkspace } from './testing/trainedWorkspace.ts';
import { phantomOf, volumeShape } from './testing/volumeWorkspace.ts';

let browser: Browser;
beforeAll(async () => {
  await makeTrainedWorkspace();
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  removeTrainedWorkspace();
});

const { bscans } = volumeShape;
const answer = (page: Page) => page.getByRole('region', { name: 'Model’s answer' });
const legend = (page: Page) => page.locator('[data-legend]');
const bscan = (page: Page) => page.locator('[data-pane="bscan"] canvas');
const picture = async (page: Page) =>
  createHash('sha256')
    .update(await bscan(page).screenshot())
    .digest('hex');

type Api = ReturnType<typeof apiOf>;

async function importVolume(api: Api, folder: string): Promise<string> {
  mkdirSync(folder);
  writeFileSync(join(folder, 'od.vol'), writeVol(phantomOf('OD')));
  const { dataset } = await outcomeOf(await api.datasets.import.mutate({ folder, name: 'volumes' }));
  const { items } = await api.items.page.query({ filter: { dataset: dataset.id } });
  return items[0]?.id ?? '';
}

/** A B-scan, class and feature map with a map, and others whose map is flat. */
async function mapsOf(api: Api, run: string, item: string) {
  const { layers, classes } = await api.explain.choices.query({ run });
  const maps: { place: number; query: string; isFlat: boolean }[] = [];
  for (const place of [2, 3]) {
    for (const className of classes) {
      for (const { name: layer } of layers) {
        const { flat } = await api.explain.item.query({ run, item, bscan: place, class: className, layer });
        maps.push({ place, query: `class=${className}&layer=${layer}`, isFlat: flat !== undefined });
      }
    }
  }
  return { painted: maps.find(({ isFlat }) => !isFlat), flat: maps.find(({ isFlat }) => isFlat) };
}

test('a run is asked about the B-scan on screen; its map lies over it, follows the wheel, and a link shows it again', async () => {
  const { workspace, run } = trainedWorkspace();
  const program = await startProgram(workspace);
  const api = apiOf(workspace);
  const item = await importVolume(api, join(workspace, '..', 'volumes'));
  /** What the panel says first of a B-scan. */
  const said = async (place: number) => {
    const { classes, probabilities, predicted } = await api.explain.predict.query({ run, item, bscan: place });
    return `B-scan ${place + 1} of ${bscans}: ${classes[predicted]} ${(probabilities[predicted] ?? 0).toFixed(2)}`;
  };
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);

  // Nobody is asked before somebody chose a run.
  await page.goto(`${program.address}/#/label/${item}?slice=3`);
  await page.locator('[data-pane="bscan"] canvas[data-frame="2"]').waitFor();
  await page.waitForLoadState('networkidle');
  expect(enginesOf(program.process.pid ?? 0)).toEqual([]);
  const choice = answer(page).getByRole('combobox', { name: 'Run' });
  expect(await choice.inputValue()).toBe('');
  await choice.selectOption(run);
  await expect.poll(() => page.evaluate('location.hash')).toContain(`model=${run}`);
  await expect.poll(() => words(answer(page)), { timeout: 20_000 }).toContain(await said(2));
  expect(await words(answer(page))).toContain('no answer for the volume or the eye');
  await expect.poll(() => words(answer(page))).toMatch(/Like the training data|differs from the training data/);

  // A map, and what takes it away.
  const { painted, flat } = await mapsOf(api, run, item);
  if (painted === undefined || flat === undefined) throw new Error('Expected a map and a flat one among two B-scans.');
  await page.goto(`${program.address}/#/label/${item}?slice=${painted.place + 1}&model=${run}&${painted.query}`);
  await legend(page).waitFor();
  expect(await words(legend(page))).toMatch(/^0 raw maximum [\d.e-]+ scaled per map L Evidence for the answer, not disease$/);
  await page.locator(`[data-pane="bscan"] canvas[data-frame="${painted.place}"]`).waitFor();
  await keepScreenshot(page, 'volume-heat');
  await page.keyboard.press('y');
  const over = await picture(page);
  for (let step = 0; step < 4; step++) await page.keyboard.press('a');
  await expect.poll(() => picture(page)).not.toBe(over);
  const clear = await picture(page);
  for (let step = 0; step < 4; step++) await page.keyboard.press('d');
  await expect.poll(() => picture(page)).toBe(over);
  await page.keyboard.press('g');
  await expect.poll(() => picture(page)).toBe(clear);
  expect([await legend(page).count(), await page.getByText('Heat map off').count()]).toEqual([0, 1]);
  expect(await words(answer(page))).toContain(await said(painted.place));
  await page.keyboard.press('g');
  await expect.poll(() => picture(page)).toBe(over);

  // The wheel goes through B-scans; the answer is that of the one it stops at.
  const box = await bscan(page).boundingBox();
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
  for (let step = 0; step < bscans; step++) await page.mouse.wheel(0, 100);
  await expect.poll(() => words(answer(page)), { timeout: 20_000 }).toContain(await said(bscans - 1));
  await expect.poll(() => page.evaluate('location.hash')).toContain(`slice=${bscans}`);
  await page.reload();
  await expect.poll(() => words(answer(page)), { timeout: 20_000 }).toContain(await said(bscans - 1));

  // No map is painted where there is nothing to paint.
  await page.goto(`${program.address}/#/label/${item}?slice=${flat.place + 1}&model=${run}&${flat.query}`);
  await page.getByText('No map is drawn').first().waitFor();
  expect(await legend(page).count()).toBe(0);
  await answer(page).getByRole('combobox', { name: 'Run' }).selectOption('');
  await answer(page).getByRole('list', { name: 'Model’s answer' }).waitFor({ state: 'detached' });
  expect(await page.evaluate('location.hash')).not.toContain('model=');
  expect(complaints).toEqual([]);
  await program.end('SIGTERM');
});
