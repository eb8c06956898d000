// The 3-D view: what it draws lies where its marks say, in both eyes and from every side; turned by mouse and keys; a reason where there
// is none.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { asymmetricPhantom } from '../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { volumeWorkspace } from '../gallery/volumeWorkspace.ts';
import { keepScreenshot, openPage, words } from './browser.ts';
import { keepGuidePicture } from './guidePicture.ts';
import { startProgram } from './program.ts';
import { withModulePage } from './testing/modulePage.ts';
import { volumeProgram } from './testing/volumeProgram.ts';

const made = volumeProgram();

const sides = [-150, -90, 0, 60, 180];
const heights = [-60, 0, 25, 80];
const size = { width: 320, height: 260 };

test('the phantom’s bright corner lies where first B-scan, first A-scan and vitreous meet, from every side', async () => {
  const { grey, shape, spacingUm, paths, laterality } = asymmetricPhantom('OS');
  const um = (value: number) => ({ value, source: 'measured' });
  const cameras = [1, 3].flatMap(stretch =>
    sides.flatMap(azimuth => (stretch === 3 ? [25] : heights).map(elevation => ({ azimuth, elevation, zoom: 1, stretch }))),
  );
  await withModulePage('renderingPage.mjs', async page => {
    for (const isReversed of [false, true]) {
      const placed = (isReversed ? [...paths].reverse() : paths).map(path => ({ path, quality: null, averaged: null, acquiredAt: null }));
      const header = {
        ...{ laterality, scanPattern: 'raster', shape: { ...shape, channels: 1 }, bscans: placed },
        spacingUm: { bscan: um(spacingUm.bscan), row: um(spacingUm.row), column: um(spacingUm.column) },
      };
      // White would be border fill; the window leaves nothing but the corner.
      const given = { grey: [...grey].map(value => Math.min(254, value)), header, cameras, size, window: { low: 240, high: 254 } };
      const found = (await page.evaluate(`brightMiddles(${JSON.stringify(given)})`)) as Found[];
      expect(found).toHaveLength(cameras.length);
      for (const { camera, scale, count, x, y } of found) {
        // The corner's middle from the box's: a sixth of the columns, an eighth of the rows, one B-scan of five.
        const [right, up, away] = [
          (-spacingUm.column * shape.columns * 5) / 12,
          (camera.stretch * spacingUm.row * shape.rows * 7) / 16,
          // The lower B-scans are in front.
          ((isReversed ? 1 : -1) * spacingUm.bscan * shape.bscans * 2) / 5,
        ];
        const [a, e] = [(camera.azimuth * Math.PI) / 180, (camera.elevation * Math.PI) / 180];
        const back = right * Math.sin(a) + away * Math.cos(a);
        const expected = {
          x: size.width / 2 + scale * (right * Math.cos(a) - away * Math.sin(a)),
          y: size.height / 2 - scale * (back * Math.sin(e) + up * Math.cos(e)),
        };
        const told = JSON.stringify({ camera, isReversed, count, x, y, expected });
        expect(count, told).toBeGreaterThan(50);
        // Grey fades over to the next B-scan. Any mirror image lies ten times as far away.
        expect(Math.hypot(x - expected.x, y - expected.y), told).toBeLessThan((scale * spacingUm.bscan) / 4);
      }
      const front = found.find(({ camera }) => camera.azimuth === 0 && camera.elevation === 0) as Found;
      expect(front.x).toBeLessThan(size.width / 2);
      expect(front.y).toBeLessThan(size.height / 2);
      // From above, superior is up: the first B-scan lies below unless the order is reversed.
      const above = found.find(({ camera }) => camera.azimuth === 0 && camera.elevation === 80) as Found;
      expect(above.y > size.height / 2).toBe(!isReversed);
    }
  });
}, 60_000);

interface Found {
  camera: { azimuth: number; elevation: number; stretch: number };
  scale: number;
  count: number;
  x: number;
  y: number;
}

const pane = (page: Page) => page.locator('[data-pane="rendering"]');
const drawn = (page: Page) => pane(page).locator('canvas[data-ready="true"][data-coarse="false"]');
const noise = (complaint: string) => !complaint.includes('GPU stall due to ReadPixels');

async function open(file: string, query: string) {
  const { page, complaints } = await openPage(made.browser, made.program.address);
  await page.goto(await made.program.newLink());
  await page.goto(`${made.program.address}/#/label/${made.workspace.items[file]}?${query}`);
  return { page, complaints };
}

const middleOf = async (page: Page, side: string) => {
  const box = await pane(page).locator(`[data-side="${side}"]`).boundingBox();
  if (box === null) throw new Error(`Expected the mark ${side}.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** The first row from above with tissue, at shares of the way from one edge of the tissue to the other. */
async function upperEdge(page: Page): Promise<number[]> {
  const { data, info } = await sharp(await pane(page).locator('canvas').screenshot())
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [left, right] = [await middleOf(page, 'firstAscan'), await middleOf(page, 'lastAscan')].map(({ x }) => x);
  const origin = (await pane(page).locator('canvas').boundingBox())?.x ?? 0;
  return [0.25, 0.75].map(share => {
    const x = Math.round((left as number) + share * ((right as number) - (left as number)) - origin);
    // Edges of the box are a pixel high, tissue is not.
    for (let y = 0; y + 6 < info.height; y++) {
      if ([0, 2, 4, 6].every(step => (data[(y + step) * info.width + x] as number) > 60)) return y;
    }
    throw new Error('Expected tissue.');
  });
}

test.each(['OD', 'OS'] as const)(
  '%s: nasal and temporal, first B-scan and vitreous stand where they are',
  async eye => {
    const { page, complaints } = await open(`${eye.toLowerCase()}.vol`, 'camera=0~0~1~3&slice=1');
    await drawn(page).waitFor();
    expect(await words(pane(page))).toContain(eye);
    expect(await words(pane(page))).toContain('vertical ×3, not to scale');
    const [first, last] = [await middleOf(page, 'firstAscan'), await middleOf(page, 'lastAscan')];
    expect(first.x).toBeLessThan(last.x);
    const marks = ['firstAscan', 'lastAscan', 'front', 'back', 'vitreous'].map(side => words(pane(page).locator(`[data-side="${side}"]`)));
    expect(await Promise.all(marks)).toEqual([...(eye === 'OD' ? ['T', 'N'] : ['N', 'T']), 'I · B-scan 1', 'S · B-scan 7', 'vitreous']);
    expect((await middleOf(page, 'vitreous')).y).toBeLessThan((await middleOf(page, 'choroid')).y);
    // The phantom's layers sink from the first A-scan to the last.
    await keepScreenshot(page, `volume-3d-${eye}`);
    const [early, late] = (await upperEdge(page)) as [number, number];
    expect(late).toBeGreaterThan(early + 5);
    expect(complaints.filter(noise)).toEqual([]);
  },
  60_000,
);

test('it turns by mouse and keys, comes back from its address, follows the window, and goes away again', async () => {
  const { page, complaints } = await open('od.vol', '');
  await page.locator('[data-pane="bscan"] canvas[data-frame]').waitFor();
  await page.keyboard.press('t');
  await drawn(page).waitFor();
  await expect.poll(() => page.url()).toContain('camera=30%7E25%7E1%7E1');
  const box = await pane(page).locator('canvas').boundingBox();
  if (box === null) throw new Error('Expected the 3-D view on screen.');
  await page.mouse.move(box.x + 200, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + 250, box.y + 75);
  await page.mouse.up();
  await expect.poll(() => page.url()).toContain('camera=50%7E15%7E1%7E1');
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await page.keyboard.press('Control+Shift+ArrowUp');
  await page.keyboard.press('Shift+PageUp');
  await pane(page).getByText('×3', { exact: true }).click();
  await expect.poll(() => page.url()).toContain('camera=35%7E30%7E1.25%7E3');
  await pane(page).getByText('vertical ×3, not to scale').waitFor();
  await page.keyboard.press('Shift+t');
  await expect.poll(() => page.url()).toContain('camera=30%7E25%7E1%7E1');
  await page.reload();
  await drawn(page).waitFor();
  const usual = await pane(page).locator('canvas').screenshot();
  // Black up to where no grey of the phantom is left: see-through.
  await page.getByRole('textbox', { name: 'Black up to' }).fill('200');
  await page.keyboard.press('Tab');
  await expect.poll(async () => brightness(await pane(page).locator('canvas').screenshot())).toBeLessThan((await brightness(usual)) / 2);
  await pane(page).locator('canvas').click();
  await page.keyboard.press('r');
  await page.keyboard.press('v');
  await pane(page).waitFor({ state: 'detached' });
  await page.locator('[data-pane="across"] canvas[data-ready="true"]').waitFor();
  expect(page.url()).not.toContain('camera=');
  expect(complaints.filter(noise)).toEqual([]);
}, 60_000);

const brightness = async (shot: Buffer) => (await sharp(shot).greyscale().stats()).channels[0]?.mean ?? 0;

test('what is no raster, has no spacing or no graphics says so', async () => {
  const { page, complaints } = await open('radial.vol', 'camera=');
  await pane(page).getByText('Radial B-scans cross in the centre').waitFor();
  await page.goto(`${made.program.address}/#/label/${made.workspace.items['bare.nii']}?camera=`);
  await pane(page).getByText('The file does not say how its B-scans lie').waitFor();
  await page.addInitScript(`
    const ask = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return kind === 'webgl2' ? null : ask.call(this, kind, ...rest); };`);
  await page.goto('about:blank');
  await page.goto(`${made.program.address}/#/label/${made.workspace.items['od.vol']}?camera=`);
  await pane(page).getByText('Expected WebGL 2 to draw in 3-D').waitFor();
  expect(await page.locator('[data-pane="bscan"] canvas[data-frame]').count()).toBe(1);
  expect(complaints.filter(noise)).toEqual([]);
}, 60_000);

// A device's full-size volume takes a while to make, and only the picture needs it.
if (process.env.FOVEA_GUIDE === '1')
  test('the guide shows a device’s raster', async () => {
    const root = mkdtempSync(join(tmpdir(), 'fovea-guide-'));
    const { raster } = await volumeWorkspace(join(root, 'workspace'));
    const shown = await startProgram(join(root, 'workspace'));
    try {
      const { page } = await openPage(made.browser, shown.address);
      await page.goto(await shown.newLink());
      await page.goto(`${shown.address}/#/label/${raster}?camera=30~30~1~3`);
      await drawn(page).waitFor();
      await page.waitForLoadState('networkidle');
      await keepGuidePicture(page, 'volumes-2-3d');
    } finally {
      await shown.end('SIGTERM');
      rmSync(root, { recursive: true, force: true });
    }
  }, 120_000);
