// Long lists: how long the main process takes for a page of 100 from 100,000 items under any filter, and how smoothly the grid of
// 20,000 scans scrolls in a browser.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itemFacets } from '../../src/main/jobs/items/facets.ts';
import { idsAtMost, itemNeighbours, itemPage } from '../../src/main/jobs/items/listItems.ts';
import { labelItems } from '../../src/main/jobs/labels/labelItems.ts';
import { addProfile } from '../../src/main/jobs/profiles.ts';
import { scratchContext } from '../../src/main/jobs/testing/scratch.ts';
import { exampleRun } from '../../src/main/store/testing/testStore.ts';
import type { ItemFilter } from '../../src/shared/domain/itemFilter.ts';
import { formatNumber } from '../../src/shared/units.ts';
import { fillLargeDataset } from '../../tests/e2e/testing/largeDataset.ts';
import { measureScroll, type ScrollResult } from './measureScroll.ts';

const items = 100_000;
const predicted = 20_000;
const repeats = 9;
const dataset = 'large';

interface Row {
  name: string;
  /** Wall time, and the CPU time of the main thread, which other work on the machine does not lengthen. */
  ms: number[];
  cpuMs: number[];
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

export async function benchLists(): Promise<{ table: string; numbers: { rows: Row[]; scroll: ScrollResult } }> {
  const scratch = mkdtempSync(join(tmpdir(), 'fovea-lists-'));
  try {
    const rows = await measureLists(scratch);
    const scroll = await measureScroll(join(scratch, 'scroll'));
    return { table: tableOf(rows, scroll), numbers: { rows, scroll } };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function measureLists(scratch: string): Promise<Row[]> {
  const context = scratchContext(join(scratch, 'workspace'));
  const { store } = context.workspace;
  await fillLargeDataset(context, join(scratch, 'scans'), items, { hasFiles: false });
  const parts = Array.from({ length: items }, (_, i) => ({
    item: `item${i}`,
    part: (['train', 'val', 'test'] as const)[(i >> 2) % 3] ?? 'train',
  }));
  store.splits.insert({ id: 'split', dataset, name: 'main', seed: 1, params: {}, certificate: {}, createdMs: 1 }, parts);
  store.runs.insert(exampleRun('run', { dataset, split: 'split' }));
  const rows = Array.from({ length: predicted }, (_, i) => {
    const p = ((i * 7919) % 1000) / 1000;
    return { item: `item${i}`, label: i % 2, predicted: p > 0.5 ? 0 : 1, logits: [0, 0], probabilities: [p, 1 - p] };
  });
  store.predictions.putMany('run', 'val', rows);
  const profile = addProfile(context, { name: 'Bench' }).id;
  let turn = 0;
  /** A label changes what every list was worked out from, so that nothing is answered from memory of the answer. */
  const change = (): void => {
    const decision = { kind: 'flag' as const, on: turn % 2 === 0 };
    labelItems(context, { dataset, profile, items: [{ item: `item${turn++}` }], decision });
  };
  const results: Row[] = [];
  const start = { ms: performance.now(), cpu: cpuMs() };
  const turns: number[] = [];
  let isReading = true;
  const watching = (async () => {
    for (let before = cpuMs(); isReading; ) {
      await new Promise(resolve => setImmediate(resolve));
      turns.push(cpuMs() - before);
      before = cpuMs();
    }
  })();
  await itemPage(context, { dataset }, { offset: 0, limit: 100 });
  results.push({ name: 'the list read for the first time, whole', ms: [performance.now() - start.ms], cpuMs: [cpuMs() - start.cpu] });
  isReading = false;
  await watching;
  results.push({ name: 'longest turn of the event loop meanwhile', ms: [], cpuMs: [Math.max(...turns)] });
  const measure = async (name: string, ask: () => Promise<unknown>): Promise<void> => {
    await ask();
    const row: Row = { name, ms: [], cpuMs: [] };
    for (let i = 0; i < repeats; i++) {
      change();
      const begin = { ms: performance.now(), cpu: cpuMs() };
      await ask();
      row.ms.push(performance.now() - begin.ms);
      row.cpuMs.push(cpuMs() - begin.cpu);
    }
    results.push(row);
  };
  const filters: Record<string, Partial<ItemFilter>> = {
    'no filter': {},
    'one class': { classes: ['NORMAL'] },
    'label state': { states: ['unlabelled'] },
    'part of a split': { split: 'split', parts: ['val'] },
    patient: { subject: 'subject7' },
    eye: { eyes: ['unknown'] },
    'part of the path': { search: '0999' },
    'finding: patients in several classes': { finding: 'patientsInSeveralClasses' },
    flagged: { flagged: true },
    'mistakes of a run': { run: 'run', wrong: true },
    'by patient': { order: 'patient' },
    'most uncertain of a run first': { run: 'run', order: 'uncertainty' },
  };
  for (const [name, filter] of Object.entries(filters)) {
    await measure(`last page of 100, ${name}`, async () => {
      const { total } = await itemPage(context, { dataset, ...filter }, { offset: 0, limit: 1 });
      await itemPage(context, { dataset, ...filter }, { offset: Math.max(0, total - 100), limit: 100 });
    });
  }
  await measure('counts of every filter value', () => itemFacets(context, { dataset, split: 'split', classes: ['NORMAL'] }));
  await measure('neighbours of an item', () => itemNeighbours(context, { dataset, classes: ['NORMAL'] }, 'item50001'));
  const many = Array.from({ length: idsAtMost }, (_, i) => ({ item: `item${i}` }));
  await measure(`labelling ${formatNumber(idsAtMost)} items at once`, async () => {
    labelItems(context, { dataset, profile, items: many, decision: { kind: 'class', name: 'NORMAL' } });
  });
  context.workspace.close();
  return results;
}

function tableOf(rows: readonly Row[], { tasks, longestMs, frames, lateFrames, mostElements }: ScrollResult): string {
  const median = (ms: readonly number[]): number => [...ms].sort((a, b) => a - b)[Math.floor(ms.length / 2)] ?? Number.NaN;
  const head = [`${formatNumber(items)} items`, 'own CPU, ms: median', 'most', 'wall, ms: median'];
  const lines = rows.map(({ name, ms, cpuMs }) => [
    ...[name, formatNumber(median(cpuMs), 1), formatNumber(Math.max(...cpuMs), 1), formatNumber(median(ms), 1)],
  ]);
  const table = [head, head.map(() => '---'), ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n');
  const scrolled =
    `Scrolling a grid of ${formatNumber(20_000)} scans at 1920 × 1080: ${tasks} tasks over 50 ms of CPU (longest ${formatNumber(longestMs, 0)} ms), ` +
    `${lateFrames} of ${frames} frames later than 50 ms by the clock, ${mostElements} elements in the grid at most.`;
  return `${table}\n\n${scrolled}`;
}
