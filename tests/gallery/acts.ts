// What a person does in a scene, once its screen is there.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { asymmetricPhantom } from '../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { writeImg } from '../../src/main/dataset/formats/writers/writeImg.ts';
import { writeVol } from '../../src/main/dataset/formats/writers/writeVol.ts';
import { dropFiles } from '../e2e/testing/dropFiles.ts';

export const press =
  (...keys: string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };

/** From the folder that the demo's scans lie in, which is where the picker begins. */
export const openHere =
  (folder: string, shown: string) =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press('Control+o');
    await page.getByRole('option', { name: folder }).click();
    await page.getByRole('navigation', { name: 'Folder' }).getByText(folder, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Open this folder' }).click();
    await page.getByText(shown).first().waitFor();
  };

/** Volumes dropped on the window, as far as the check of their geometry; each time they become a data set of their own. */
export const dropVolume = (name: string, bytes: () => Uint8Array, mend?: string) => dropVolumes([name], bytes, mend);
export const dropVolumes =
  (names: readonly string[], bytes: () => Uint8Array, mend?: string) =>
  async (page: Page): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'fovea-gallery-drop-'));
    const files = names.map(name => join(folder, name));
    for (const file of files) writeFileSync(file, bytes());
    await dropFiles(page, files);
    await page.getByRole('list', { name: 'Geometry check' }).waitFor();
    if (mend !== undefined) {
      await page.getByRole('button', { name: mend }).click();
      await page.getByRole('radio').first().waitFor();
    }
    await page.waitForLoadState('networkidle');
  };
export const deviceFile = () => writeVol(asymmetricPhantom('OD', { bscans: 25, rows: 496, columns: 512 }));
export const bareFile = () => writeImg(asymmetricPhantom('OS', { bscans: 16, rows: 1024, columns: 256 })).bytes;

/** Of volumes that tell no patient, in the findings of their data set. */
export async function showPatientFinding(page: Page): Promise<void> {
  await dropVolumes(['left.img', 'right.img'], bareFile)(page);
  await page.getByRole('button', { name: 'Looks right' }).click();
  await page.getByRole('tab', { name: 'Findings' }).click();
  await page.getByRole('radiogroup', { name: 'Patients of volumes that tell none' }).scrollIntoViewIfNeeded();
}

/** In the room, a bare file's ways of being cut, the right one chosen and not applied. */
export async function chooseCut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Fix…' }).first().click();
  await page.getByRole('radio', { name: /^16 B-scans of 256/ }).click();
  await page.waitForLoadState('networkidle');
}

export const settingsPane = (name: string) => async (page: Page) => {
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name }).click();
  await page.waitForLoadState('networkidle');
};

export const click = (name: string) => async (page: Page) => page.getByRole('button', { name }).first().click();

/** A training of some minutes: long enough for its pictures, and stopped after them. */
export async function startTraining(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Quick look' }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page
    .getByText(/epoch [2-9]/)
    .first()
    .waitFor({ timeout: 90_000 });
}

/** Who opens the test set is asked once. */
export async function openTest(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open again…' }).click();
  const modal = page.getByRole('dialog', { name: 'Open the test set' });
  const who = page.getByPlaceholder('Name', { exact: true });
  await modal.or(page.getByText('Who is working?')).first().waitFor();
  if (!(await modal.isVisible())) {
    await who.fill('Ada Example');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
  }
  await modal.waitFor();
}

/** The shorter training once more, watched to its end. */
export async function rerunExactly(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run again' }).click();
  await page.getByRole('menuitem', { name: 'Exactly' }).click();
  await page.getByRole('region', { name: 'Identical to the original' }).waitFor({ timeout: 90_000 });
}

/** The first answer waits for the engine to start. */
export const answered = (page: Page) => page.locator('[data-legend]').waitFor({ timeout: 90_000 });
