// How long a volume lets a person wait: until its first B-scan is there after the click, from one B-scan to the next, until all of it is
// there, until an en face picture is; and how long other readers take to open the same files.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { fovea } from '../../experiments/commandLine.ts';
import { formatNumber } from '../../src/shared/units.ts';
import { launchBrowser } from '../../tests/e2e/browser.ts';
import { startProgram } from '../../tests/e2e/program.ts';
import { type Comparison, compare } from '../orchestrate.ts';
import { volumePeersPython, volumeReaderCommand } from '../peers/peerCommands.ts';
import { compared } from '../report.ts';
import { shape, writeVolumeFiles } from './volumeFiles.ts';

/** Programs started anew: the first click of a session is the slowest. */
const sessions = 5;
const rounds = 7;
const patienceMs = 30_000;

interface Row {
  name: string;
  goalMs: number | null;
  ms: number[];
}

export async function benchVolumes(): Promise<{ table: string; numbers: Record<string, unknown> }> {
  const scratch = mkdtempSync(join(tmpdir(), 'fovea-volumes-'));
  try {
    const files = writeVolumeFiles(join(scratch, 'scans'));
    const rows = await measureWindow(scratch);
    const comparisons = await compareReaders(files);
    const { table, numbers } = compared(comparisons);
    return { table: `${tableOf(rows)}\n\n${table}`, numbers: { rows, ...numbers } };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function measureWindow(scratch: string): Promise<Row[]> {
  const workspace = join(scratch, 'workspace');
  await fovea(workspace, 'import', join(scratch, 'scans'), '--name', 'volumes');
  const browser = await launchBrowser();
  const rows = new Map<string, Row>();
  try {
    for (let session = 0; session < sessions; session++) {
      const program = await startProgram(workspace);
      try {
        for (const [name, { goalMs, ms }] of Object.entries(await measureSession(browser, await program.newLink()))) {
          const row = rows.get(name) ?? { name, goalMs, ms: [] };
          row.ms.push(...ms);
          rows.set(name, row);
        }
      } finally {
        await program.end('SIGTERM');
      }
    }
  } finally {
    await browser.close();
  }
  return [...rows.values()];
}

const timesSchema = z.record(z.string(), z.object({ goalMs: z.number().nullable(), ms: z.array(z.number()) }));
type Times = z.infer<typeof timesSchema>;

/** In a window that nothing is cached in. */
async function measureSession(browser: Browser, link: string): Promise<Times> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  await page.goto(link);
  await page.waitForLoadState('networkidle');
  // Where a person comes from: the data set's grid, with its thumbnails.
  const grid = await gridOf(page);
  await page.evaluate(`location.hash = '${grid}'`);
  await page.locator('[role="grid"] img').nth(1).waitFor();
  const items = Object.entries(await itemsOf(page))
    .sort()
    .reverse();
  const times: Times = {};
  for (const [kind, item] of items) {
    const what = kind === items[0]?.[0] ? ', the first volume of the session' : '';
    const seen = viewedSchema.parse(await page.evaluate(lookAt(item, grid)));
    add(times, `${kind}: first B-scan in the viewer after the click${what}`, 1000, [seen.firstMs]);
    add(times, `${kind}: the next B-scan in the viewer, a turn of the wheel`, 50, seen.stepsMs);
  }
  for (const [kind, item] of items) {
    for (const [name, ms] of Object.entries(bytesSchema.parse(await page.evaluate(askFor(item))))) add(times, `${kind}: ${name}`, null, ms);
  }
  await context.close();
  return times;
}

function add(times: Times, name: string, goalMs: number | null, ms: number[]): void {
  times[name] = { goalMs, ms: [...(times[name]?.ms ?? []), ...ms] };
}

const answerSchema = z.object({ result: z.object({ data: z.object({ items: z.array(z.object({ id: z.string(), path: z.string() })) }) }) });

const datasetsSchema = z.object({ result: z.object({ data: z.tuple([z.object({ id: z.string() })]) }) });

async function gridOf(page: Page): Promise<string> {
  const { result } = datasetsSchema.parse(await page.evaluate("fetch('/trpc/datasets.list').then(answer => answer.json())"));
  return `#/data/${result.data[0].id}/items`;
}

async function itemsOf(page: Page): Promise<Record<string, string>> {
  const input = encodeURIComponent(JSON.stringify({ filter: { dataset: 'volumes' }, offset: 0, limit: 10 }));
  const answer = answerSchema.parse(await page.evaluate(`fetch('/trpc/items.page?input=${input}').then(answer => answer.json())`));
  return Object.fromEntries(answer.result.data.items.map(({ id, path }) => [path.endsWith('.vol') ? '.vol' : '.e2e', id]));
}

const viewedSchema = z.object({ firstMs: z.number(), stepsMs: z.array(z.number()) });

/** Runs in the page. A B-scan is there in the first frame that the browser draws after its canvas holds it. */
function lookAt(item: string, grid: string): string {
  return `(async () => {
    const pane = () => document.querySelector('[data-pane="bscan"] canvas');
    const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
    const drawn = async isThere => {
      const limit = performance.now() + ${patienceMs};
      while (!isThere()) {
        if (performance.now() > limit) throw new Error('Expected a B-scan in the viewer, there is none: ' + document.body.innerText.slice(0, 500));
        await frame();
      }
      await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
    };
    const timed = async (act, isThere) => { const start = performance.now(); act(); await drawn(isThere); return performance.now() - start; };
    const firstMs = await timed(
      () => { location.hash = '#/label/${item}'; },
      () => location.hash.includes('${item}') && pane()?.dataset.frame !== undefined && pane().dataset.late !== 'true',
    );
    const stepsMs = [];
    for (let step = 0; step < 40; step++) {
      const at = Number(pane().dataset.frame);
      const by = at + 1 < ${shape.bscans} && step < 20 ? 1 : -1;
      const event = new WheelEvent('wheel', { deltaY: 100 * by, bubbles: true, cancelable: true });
      stepsMs.push(await timed(() => pane().dispatchEvent(event), () => Number(pane().dataset.frame) === at + by));
    }
    location.hash = '${grid}';
    await drawn(() => pane() === null);
    return { firstMs, stepsMs };
  })()`;
}

const bytesSchema = z.record(z.string(), z.array(z.number()));

/** Runs in the page: what the viewer asks for, one after the other and with nothing kept. */
function askFor(item: string): string {
  return `(async () => {
    const timed = async work => { const start = performance.now(); await work(); return performance.now() - start; };
    const bytes = async path => (await fetch(path, { cache: 'no-store' })).arrayBuffer();
    const picture = async path => (await createImageBitmap(await (await fetch(path, { cache: 'no-store' })).blob())).close();
    const at = '/items/${item}';
    const slab = at + '/enface?projection=mean&upper=ILM&lower=BM';
    const times = { 'a B-scan as PNG, fetched and decoded': [], 'the whole volume as grey, NIfTI': [], 'en face, mean from ILM to BM, other offsets each time': [] };
    const [pictures, whole, enFace] = Object.values(times);
    for (let frame = 0; frame < ${shape.bscans}; frame++) pictures.push(await timed(() => picture(at + '/display?frame=' + frame)));
    for (let i = 0; i < 3; i++) whole.push(await timed(() => bytes(at + '/volume')));
    for (let i = 0; i < 5; i++) enFace.push(await timed(() => bytes(slab + '&upperUm=' + i)));
    return times;
  })()`;
}

async function compareReaders({ vol, e2e }: { vol: string; e2e: string }): Promise<Comparison[]> {
  const python = volumePeersPython();
  const results: Comparison[] = [];
  for (const [path, library, task] of [
    [vol, 'eyepy', 'first'],
    [vol, 'eyepy', 'all'],
    [e2e, 'oct-converter', 'all'],
  ] as const) {
    const kind = path.slice(path.lastIndexOf('.'));
    const title = `${kind}: open, ${task === 'first' ? 'one B-scan' : `all ${shape.bscans} B-scans`}`;
    process.stderr.write(`${title} …\n`);
    const subject = {
      name: 'Fovea',
      command: process.execPath,
      args: [join(import.meta.dirname, 'worker.ts'), '--task', task, '--path', path],
    };
    results.push(await compare({ title, subject, peers: [volumeReaderCommand(python, { library, task, path })], rounds, stepsPerTurn: 3 }));
  }
  return results;
}

function tableOf(rows: readonly Row[]): string {
  const head = ['until it is in the window', 'goal, ms', 'times', 'ms: median', '95 %', 'most'];
  const cells = rows.map(({ name, goalMs, ms }) => {
    const sorted = [...ms].sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
    const told = (value: number) => formatNumber(value, value < 100 ? 1 : 0);
    return [
      name,
      goalMs === null ? '–' : `≤ ${formatNumber(goalMs)}`,
      String(ms.length),
      `**${told(at(0.5))}**`,
      told(at(0.95)),
      told(at(1)),
    ];
  });
  return [head, head.map(() => '---'), ...cells].map(row => `| ${row.join(' | ')} |`).join('\n');
}
