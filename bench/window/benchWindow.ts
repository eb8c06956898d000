// How long a window waits: for a hundred thumbnails and for a query, with nothing else to do and while a training runs, always with a
// second window open that follows everything.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { fovea } from '../../experiments/commandLine.ts';
import { formatNumber } from '../../src/shared/units.ts';
import { launchBrowser } from '../../tests/e2e/browser.ts';
import { type Program, startProgram } from '../../tests/e2e/program.ts';

const images = 400;
const shown = 100;
const repeats = 7;
/** Longer than everything that is measured meanwhile; cancelled at the end. */
const epochs = 500;

interface Row {
  name: string;
  ms: number[];
}

const answerSchema = z.object({ result: z.object({ data: z.object({ items: z.array(z.object({ id: z.string() })) }) }) });

export async function benchWindow(): Promise<{ table: string; numbers: { rows: Row[] } }> {
  const scratch = mkdtempSync(join(tmpdir(), 'fovea-window-'));
  const workspace = join(scratch, 'workspace');
  const folder = join(scratch, 'phantom');
  await fovea(workspace, 'phantom', 'oct-bscan', '--out', folder, '--images', String(images), '--patients', '80', '--seed', '3');
  await fovea(workspace, 'import', join(folder, 'images'), '--name', 'phantom');
  await fovea(workspace, 'split', 'phantom', '--name', 'main', '--seed', '1');
  const program = await startProgram(workspace);
  const browser = await launchBrowser();
  const rows: Row[] = [];
  try {
    const other = await openWindow(browser, program);
    for (const meanwhile of ['nothing else', 'a training']) {
      if (meanwhile === 'a training') {
        // Cut off when the program ends.
        fovea(workspace, 'train', '--dataset', 'phantom', '--split', 'main', '--set', `training.epochs=${epochs}`).catch(() => undefined);
        await other.page.getByText('running').first().waitFor();
      }
      rows.push(...(await measure(browser, program, meanwhile, meanwhile === 'a training' ? 200 : 0)));
    }
  } finally {
    await browser.close();
    await program.end('SIGTERM');
    rmSync(scratch, { recursive: true, force: true });
  }
  return { table: tableOf(rows), numbers: { rows } };
}

/** `from`: the first hundred items from here on have no thumbnail yet. */
async function measure(browser: Browser, program: Program, meanwhile: string, from: number): Promise<Row[]> {
  const query: Row = { name: `a page of ${shown} items, beside ${meanwhile}`, ms: [] };
  const made: Row = { name: `${shown} thumbnails made for the first time, beside ${meanwhile}`, ms: [] };
  const again: Row = { name: `${shown} thumbnails in a new window, beside ${meanwhile}`, ms: [] };
  for (let i = 0; i <= repeats; i++) {
    const { page, close } = await openWindow(browser, program);
    const asked = await page.evaluate<{ ms: number; body: unknown }>(pageOfItems(from));
    const { items } = answerSchema.parse(asked.body).result.data;
    const ms = await page.evaluate<number>(loadPictures(items.map(({ id }) => id)));
    if (i > 0) query.ms.push(asked.ms);
    (i === 0 ? made : again).ms.push(ms);
    await close();
  }
  return [query, made, again];
}

/** A window of its own: nothing is in its cache, and its one subscription follows everything. */
async function openWindow(browser: Browser, program: Program) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(await program.newLink());
  await page.waitForLoadState('networkidle');
  return { page, close: () => context.close() };
}

function pageOfItems(offset: number): string {
  return `(async () => {
    const datasets = await (await fetch('/trpc/datasets.list')).json();
    const input = { filter: { dataset: datasets.result.data[0].id }, offset: ${offset}, limit: ${shown} };
    const start = performance.now();
    const body = await (await fetch('/trpc/items.page?input=' + encodeURIComponent(JSON.stringify(input)))).json();
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
