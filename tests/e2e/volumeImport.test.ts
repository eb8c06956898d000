// Volumes dropped on the window: from the drop to the viewer in two clicks, several vendors at once, a file cut wrongly and mended by its
// pictures, and what is no volume.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { asymmetricPhantom } from '../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { writeImg } from '../../src/main/dataset/formats/writers/writeImg.ts';
import { makeVolume, type PhantomVolume } from '../../src/main/dataset/phantom/volume/makeVolume.ts';
import { volumeTargets } from '../../src/main/dataset/phantom/volume/volumeTargets.ts';
import { runToEnd } from '../../src/main/dataset/progress.ts';
import { keepScreenshot, launchBrowser, openPage, words } from './browser.ts';
import { keepGuidePicture } from './guidePicture.ts';
import { startProgram } from './program.ts';
import { dropFiles } from './testing/dropFiles.ts';

const seed = 7;
const bscans = 9;
let browser: Browser;
let eye: PhantomVolume;
beforeAll(async () => {
  browser = await launchBrowser();
  eye = await runToEnd(makeVolume({ device: 'spectralis', eye: 'OD', place: 'macula', disease: 'neovascular', seed, bscans }));
});
afterAll(() => browser.close());

function scratch(): { folder: string; workspace: string } {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'files'));
  return { folder: join(folder, 'files'), workspace: join(folder, 'workspace') };
}

/** Writes the eye as a device would have, and returns the paths, the volume first. */
async function write(folder: string, format: 'e2e' | 'fda' | 'dicom', name: string): Promise<string[]> {
  const files = await volumeTargets[format].files(eye, { seed, onBscan: () => undefined });
  const paths: string[] = [];
  for (const file of files) {
    const path = join(folder, `${name} ${file.name}`);
    await writeFile(path, file.pieces);
    paths.push(path);
  }
  return paths;
}

async function openHome(workspace: string) {
  const program = await startProgram(workspace);
  const watched = await openPage(browser, program.address);
  await watched.page.addInitScript(
    "addEventListener('pointerdown', () => sessionStorage.clicks = 1 + Number(sessionStorage.clicks ?? 0), true)",
  );
  await watched.page.goto(program.link);
  await watched.page.getByRole('button', { name: /^Open a folder/ }).waitFor();
  const clicks = () => watched.page.evaluate<number>('Number(sessionStorage.clicks ?? 0)');
  return { program, ...watched, clicks, check: watched.page.getByRole('dialog', { name: 'Check the geometry' }) };
}

test('a vendor file: dropped, checked, opened to be labelled, with two clicks', async () => {
  const { folder, workspace } = scratch();
  const [file = ''] = await write(folder, 'e2e', 'eye');
  const { program, page, complaints, clicks, check } = await openHome(workspace);
  await dropFiles(page, [file]);
  const lines = check.getByRole('list', { name: 'Geometry check' });
  await lines.waitFor();
  const said = await words(lines);
  expect(said).toMatch(/Eye OD, stored in the file .*Up is vitreous The vitreous is up.*B-scan order 9 B-scans from inferior to superior/);
  expect(said).toMatch(/Spacing A-scans 11\.46 µm \(estimated\), rows 3\.87 µm \(measured\)/);
  expect(await words(check.getByRole('heading').nth(1))).toMatch(/^P-0001 · OD · \d{4}-\d\d-\d\d · raster 9 B-scans$/);
  await check.getByRole('img', { name: 'Fundus picture with the places of 9 B-scans' }).waitFor();
  for (const number of [1, 5, 9]) await check.getByRole('img', { name: `B-scan ${number}/9` }).waitFor();
  await keepGuidePicture(page, 'volumes-1-check');
  expect(await words(check)).toContain('Data card');
  await check.getByRole('button', { name: 'Looks right' }).click();
  await check.waitFor({ state: 'hidden' });
  await page.getByText('1 volume to look at and label.').waitFor();
  expect(await words(page.getByRole('gridcell'))).toContain('9 B-scans');
  await expect.poll(() => words(page.getByRole('complementary', { name: 'Scan' }))).toMatch(/Size 9 B-scans of 512 × 496 px/);
  await keepScreenshot(page, 'volumes-2-data');
  await page.getByRole('link', { name: 'Label', exact: true }).last().click();
  await page.waitForURL(/#\/label\/[0-9a-f]{20}\?/);
  expect(await clicks()).toBe(2);
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('files of three vendors in one drop: each with its own card, and what cannot be read with its reason', async () => {
  const { folder, workspace } = scratch();
  const paths = [...(await write(folder, 'e2e', 'a')), ...(await write(folder, 'fda', 'b')), ...(await write(folder, 'dicom', 'c'))];
  const broken = join(folder, 'd broken.fda');
  writeFileSync(broken, 'FOCTFDA, and then something else');
  const { program, page, complaints, check } = await openHome(workspace);
  await dropFiles(page, [...paths, broken]);
  await check.getByText('Volume 1 of 4').waitFor();
  expect(await words(check)).toMatch(/1 file could not be read: d broken\.fda: .+/);
  // Nothing says who the DICOM series are of: one study, but perhaps of a patient that is here already.
  await check.getByText(/^2 volumes of one study tell no patient\. They count as no patient/).waitFor();
  await check.getByRole('radiogroup', { name: 'Patients of volumes that tell none' }).getByText('One patient').click();
  await page.getByPlaceholder('Name', { exact: true }).fill('Ada Example');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await check.getByText('2 volumes of one study tell no patient and count as one, as Ada Example stated.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await check.getByText(/They count as no patient/).waitFor();
  const seen: string[] = [];
  for (let number = 1; number <= 4; number++) {
    await check.getByText(`Volume ${number} of 4`).waitFor();
    await check.getByRole('list', { name: 'Geometry check' }).waitFor();
    await check.getByText('Data card').click();
    seen.push(await words(check.getByRole('article')));
    if (number === 2) await keepScreenshot(page, 'volume-check-several');
    if (number < 4) await check.getByRole('button', { name: 'Next volume' }).click();
  }
  const all = seen.join('\n');
  for (const card of [
    /Heidelberg .e2e.*Pattern raster.*Size 9 B-scans of 512 × 496 px/,
    /Topcon .fda.*Size 9 B-scans/,
    /DICOM.*Size 9 B-scans/,
  ]) {
    expect(all).toMatch(card);
  }
  // The fundus picture of the DICOM series is one of its own, too.
  expect(all).toMatch(/1 B-scan .*localizer\.dcm/);
  await check.getByRole('button', { name: 'Looks right' }).click();
  await page.getByText('4 volumes to look at and label.').waitFor();
  // In the order patient, eye, visit, and narrowed by what the files say of themselves.
  await page.getByRole('combobox', { name: 'Order' }).selectOption('patient');
  const devices = page.getByRole('group', { name: 'Device' });
  await devices.getByRole('checkbox').first().check();
  await expect.poll(() => page.getByRole('gridcell').count()).toBeLessThan(4);
  await keepScreenshot(page, 'volume-data-filtered');
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a Zeiss file without its name, cut in the wrong width: corrected by choosing another cut; the eye is stated, and taken back', async () => {
  const { folder, workspace } = scratch();
  // 16 B-scans of 256 A-scans are as long as 8 of 512, which are more usual.
  const { bytes } = writeImg(asymmetricPhantom('OS', { bscans: 16, rows: 1024, columns: 256 }));
  const renamed = join(folder, 'scan.img');
  writeFileSync(renamed, bytes);
  const { program, page, complaints, check } = await openHome(workspace);
  await dropFiles(page, [renamed]);
  const lines = check.getByRole('list', { name: 'Geometry check' });
  await lines.waitFor();
  const widthOf = (label: string) =>
    check.getByRole('img', { name: label }).evaluate(image => (image as unknown as { naturalWidth: number }).naturalWidth);
  await expect.poll(() => widthOf('B-scan 1/8')).toBe(512);
  await check.getByRole('button', { name: 'Fix…: B-scan order' }).click();
  const columns = check.getByRole('textbox', { name: 'A-scans' });
  // A width that the file cannot have says so in the place of the picture.
  await columns.fill('257');
  await check.getByRole('alert').first().waitFor();
  // Of the ways that fit it, the pictures tell the right one; the keys of a list choose it.
  await check.getByRole('radio', { name: /^8 B-scans of 512 A-scans 1.024 rows · divides the file · as read now/ }).click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await check.getByRole('radio', { name: /^16 B-scans of 256 A-scans/ }).isChecked()).toBe(true);
  await expect.poll(() => widthOf('B-scan 1/16')).toBe(256);
  await keepScreenshot(page, 'volumes-3-width');
  await page.keyboard.press('Enter');
  await page.getByPlaceholder('Name', { exact: true }).fill('Ada Example');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('The file is read with the new options.').waitFor();
  await expect.poll(() => widthOf('B-scan 1/16')).toBe(256);
  await check.getByText('Data card').click();
  expect(await words(check)).toContain('Size 16 B-scans of 256 ×');
  await check.getByRole('button', { name: 'Fix…: Eye' }).click();
  await check.getByText('OS', { exact: true }).click();
  await expect.poll(() => words(lines)).toContain('OS, stated by a person');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => words(lines)).toContain('Eye unknown');
  expect(complaints.filter(complaint => !complaint.includes('status of 4'))).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('what is no volume is told by its content, whatever it is called', async () => {
  const { folder, workspace } = scratch();
  const text = join(folder, 'notes.txt');
  writeFileSync(text, 'no volume');
  const cut = join(folder, 'cut.e2e');
  writeFileSync(cut, (await writeToBytes('e2e')).subarray(0, 3000));
  const { program, page, complaints } = await openHome(workspace);
  await dropFiles(page, [text]);
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('heading', { name: 'No image and no volume' }).waitFor();
  expect(await words(drawer)).toContain('Fovea reads Heidelberg, Topcon, Zeiss');
  await keepScreenshot(page, 'volume-none');
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
  await dropFiles(page, [cut]);
  await drawer
    .getByRole('alert')
    .getByText(/cut\.e2e: .+ undamaged copy/)
    .waitFor();
  await keepScreenshot(page, 'volume-cut');
  expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

async function writeToBytes(format: 'e2e'): Promise<Uint8Array> {
  const [file] = await volumeTargets[format].files(eye, { seed, onBscan: () => undefined });
  const pieces: Uint8Array[] = [];
  for await (const piece of file?.pieces ?? []) pieces.push(piece);
  return Buffer.concat(pieces);
}
