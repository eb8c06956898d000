// The pictures of the grid: there before they are asked for, and other ones as soon as they are other ones.
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { asymmetricPhantom } from '../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { writeE2e } from '../../src/main/dataset/formats/writers/writeE2e.ts';
import { testPng } from '../../src/main/dataset/testing/testImages.ts';
import { launchBrowser, openPage } from './browser.ts';
import { startProgram } from './program.ts';
import { apiOf, outcomeOf } from './testing/api.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

function scratch(): { folder: string; workspace: string } {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'scans', 'CNV'), { recursive: true });
  return { folder: join(folder, 'scans'), workspace: join(folder, 'workspace') };
}

/** Mean grey of what a picture shows now; null before it shows anything. */
const greyOf = (picture: Locator) =>
  picture.evaluate((shown): number | null => {
    const image = Object(shown);
    if (!image.complete || !(image.naturalWidth > 0)) return null;
    const canvas = Object(image.ownerDocument.createElement('canvas'));
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) sum += data[i];
    return (4 * sum) / data.length;
  });

test('a volume that is read by other switches has another picture in the grid that is open, also when that is taken back', async () => {
  const { folder, workspace } = scratch();
  writeFileSync(join(folder, 'eye.e2e'), writeE2e([asymmetricPhantom('OS')]));
  const program = await startProgram(workspace);
  const api = apiOf(workspace);
  const { dataset } = await outcomeOf(await api.datasets.import.mutate({ folder, name: 'eyes', ownPatients: true }));
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/data/${dataset.id}/items`);
  const picture = page.getByRole('gridcell').first().locator('img');
  await expect.poll(() => greyOf(picture).catch(() => null)).toBeGreaterThan(0);
  const before = await greyOf(picture);
  const [item] = (await api.items.page.query({ filter: { dataset: dataset.id } })).items;
  const profile = (await api.profiles.add.mutate({ name: 'Ada Example' })).id;
  const change = { item: item?.id ?? '', profile };
  await api.volumes.setOptions.mutate({ ...change, options: { intensity: 'octConverter' } });
  await expect.poll(() => greyOf(picture)).not.toBe(before);
  await api.volumes.undo.mutate(change);
  await expect.poll(() => greyOf(picture)).toBe(before);
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a scan whose folder was away shows itself once the folder is linked again; one that changed shows what was imported', async () => {
  const { folder, workspace } = scratch();
  for (const seed of [1, 2]) writeFileSync(join(folder, 'CNV', `CNV-100${seed}-1.png`), await testPng(seed));
  const program = await startProgram(workspace);
  const api = apiOf(workspace);
  const { dataset } = await outcomeOf(await api.datasets.import.mutate({ folder, name: 'scans' }));
  const thumbnails = join(workspace, 'thumbnails');
  const made = () => readdirSync(thumbnails, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.jpeg'));
  // Nobody has asked yet.
  await expect.poll(() => made().length, { timeout: 20_000 }).toBe(2);
  writeFileSync(join(folder, 'CNV', 'CNV-1001-1.png'), await testPng(3));
  const { page } = await openPage(browser, program.address);
  await page.goto(program.link);
  await page.goto(`${program.address}/#/data/${dataset.id}/items`);
  await expect.poll(() => greyOf(page.getByRole('gridcell').first().locator('img')).catch(() => null)).toBeGreaterThan(0);

  writeFileSync(join(folder, 'CNV', 'CNV-1001-1.png'), await testPng(1));
  for (const name of made()) rmSync(join(thumbnails, name));
  renameSync(folder, `${folder}-moved`);
  const { page: other } = await openPage(browser, program.address);
  await other.goto(await program.newLink());
  await other.goto(`${program.address}/#/data/${dataset.id}/items`);
  await other.getByText('File missing').first().waitFor();
  const [root] = await api.datasets.roots.query();
  await outcomeOf(await api.datasets.relink.mutate({ root: root?.root ?? 0, folder: `${folder}-moved` }));
  await other.getByText('File missing').first().waitFor({ state: 'detached' });
  await expect.poll(() => greyOf(other.getByRole('gridcell').first().locator('img')).catch(() => null)).toBeGreaterThan(0);
  expect(await program.end('SIGTERM')).toBe(0);
});
