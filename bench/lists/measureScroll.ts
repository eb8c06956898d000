// Scrolls the grid of a large data set in a browser, first steadily, then in leaps, and counts what a person would feel.
import { join } from 'node:path';
import { z } from 'zod';
import { scratchContext } from '../../src/main/jobs/testing/scratch.ts';
import { launchBrowser } from '../../tests/e2e/browser.ts';
import { startProgram } from '../../tests/e2e/program.ts';
import { fillLargeDataset } from '../../tests/e2e/testing/largeDataset.ts';

export interface ScrollResult {
  /** Tasks of the page's main thread that took more than 50 ms of its CPU, and the longest of them. */
  tasks: number;
  longestMs: number;
  frames: number;
  /** By the clock: these also wait for whatever else the machine does. */
  lateFrames: number;
  mostElements: number;
}

const longTaskMs = 50;

const scans = 20_000;

export async function measureScroll(folder: string): Promise<ScrollResult> {
  const workspace = join(folder, 'workspace');
  const context = scratchContext(workspace);
  const dataset = await fillLargeDataset(context, join(folder, 'scans'), scans);
  context.workspace.close();
  const program = await startProgram(workspace);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(program.link);
    await page.goto(`${program.address}/#/data/${dataset}/items`);
    await page.locator('[role=gridcell] img').first().waitFor();
    await page.waitForLoadState('networkidle');
    await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
    const seen = await page.evaluate<Pick<ScrollResult, 'frames' | 'lateFrames' | 'mostElements'>>(scrollScript);
    const tasks = mainThreadTasksMs(await browser.stopTracing());
    return { ...seen, tasks: tasks.filter(ms => ms > longTaskMs).length, longestMs: Math.max(0, ...tasks) };
  } finally {
    await browser.close();
    await program.end('SIGTERM');
  }
}

/** Runs in the page: 300 frames of 60 px, then 60 leaps to anywhere, a frame each. */
const scrollScript = `new Promise(resolve => {
  const grid = document.querySelector('[role=grid]');
  let frame = 0, last = performance.now(), late = 0, most = 0;
  const step = now => {
    if (now - last > 50) late += 1;
    last = now;
    most = Math.max(most, grid.querySelectorAll('*').length);
    frame += 1;
    if (frame <= 300) grid.scrollTop += 60;
    else grid.scrollTop = ((frame * 7919) % 1000) / 1000 * grid.scrollHeight;
    if (frame < 360) requestAnimationFrame(step);
    else setTimeout(() => resolve({ frames: frame, lateFrames: late, mostElements: most }), 500);
  };
  requestAnimationFrame(step);
})`;

const traceSchema = z.object({
  traceEvents: z.array(
    z.looseObject({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      tdur: z.number().optional(),
      args: z.looseObject({ name: z.string().optional() }).optional(),
    }),
  ),
});

/** CPU time of each task of the page's main thread. Trace Event Format: `tdur` in microseconds. */
function mainThreadTasksMs(trace: Buffer): number[] {
  const { traceEvents } = traceSchema.parse(JSON.parse(trace.toString()));
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents.flatMap(({ name, pid, tid, tdur }) =>
    name.endsWith('RunTask') && tdur !== undefined && main.has(`${pid} ${tid}`) ? [tdur / 1000] : [],
  );
}
