// Pictures as volumes: a TIFF of pages opens in the volume room by itself, a folder of slices where a person says what it is.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { bytesInMemory } from '../../src/main/dataset/formats/byteSource.ts';
import { heidelbergVol } from '../../src/main/dataset/formats/heidelbergVol/index.ts';
import { encodePng } from '../../src/main/dataset/formats/sharpCodec.ts';
import { makeVolume } from '../../src/main/dataset/phantom/volume/makeVolume.ts';
import { volumeTargets } from '../../src/main/dataset/phantom/volume/volumeTargets.ts';
import { runToEnd } from '../../src/main/dataset/progress.ts';
import { keepScreenshot, launchBrowser, openPage, words } from './browser.ts';
import { startProgram } from './program.ts';
import { dropFiles } from './testing/dropFiles.ts';

const seed = 7;
const bscans = 3;
let browser: Browser;
/** B-scans of 16 bits. */
let slices: { data: Uint16Array; rows: number; columns: number; channels: 1 }[];
beforeAll(async () => {
  browser = await launchBrowser();
  const eye = await runToEnd(makeVolume({ device: 'spectralis', eye: 'OD', place: 'macula', disease: 'neovascular', seed, bscans }));
  const [vol] = await volumeTargets.vol.files(eye);
  const pieces: Uint8Array[] = [];
  for await (const piece of vol?.pieces ?? []) pieces.push(piece);
  const source = bytesInMemory(Buffer.concat(pieces), 'eye.vol');
  const { series } = await heidelbergVol.open(source);
  slices = [];
  for (let i = 0; i < bscans; i++) {
    const grey = await series[0]?.readBscan(i, 'display');
    if (grey !== undefined) slices.push({ ...grey, data: Uint16Array.from(grey.data, value => 257 * value), channels: 1 });
  }
});
afterAll(() => browser.close());

async function openHome() {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const program = await startProgram(join(folder, 'workspace'));
  const watched = await openPage(browser, program.address);
  await watched.page.goto(program.link);
  await watched.page.getByRole('button', { name: /^Open a folder/ }).waitFor();
  return { folder, program, ...watched, check: watched.page.getByRole('dialog', { name: 'Check the geometry' }) };
}

test('a TIFF of three pages of 16 bits, dropped, opens in the volume room', async () => {
  const { folder, program, page, complaints, check } = await openHome();
  const [{ rows, columns } = { rows: 0, columns: 0 }] = slices;
  const pages = Buffer.concat(slices.map(({ data }) => Buffer.from(data.buffer)));
  const tall = new Uint16Array(pages.buffer, pages.byteOffset, pages.length / 2);
  const raw = { width: columns, height: bscans * rows, channels: 1 as const, pageHeight: rows };
  const file = join(folder, 'stack.tif');
  writeFileSync(file, await sharp(tall, { raw }).toColourspace('grey16').tiff({ compression: 'lzw' }).toBuffer());
  await dropFiles(page, [file]);
  const lines = check.getByRole('list', { name: 'Geometry check' });
  await lines.waitFor();
  expect(await words(lines)).toMatch(/Eye unknown.*3 B-scans in the order of the file.*Unknown: sizes are in pixels/);
  for (const number of [1, 2, 3]) await check.getByRole('img', { name: `B-scan ${number}/3` }).waitFor();
  await keepScreenshot(page, 'stack-check');
  await check.getByRole('button', { name: 'Looks right' }).click();
  await check.waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: 'Label', exact: true }).last().click();
  await page.getByText('B-scan 2/3').first().waitFor();
  await page.locator('[data-pane="bscan"] canvas[data-frame]').first().waitFor();
  await keepScreenshot(page, 'stack-viewer');
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('numbered images are asked about, and become one volume where a person says so', async () => {
  const { folder, program, page, complaints, check } = await openHome();
  const eye = join(folder, 'P0007 right');
  mkdirSync(eye);
  for (const [i, slice] of slices.entries()) writeFileSync(join(eye, `slice ${9 + i}.png`), await encodePng(slice));
  await dropFiles(page, [eye]);
  const drawer = page.getByRole('dialog', { name: 'Import' });
  const kinds = drawer.getByRole('radiogroup', { name: 'Numbered images' });
  expect(await kinds.getByRole('radio', { name: 'Single images' }).isChecked()).toBe(true);
  await drawer.getByText('3 images are numbered in sequence. Are they the B-scans of a volume?').waitFor();
  await keepScreenshot(page, 'slices-asked');
  await kinds.getByText('Slices of one volume').click();
  await drawer.getByText('1 volume is for looking and labelling').waitFor();
  await keepScreenshot(page, 'slices-chosen');
  await drawer.getByRole('button', { name: 'Import 1 volume' }).click();
  await check.getByRole('list', { name: 'Geometry check' }).waitFor();
  await check.getByText('Data card').click();
  expect(await words(check.getByRole('article'))).toContain('The order of B-scans is that of the names, numbers by their value.');
  await check.getByRole('button', { name: 'Looks right' }).click();
  await page.getByRole('link', { name: 'Label', exact: true }).last().click();
  await page.getByText('B-scan 2/3').first().waitFor();
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});
