// How long a window waits: for a hundred thumbnails and for a query; and how long after an import until its thumbnails are there. With
// nothing else to do and while a training runs, always with a second window open that follows everything.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { fovea } from '../../experiments/commandLine.ts';
import { formatNumber } from '../../src/shared/units.ts';
import { launchBrowser } from '../../tests/e2e/browser.ts';
import { type Program, startProgram } from '../../tests/e2e/program.ts';
import { apiOf, outcomeOf } from '../../tests/e2e/testing/api.ts';

const images = 400;
const shown = 100;
const repeats = 7;
/** Imports of the same folder: after so many the background is left alone, after as many a window asks at once. */
const imports = 3;
/** Longer than everything that is measured meanwhile; cancelled at the end. */
const epochs = 2000;

interface Row {
  name: string;
  ms: number[];
}

interface Setting {
  browser: Browser;
  program: Program;
  workspace: string;
  /** Of scans. */
  folder: string;
  meanwhile: string;
}

const answerSchema = z.object({ result: z.object({ data: z.object({ items: z.array(z.object({ id: z.string() })) }) }) });

export async function benchWindow(): Promise<{ table: string; numbers: { rows: Row[] } }> {
  const scratch = mkdtempSync(join(tmpdir(), 'fovea-window-'));
  const workspace = join(scratch, 'workspace');
  await fovea(
    workspace,
    'phantom',
    'oct-bscan',
    '--out',
    join(scratch, 'phantom'),
    '--images',
    String(images),
    '--patients',
    '80',
    '--seed',
    '3',
  );
  const folder = join(scratch, 'phantom', 'images');
  const program = await startProgram(workspace);
  const browser = await launchBrowser();
  const rows: Row[] = [];
  try {
    const other = await openWindow(browser, program);
    await importFolder(workspace, folder, 'phantom');
    await allMade(workspace);
    await fovea(workspace, 'split', 'phantom', '--name', 'main', '--seed', '1');
    for (const meanwhile of ['nothing else', 'a training']) {
      if (meanwhile === 'a training') {
        // Cut off when the program ends.
        fovea(workspace, 'train', '--dataset', 'phantom', '--split', 'main', '--set', `training.epochs=${epochs}`).catch(() => undefined);
        await other.page.getByText('running').first().waitFor();
      }
      const setting = { browser, program, workspace, folder, meanwhile };
      rows.push(...(await measureImports(setting)), ...(await measureWindows(setting)));
    }
  } finally {
    await browser.close();
    await program.end('SIGTERM');
    rmSync(scratch, { recursive: true, force: true });
  }
  return { table: tableOf(rows), numbers: { rows } };
}

/** The same scans under other names: what was made of them is removed before. */
async function measureImports({ browser, program, workspace, folder, meanwhile }: Setting): Promise<Row[]> {
  const ahead: Row = { name: `${images} thumbnails made in the background after an import, beside ${meanwhile}`, ms: [] };
  const at: Row = { name: `${shown} thumbnails in a window, asked for when the import ends, beside ${meanwhile}`, ms: [] };
  for (let i = 0; i < imports; i++) {
    removeThumbnails(workspace);
    await importFolder(workspace, folder, `${meanwhile} ${i}`);
    const start = performance.now();
    await allMade(workspace);
    ahead.ms.push(performance.now() - start);
  }
  for (let i = imports; i < 2 * imports; i++) {
    removeThumbnails(workspace);
    const { page, close } = await openWindow(browser, program);
    const dataset = await importFolder(workspace, folder, `${meanwhile} ${i}`);
    const { items } = await askPage(page, dataset);
    at.ms.push(await page.evaluate<number>(loadPictures(items)));
    await close();
    await allMade(workspace);
  }
  return [ahead, at];
}

/** The background has nothing to do any more: what is removed is made for the window that asks, and for nobody else. */
async function measureWindows({ browser, program, workspace, meanwhile }: Setting): Promise<Row[]> {
  const query: Row = { name: `a page of ${shown} items, beside ${meanwhile}`, ms: [] };
  const made: Row = { name: `${shown} thumbnails made for the first time, beside ${meanwhile}`, ms: [] };
  const again: Row = { name: `${shown} thumbnails that are there, in a new window, beside ${meanwhile}`, ms: [] };
  for (let i = 0; i < repeats; i++) {
    removeThumbnails(workspace);
    for (const row of [made, again]) {
      const { page, close } = await openWindow(browser, program);
      const { ms, items } = await askPage(page, 'phantom');
      row.ms.push(await page.evaluate<number>(loadPictures(items)));
      if (row === again) query.ms.push(ms);
      await close();
    }
  }
  return [query, made, again];
}

/** Resolves when the import has ended, as the window hears of it. */
async function importFolder(workspace: string, folder: string, name: string): Promise<string> {
  const { dataset } = await outcomeOf(await apiOf(workspace).datasets.import.mutate({ folder, name }));
  return dataset.id;
}

const thumbnailsOf = (workspace: string): string[] =>
  readdirSync(join(workspace, 'thumbnails'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.jpeg'))
    .map(name => join(workspace, 'thumbnails', name));

async function allMade(workspace: string): Promise<void> {
  while (thumbnailsOf(workspace).length < images) await delay(20);
}

function removeThumbnails(workspace: string): void {
  for (const path of thumbnailsOf(workspace)) rmSync(path);
}

async function askPage(page: Page, dataset: string): Promise<{ ms: number; items: string[] }> {
  const { ms, body } = await page.evaluate<{ ms: number; body: unknown }>(pageOfItems(dataset));
  return { ms, items: answerSchema.parse(body).result.data.items.map(({ id }) => id) };
}

/** A window of its own: nothing is in its cache, and its one subscription follows everything. */
async function openWindow(browser: Browser, program: Program) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(await program.newLink());
  await page.waitForLoadState('networkidle');
  return { page, close: () => context.close() };
}

function pageOfItems(dataset: string): string {
  const input = encodeURIComponent(JSON.stringify({ filter: { dataset }, offset: 0, limit: shown }));
  return `(async () => {
    const start = performance.now();
    const body = await (await fetch('/trpc/items.page?input=${input}')).json();
    return { ms: performance.now() - start, body };
  })()`;
}

function loadPictures(ids: readonly string[]): string {
  return `(async () => {
    const start = performance.now();
    await Promise.all(${JSON.stringify(ids)}.map(id => {
      const picture = new Image();
      picture.src = '/items/' + id + '/thumbnail?px=256';
      return picture.decode();
    }));
    return performance.now() - start;
  })()`;
}

function tableOf(rows: readonly Row[]): string {
  const head = ['until there are', 'times', 'ms: median', 'most'];
  const cells = rows.map(({ name, ms }) => {
    const sorted = [...ms].sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] as number;
    return [name, String(ms.length), `**${formatNumber(median, 0)}**`, formatNumber(sorted.at(-1) as number, 0)];
  });
  return [head, head.map(() => '---'), ...cells].map(row => `| ${row.join(' | ')} |`).join('\n');
}
