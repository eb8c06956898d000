// The pictures of the guide, taken by the tests that walk its way. With FOVEA_GUIDE=1 they replace those in docs/guide/images.
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { keepScreenshot } from './browser.ts';

const images = fileURLToPath(new URL('../../docs/guide/images/', import.meta.url));

/** As `keepScreenshot`; in the guide with 256 colours, which a window of greys does not miss, unless there is a heat map in it. */
export async function keepGuidePicture(page: Page, name: string): Promise<void> {
  await keepScreenshot(page, name);
  if (process.env.FOVEA_GUIDE !== '1') return;
  const taken = await page.screenshot();
  const options = name.endsWith('heat-map') ? { compressionLevel: 9 } : { palette: true, quality: 90, effort: 10 };
  await sharp(taken).png(options).toFile(`${images}${name}.png`);
}
