// Two windows at once, each with its subscription to everything: both still get their answers and their pictures.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { startProgram } from './program.ts';
import { importedWorkspace } from './testing/dataWorkspaces.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('with two windows open a query and a hundred thumbnails still answer in both', async () => {
  const { workspace, dataset } = await importedWorkspace({ CNV: 60, NORMAL: 60 }, 'classFolders');
  const program = await startProgram(workspace);
  const windows = [await openPage(browser, program.address), await openPage(browser, program.address)];
  await windows[0]?.page.goto(program.link);
  await windows[1]?.page.goto(await program.newLink());
  const answers = await Promise.all(
    windows.map(async ({ page }) => {
      await page.goto(`${program.address}/#/data/${dataset}/items`);
      await page.getByRole('gridcell').first().waitFor();
      return page.evaluate<{ items: number; pictures: number }>(`(async () => {
        const input = { filter: { dataset: ${JSON.stringify(dataset)} }, offset: 0, limit: 100 };
        const answer = await (await fetch('/trpc/items.page?input=' + encodeURIComponent(JSON.stringify(input)))).json();
        const { items } = answer.result.data;
        const pictures = await Promise.all(items.map(({ id }) => {
          const picture = new Image();
          picture.src = '/items/' + id + '/thumbnail?px=256';
          return picture.decode().then(() => picture.naturalWidth > 0);
        }));
        return { items: items.length, pictures: pictures.filter(Boolean).length };
      })()`);
    }),
  );
  expect(answers).toEqual([
    { items: 100, pictures: 100 },
    { items: 100, pictures: 100 },
  ]);
  for (const { complaints } of windows) expect(complaints).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});
