// The viewer: a scan with its heat map, class and method, one scale, keys alone, labels, and what happens when a file or the engine is gone.
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepScreenshot, launchBrowser, openPage, words } from './browser.ts';
import { type Program, startProgram } from './program.ts';
import { apiOf, outcomeOf } from './testing/api.ts';
import { enginesOf, makeTrainedWorkspace, removeTrainedWorkspace, trainedWorkspace } from './testing/trainedWorkspace.ts';

let browser: Browser;
beforeAll(async () => {
  await makeTrainedWorkspace();
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  removeTrainedWorkspace();
});

const legend = (page: Page) => page.locator('[data-legend]');
const scan = (page: Page) => page.getByRole('img', { name: /^Scan / });
const answer = (page: Page) => page.getByRole('region', { name: 'Model’s answer' });

/** What the canvas shows. */
async function picture(page: Page): Promise<string> {
  return createHash('sha256')
    .update(await scan(page).screenshot())
    .digest('hex');
}

async function openViewer(program: Program, item: string, query: string) {
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/label/${item}?${query}`);
  await scan(page).waitFor();
  await answer(page).getByRole('list', { name: 'Model’s answer' }).waitFor();
  return { page, complaints };
}

/** Each item, class and feature map whose map is flat or not. */
async function mapsOf(workspace: string, run: string, dataset: string) {
  const api = apiOf(workspace);
  const { items } = await api.items.page.query({ filter: { dataset }, limit: 20 });
  const { layers } = await api.explain.choices.query({ run });
  const maps: { item: string; className: string; layer: string; isFlat: boolean }[] = [];
  for (const { id } of items) {
    for (const className of ['CNV', 'NORMAL']) {
      for (const { name: layer } of layers) {
        const { flat } = await api.explain.item.query({ run, item: id, class: className, layer });
        maps.push({ item: id, className, layer, isFlat: flat !== undefined });
      }
    }
    if (maps.some(map => map.isFlat) && bothPainted(maps) !== undefined) break;
  }
  return maps;
}

/** An item with a map for each class in one feature map. */
function bothPainted(maps: { item: string; className: string; layer: string; isFlat: boolean }[]) {
  return maps.find(
    map =>
      map.className === 'CNV' &&
      !map.isFlat &&
      maps.some(other => other.item === map.item && other.layer === map.layer && other.className === 'NORMAL' && !other.isFlat),
  );
}

test('a scan is shown with the evidence for the answer; class, scale and strength change it, a flat map is said', async () => {
  const { workspace, dataset, run } = trainedWorkspace();
  const program = await startProgram(workspace);
  const maps = await mapsOf(workspace, run, dataset);
  const painted = bothPainted(maps);
  const flat = maps.find(map => map.isFlat);
  if (painted === undefined || flat === undefined) throw new Error('Expected a map for both classes and a flat one among the first items.');
  const { page, complaints } = await openViewer(program, painted.item, `class=CNV&layer=${painted.layer}`);
  await legend(page).waitFor();
  expect(await words(legend(page))).toMatch(/^0 raw maximum [\d.e-]+ scaled per map L Evidence for the answer, not disease$/);
  await expect.poll(() => words(answer(page))).toMatch(/Like the training data|differs from the training data/);
  const ofCnv = await picture(page);
  await keepScreenshot(page, 'viewer-heat');
  // Another class, another map.
  await page.keyboard.press('k');
  await expect.poll(() => page.evaluate('location.hash')).toContain('class=NORMAL');
  await expect.poll(() => picture(page)).not.toBe(ofCnv);
  await page.keyboard.press('l');
  await expect.poll(() => words(legend(page))).toMatch(/^0 same scale: 0–[\d.e-]+, the strongest of 2 maps seen raw maximum/);
  await page.keyboard.press('l');
  // Q shows the scan alone while it is held; A and D change how much lies over it; G takes the map away.
  const painted2 = await picture(page);
  await page.keyboard.down('q');
  await expect.poll(() => picture(page)).not.toBe(painted2);
  const alone = await picture(page);
  await page.keyboard.up('q');
  await expect.poll(() => picture(page)).toBe(painted2);
  for (let step = 0; step < 4; step++) await page.keyboard.press('a');
  await expect.poll(() => picture(page)).toBe(alone);
  for (let step = 0; step < 4; step++) await page.keyboard.press('d');
  await page.keyboard.press('g');
  await expect.poll(() => picture(page)).toBe(alone);
  expect(await legend(page).count()).toBe(0);
  expect(await answer(page).getByRole('listitem').count()).toBe(2);
  await page.keyboard.press('g');
  await page.goto(`${program.address}/#/label/${flat.item}?class=${flat.className}&layer=${flat.layer}`);
  await page.getByText('No map is drawn.').first().waitFor();
  expect(await legend(page).count()).toBe(0);
  await keepScreenshot(page, 'viewer-flat');
  expect(complaints).toEqual([]);
  await program.end('SIGTERM');
});

test('by keys alone: through the list, zoom, window, and a label by the model’s suggestion', async () => {
  const { workspace, dataset } = trainedWorkspace();
  const program = await startProgram(workspace);
  const { items } = await apiOf(workspace).items.page.query({ filter: { dataset, classes: ['CNV'] }, limit: 3 });
  const [first, second] = items;
  const { page, complaints } = await openViewer(program, first?.id ?? '', 'classes=CNV');
  await page.getByText('1 / 28').waitFor();
  await page.keyboard.press('PageDown');
  await page.getByText('2 / 28').waitFor();
  expect(await page.evaluate('location.hash')).toContain(second?.id);
  const whole = await picture(page);
  for (let step = 0; step < 3; step++) await page.keyboard.press('+');
  await expect.poll(() => picture(page)).not.toBe(whole);
  await page.keyboard.press('Control+0');
  await expect.poll(() => picture(page)).toBe(whole);
  await page.mouse.move(640, 380);
  await expect.poll(() => words(page.locator('[data-status]'))).toMatch(/x \d+ · z \d+ px · raw \d+ spacing unknown/);
  await page.mouse.down({ button: 'right' });
  await page.mouse.move(500, 380);
  await page.mouse.up({ button: 'right' });
  await expect.poll(() => words(page.locator('[data-status]'))).toMatch(/window -?\d+–\d+/);
  await page.mouse.move(1270, 700);
  await page.keyboard.press('r');
  await expect.poll(() => picture(page)).toBe(whole);
  // A person's label beside the model's: who it is is asked once.
  await page.keyboard.press('2');
  const sheet = page.getByRole('dialog', { name: 'Who is working?' });
  await sheet.getByRole('textbox', { name: 'Name' }).fill('Ada Lovelace');
  await page.keyboard.press('Enter');
  await sheet.waitFor({ state: 'hidden' });
  const label = page.getByRole('region', { name: 'Label' });
  await page.goto(`${program.address}/#/label/${second?.id}?classes=NORMAL`);
  await expect.poll(() => words(label)).toMatch(/^Label NORMAL/);
  await page.keyboard.press('Control+z');
  await expect.poll(() => words(label)).toMatch(/^Label CNV/);
  expect(complaints).toEqual([]);
  await program.end('SIGTERM');
});

test('a file that is gone is said and the next one shown; an engine killed while it explains is said and started again', async () => {
  const { workspace, dataset, run, scans } = trainedWorkspace();
  const program = await startProgram(workspace);
  const { items } = await apiOf(workspace).items.page.query({ filter: { dataset }, limit: 3 });
  const [first, second, third] = items;
  const { page, complaints } = await openViewer(program, first?.id ?? '', `model=${run}`);
  const place = join(scans, second?.path ?? '');
  renameSync(place, `${place}.away`);
  try {
    await page.goto(`${program.address}/#/label/${second?.id}?model=${run}`);
    await page.reload();
    await page.getByRole('alert').first().waitFor();
    expect(await words(page.getByRole('alert').first())).toContain(second?.path ?? '?');
    await keepScreenshot(page, 'viewer-file-gone');
    await page.keyboard.press('PageDown');
    await scan(page).waitFor();
    expect(await page.evaluate('location.hash')).toContain(third?.id);
    await answer(page).getByRole('list', { name: 'Model’s answer' }).waitFor();
  } finally {
    renameSync(`${place}.away`, place);
  }
  const [engine = 0] = enginesOf(program.process.pid ?? 0);
  process.kill(engine, 'SIGSTOP');
  await page.goto(`${program.address}/#/label/${second?.id}?model=${run}&layer=features.0`);
  await page.getByText('Computing the heat map…').waitFor();
  process.kill(engine, 'SIGKILL');
  await answer(page).getByRole('alert').waitFor();
  expect(await words(answer(page).getByRole('alert'))).toMatch(/engine/i);
  await keepScreenshot(page, 'viewer-engine-killed');
  await answer(page).getByRole('button', { name: 'Ask again' }).click();
  await answer(page).getByRole('list', { name: 'Model’s answer' }).waitFor();
  // What was refused is all that the browser may complain about.
  expect(complaints.filter(complaint => !/status of (404|500)/.test(complaint))).toEqual([]);
  await program.end('SIGTERM');
});

test('an image of 50 megapixels and one of 16 bit are shown, the one in parts, the other with its raw values', async () => {
  const { workspace, run } = trainedWorkspace();
  const folder = join(workspace, '..', 'large');
  for (const name of ['CNV', 'NORMAL']) mkdirSync(join(folder, name), { recursive: true });
  const raw = { width: 8192, height: 6144, channels: 1 as const };
  const data = Buffer.alloc(raw.width * raw.height);
  for (let row = 0; row < raw.height; row++) data.fill((row >> 5) & 255, row * raw.width, (row + 1) * raw.width);
  await sharp(data, { raw, limitInputPixels: false })
    .png({ compressionLevel: 1 })
    .toFile(join(folder, 'CNV', 'CNV-1-1.png'));
  const deep = Uint16Array.from({ length: 64 * 48 }, (_, i) => 1000 + 10 * (i % 64));
  const wide = sharp(deep, { raw: { width: 64, height: 48, channels: 1 } })
    .toColourspace('grey16')
    .png();
  writeFileSync(join(folder, 'NORMAL', 'NORMAL-2-1.png'), await wide.toBuffer());
  const program = await startProgram(workspace);
  const api = apiOf(workspace);
  await outcomeOf(await api.datasets.import.mutate({ folder, name: 'large' }));
  const dataset = (await api.datasets.list.query()).find(({ name }) => name === 'large')?.id ?? '';
  const { items } = await api.items.page.query({ filter: { dataset } });
  const { page, complaints } = await openViewer(program, items[0]?.id ?? '', `model=${run}`);
  const parts: string[] = [];
  page.on('response', response => response.url().includes('row=') && parts.push(response.url()));
  const whole = await picture(page);
  for (let step = 0; step < 16; step++) await page.keyboard.press('+');
  await expect.poll(() => parts.length).toBeGreaterThan(0);
  expect(parts.length).toBeLessThan(12);
  await expect.poll(() => picture(page)).not.toBe(whole);
  await page.mouse.move(640, 380);
  // In a part loaded at full size the value is the pixel's own, also when the part comes after the pointer.
  await expect.poll(() => words(page.locator('[data-status]'))).toMatch(/raw \d+ spacing/);
  await keepScreenshot(page, 'viewer-large');
  await page.goto(`${program.address}/#/label/${items[1]?.id}?model=${run}`);
  await expect.poll(() => page.getByRole('textbox', { name: 'Shown black up to' }).inputValue()).toMatch(/^10\d\d$/);
  await page.mouse.move(641, 381);
  await expect.poll(() => words(page.locator('[data-status]'))).toMatch(/raw 1 \d\d\d/);
  expect(complaints).toEqual([]);
  await program.end('SIGTERM');
});
