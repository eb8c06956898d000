// The volume room: what is drawn lies where the file says, in both eyes; a click in one pane moves the others; heights of the picture change
// nothing that is measured.
import { createHash } from 'node:crypto';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { keepScreenshot, openPage, words } from './browser.ts';
import { volumeProgram } from './testing/volumeProgram.ts';
import { phantomOf, volumeShape } from './testing/volumeWorkspace.ts';

const made = volumeProgram();

const pane = (page: Page, name: 'bscan' | 'fundus' | 'across') => page.locator(`[data-pane="${name}"]`).first();
const picture = (page: Page, name: 'bscan' | 'fundus' | 'across') => pane(page, name).locator('canvas');
const hashOf = async (page: Page) =>
  createHash('sha256')
    .update(await picture(page, 'bscan').screenshot())
    .digest('hex');

async function openVolume(file: string, query = '') {
  const { page, complaints } = await openPage(made.browser, made.program.address);
  await page.goto(await made.program.newLink());
  await page.goto(`${made.program.address}/#/label/${made.workspace.items[file]}?${query}`);
  await page.locator('[data-pane="bscan"] canvas[data-frame]').first().waitFor();
  // Nothing comes any more: layer lines, fundus, the whole volume.
  await page.waitForLoadState('networkidle');
  return { page, complaints };
}

interface Pixels {
  data: Buffer;
  width: number;
  height: number;
}

async function pixelsOf(page: Page, name: 'bscan' | 'fundus' | 'across'): Promise<Pixels> {
  const shot = await picture(page, name).screenshot();
  const { data, info } = await sharp(shot).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Where the fitted B-scan lies, ×3: 11.61 / 12 of a pixel high. */
function placementIn({ width, height }: Pick<Pixels, 'width' | 'height'>) {
  const aspect = (3 * 3.87) / 12;
  const zoomX = Math.min(width / volumeShape.columns, height / (volumeShape.rows * aspect));
  const zoomY = zoomX * aspect;
  return { zoomX, zoomY, left: (width - volumeShape.columns * zoomX) / 2, top: (height - volumeShape.rows * zoomY) / 2 };
}

const colour = ({ data, width }: Pixels, x: number, y: number) => [...data.subarray(3 * (y * width + x), 3 * (y * width + x) + 3)];
/** The ILM's own colour, #7FB8FF: bluer than any grey. */
const isLine = ([red = 0, , blue = 0]: number[]) => blue - red > 60;

test.each(['OD', 'OS'] as const)(
  '%s: the eye, its nasal side, and the ILM on its layer at three A-scans',
  async eye => {
    const { page, complaints } = await openVolume(`${eye.toLowerCase()}.vol`, 'slice=3');
    expect(await words(pane(page, 'bscan'))).toContain(eye);
    expect(await words(pane(page, 'bscan'))).toContain('B-scan 3/7');
    const marks = await pane(page, 'bscan').locator('[data-mark]').allInnerTexts();
    // Columns run from left to right in both eyes: nasal is right in a right eye.
    expect(marks).toEqual(eye === 'OD' ? ['T', 'N'] : ['N', 'T']);
    const { columns } = volumeShape;
    const ilm = phantomOf(eye).surfaces.find(({ name }) => name === 'ILM')?.heights as Float32Array;
    const withLines = await pixelsOf(page, 'bscan');
    await page.keyboard.press('y');
    await expect.poll(async () => (await pixelsOf(page, 'bscan')).data.equals(withLines.data)).toBe(false);
    const bare = await pixelsOf(page, 'bscan');
    const { zoomX, zoomY, left, top } = placementIn(withLines);
    for (const column of [20, 55, 100]) {
      const height = ilm[2 * columns + column] as number;
      const x = Math.round(left + (column + 0.5) * zoomX);
      const expected = top + (height + 0.5) * zoomY;
      const rows = Array.from({ length: withLines.height }, (_, y) => y).filter(y => isLine(colour(withLines, x, y)));
      const middle = rows.reduce((sum, y) => sum + y, 0) / rows.length;
      expect(Math.abs(middle + 0.5 - expected), `ILM at A-scan ${column}`).toBeLessThan(1.5);
      // Above it dark vitreous, below it bright tissue: the line lies on that step.
      expect(colour(bare, x, Math.round(expected - 1.5 * zoomY))[0]).toBeLessThan(60);
      expect(colour(bare, x, Math.round(expected + 1.5 * zoomY))[0]).toBeGreaterThan(100);
    }
    await keepScreenshot(page, `volume-${eye}`);
    expect(complaints).toEqual([]);
  },
  60_000,
);

test('the height of the picture changes neither caliper, scale, spacing nor the saved file; without a scale there are pixels', async () => {
  const { page, complaints } = await openVolume('od.vol');
  const served = () =>
    page.evaluate(async address => {
      const digest = await crypto.subtle.digest('SHA-256', await (await fetch(address)).arrayBuffer());
      return [...new Uint8Array(digest)].join(' ');
    }, `/items/${made.workspace.items['od.vol']}/volume?intensity=stored`);
  const before = await served();
  const box = await picture(page, 'bscan').boundingBox();
  if (box === null) throw new Error('Expected a B-scan on screen.');
  const { zoomX, zoomY, left, top } = placementIn(box);
  await page.keyboard.press('z');
  const at = (column: number, row: number) => [box.x + left + column * zoomX, box.y + top + row * zoomY] as const;
  await page.mouse.move(...at(60, 40));
  await page.mouse.down();
  await page.mouse.move(...at(60, 90));
  await page.mouse.move(...at(60.2, 120));
  await page.mouse.up();
  const caliper = pane(page, 'bscan').locator('[data-caliper]');
  const length = await words(caliper);
  // 80 rows of 3.87 µm, to a screen pixel.
  expect(Number(length.replaceAll(/[^\d.]/g, ''))).toBeCloseTo(80 * 3.87, -1);
  expect(length).toContain('axial');
  const seen = [await hashOf(page)];
  for (const badge of [null, '1:1 px, vertical ×3.1', 'vertical ×3, not to scale']) {
    await page.keyboard.press('Shift+A');
    if (badge === null) await pane(page, 'bscan').locator('[data-aspect]').waitFor({ state: 'detached' });
    else await pane(page, 'bscan').getByText(badge).waitFor();
    expect(await words(caliper)).toBe(length);
    seen.push(await hashOf(page));
    await expectTrueScale(page, badge === null ? 1 : badge.includes('px') ? 12 / 3.87 : 3);
  }
  expect(new Set(seen.slice(0, 3)).size).toBe(3);
  expect(seen[3]).toBe(seen[0]);
  expect(await served()).toBe(before);
  await page.goto(`${made.program.address}/#/label/${made.workspace.items['bare.nii']}`);
  await pane(page, 'bscan').getByText('⚠ eye ?').waitFor();
  await page.locator('[data-pane="bscan"] canvas[data-frame]').waitFor();
  expect(await page.locator('[data-scale]').count()).toBe(0);
  expect(await pane(page, 'bscan').locator('[data-mark]').count()).toBe(0);
  expect(await words(pane(page, 'bscan'))).toContain('1:1 px');
  expect(complaints).toEqual([]);
}, 60_000);

/** A µm of the axial bar is `stretch` times as long on screen as one of the lateral bar. */
async function expectTrueScale(page: Page, stretch: number): Promise<void> {
  const lengths = await pane(page, 'bscan')
    .locator('[data-scale]')
    .evaluateAll(bars =>
      bars.map(bar => {
        const box = bar.getBoundingClientRect();
        return { kind: bar.getAttribute('data-scale'), pxPerUm: Math.max(box.width, box.height) / Number(bar.getAttribute('data-um')) };
      }),
    );
  const of = (kind: string) => lengths.find(length => length.kind === kind)?.pxPerUm;
  expect(of('lateral')).toBeGreaterThan(0);
  if (stretch === 1) expect(of('axial')).toBeUndefined();
  else expect((of('axial') as number) / (of('lateral') as number)).toBeCloseTo(stretch, 1);
}

test('keys and wheel step through the B-scans, and a link shows the same view again', async () => {
  const { page, complaints } = await openVolume('od.vol');
  const place = (number: number) => pane(page, 'bscan').getByText(`B-scan ${number}/7`).waitFor();
  await place(4);
  for (const [key, number] of [
    ['ArrowRight', 5],
    ['ArrowLeft', 4],
    ['End', 7],
    ['Home', 1],
    ['Shift+ArrowRight', 7],
    ['Shift+ArrowLeft', 1],
  ] as const) {
    await page.keyboard.press(key);
    await place(number);
  }
  await picture(page, 'bscan').hover();
  await page.mouse.wheel(0, 100);
  await place(2);
  const vendor = await hashOf(page);
  await page.keyboard.press('Shift+5');
  await expect.poll(() => hashOf(page)).not.toBe(vendor);
  const inverted = await hashOf(page);
  await page.keyboard.press('Shift+2');
  await expect.poll(() => hashOf(page)).not.toBe(inverted);
  await page.keyboard.press('Shift+1');
  await expect.poll(() => hashOf(page)).toBe(vendor);
  await page.keyboard.press('Shift+5');
  await expect.poll(() => hashOf(page)).toBe(inverted);
  await expect.poll(() => page.url()).toContain('slice=2');
  await page.reload();
  await place(2);
  await page.mouse.move(640, 300);
  await page.waitForLoadState('networkidle');
  await expect.poll(() => hashOf(page)).toBe(inverted);
  await page.keyboard.press('Shift+1');
  expect(complaints).toEqual([]);
}, 60_000);

test('a click in one pane moves the others; en face is drawn where it exists and refused in words where it does not', async () => {
  const { page, complaints } = await openVolume('od.vol', 'across=on');
  await page.locator('[data-pane="across"] canvas[data-ready="true"]').waitFor();
  const click = async (name: 'bscan' | 'fundus' | 'across', x: number, y: number) => {
    const box = await picture(page, name).boundingBox();
    if (box === null) throw new Error('Expected a pane on screen.');
    await page.mouse.click(box.x + x * box.width, box.y + y * box.height);
  };
  // First B-scan inferior: a click below the centre goes to a lower number.
  await click('fundus', 0.5, 0.6);
  const below = Number(/B-scan (\d)\/7/.exec(await words(pane(page, 'bscan')))?.[1]);
  expect(below).toBeLessThan(4);
  await click('fundus', 0.5, 0.4);
  expect(Number(/B-scan (\d)\/7/.exec(await words(pane(page, 'bscan')))?.[1])).toBeGreaterThan(4);
  await click('bscan', 0.5, 0.5);
  await pane(page, 'across').getByText('A-scan 61/120').waitFor();
  const box = await picture(page, 'across').boundingBox();
  if (box === null) throw new Error('Expected the crossing slice on screen.');
  // Bands of 120 µm by 160 rows of 3.87 µm, ×3.
  const zoom = Math.min(box.width / 7, box.height / (160 * ((3 * 3.87) / 120)));
  await page.mouse.click(box.x + box.width / 2 + 2 * zoom, box.y + box.height / 2);
  await pane(page, 'bscan').getByText('B-scan 6/7').waitFor();
  await page.keyboard.press('e');
  await pane(page, 'fundus').getByText('mean ILM – BM').waitFor();
  await page.locator('[data-pane="fundus"] canvas[data-ready="true"]').waitFor();
  await page.getByRole('textbox', { name: 'From: Offset, µm' }).fill('20');
  await pane(page, 'fundus').getByText('mean ILM +20').waitFor();
  expect(page.url()).toContain('enface=');
  await page.setInputFiles('input[type=file]', join(made.workspace.source, 'mask.nii'));
  await page.getByText('IRF').waitFor();
  await keepScreenshot(page, 'volume-crossing');
  await page.goto(`${made.program.address}/#/label/${made.workspace.items['radial.vol']}?enface=mean~ILM~0~BM~0`);
  await pane(page, 'fundus').getByText('Radial B-scans cross in the centre').waitFor();
  expect(await page.getByRole('button', { name: 'Crossing slices' }).isDisabled()).toBe(true);
  expect(complaints).toEqual([]);
}, 60_000);

test("NiiVue draws the crossing slices under the program's own policy as the processor does", async () => {
  const drawn: Pixels[] = [];
  for (const hasCard of [false, true]) {
    const { page, complaints } = await openPage(made.browser, made.program.address);
    const modules: string[] = [];
    page.on('response', response => modules.push(response.url()));
    if (hasCard) await page.addInitScript(namesGraphicsCard);
    await page.goto(await made.program.newLink());
    await page.goto(`${made.program.address}/#/label/${made.workspace.items['od.vol']}?slice=3&across=on`);
    await picture(page, 'across').waitFor();
    await page.locator('[data-pane="across"] canvas[data-ready="true"]').first().waitFor({ timeout: 40_000 });
    expect(modules.some(url => url.includes('niivueSlices'))).toBe(hasCard);
    drawn.push(await pixelsOf(page, 'across'));
    // Reading a picture back from the card is slow, says the driver.
    expect(complaints.filter(words => !words.includes('GPU stall due to ReadPixels'))).toEqual([]);
    await page.close();
  }
  const [plain, niivue] = drawn as [Pixels, Pixels];
  expect(niivue.data.length).toBe(plain.data.length);
  expect(plain.data.filter((value, i) => Math.abs(value - (niivue.data[i] as number)) > 2)).toHaveLength(0);
  expect(new Set(plain.data).size).toBeGreaterThan(20);
}, 90_000);

/** In the page, WebGL tells the name of a card (UNMASKED_RENDERER_WEBGL), whatever draws it. */
const namesGraphicsCard = `
  const ask = WebGL2RenderingContext.prototype.getParameter;
  WebGL2RenderingContext.prototype.getParameter = function (parameter) {
    return parameter === 0x9246 ? 'a graphics card' : ask.call(this, parameter);
  };`;

test('both eyes side by side move together, nasal with nasal, and no picture is mirrored', async () => {
  const { page, complaints } = await openVolume('od.vol');
  await page.getByRole('button', { name: 'Side by side' }).first().click();
  const stage = page.locator('[data-pair]');
  const other = stage.locator('section').nth(1);
  await other.locator('canvas[data-frame]').waitFor();
  await page.keyboard.press('End');
  await other.getByText('B-scan 7/7').waitFor();
  await page.keyboard.press('Home');
  await other.getByText('B-scan 1/7').waitFor();
  expect(await other.locator('[data-mark]').allInnerTexts()).toEqual(['N', 'T']);
  await page.waitForLoadState('networkidle');
  await keepScreenshot(page, 'volume-pair');
  await stage.getByRole('button', { name: 'One volume' }).click();
  await stage.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
}, 60_000);

test('a person states eye and spacing, takes it back, and a file that is gone is said', async () => {
  const { page, complaints } = await openVolume('bare.nii');
  const eye = page.getByRole('radiogroup', { name: 'Eye' });
  await eye.getByText('OS', { exact: true }).click();
  await signIn(page);
  await pane(page, 'bscan').getByText('OS', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await pane(page, 'bscan').getByText('⚠ eye ?').waitFor();
  await page.getByRole('button', { name: 'Set spacing…' }).click();
  const drawer = page.getByRole('dialog', { name: 'Spacing' });
  await drawer.getByLabel('Between A-scans').fill('12');
  await drawer.getByLabel('Between rows').fill('4');
  await drawer.getByRole('button', { name: 'Apply' }).click();
  await page.locator('[data-scale="lateral"]').first().waitFor();
  await keepScreenshot(page, 'volume-stated');
  const file = join(made.workspace.source, 'os.vol');
  renameSync(file, `${file}.away`);
  try {
    await page.goto(`${made.program.address}/#/label/${made.workspace.items['os.vol']}`);
    await page
      .getByText(/os\.vol/)
      .first()
      .waitFor();
    await page
      .getByText(/expected|not found|gone|cannot|no longer/i)
      .first()
      .waitFor();
    await keepScreenshot(page, 'volume-gone');
  } finally {
    renameSync(`${file}.away`, file);
  }
  expect(complaints.filter(complaint => !complaint.includes('Failed to load resource'))).toEqual([]);
}, 60_000);

/** Who works here is asked before the first statement. */
async function signIn(page: Page): Promise<void> {
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('textbox').first().fill('Ada Lovelace');
  await page.keyboard.press('Enter');
}
