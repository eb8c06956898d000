// The list of ten thousand runs: how long the main process takes for a page of it, its whole order, its counts, in any order.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listRuns } from '../../src/main/jobs/runSummaries.ts';
import { scratchContext } from '../../src/main/jobs/testing/scratch.ts';
import type { Store } from '../../src/main/store/store.ts';
import { exampleRun } from '../../src/main/store/testing/testStore.ts';
import { runOrders } from '../../src/shared/domain/runList.ts';
import { formatNumber } from '../../src/shared/units.ts';

const runs = 10_000;
const repeats = 9;

interface Row {
  name: string;
  /** CPU time of the main thread, which other work on the machine does not lengthen. */
  cpuMs: number;
}

export async function benchRuns(): Promise<{ table: string; numbers: { rows: Row[] } }> {
  const scratch = mkdtempSync(join(tmpdir(), 'fovea-runs-'));
  const context = scratchContext(join(scratch, 'workspace'));
  const { store } = context.workspace;
  try {
    fill(store);
    const rows: Row[] = [];
    for (const by of runOrders) {
      const sort = { by, direction: 'descending' } as const;
      rows.push(measured(`page of 100 from the middle, by ${by}`, () => store.runList.page({}, sort, { offset: runs / 2, limit: 100 })));
    }
    const newest = { by: 'created', direction: 'descending' } as const;
    const filter = { states: ['failed' as const], tag: 'good', search: 'sweep' };
    rows.push(
      measured('page of 100, filtered by state, tag and words', () => store.runList.page(filter, newest, { offset: 0, limit: 100 })),
    );
    rows.push(measured('ids of the whole list', () => store.runList.ids({}, newest)));
    rows.push(measured('counts of every filter value', () => store.runList.facets()));
    rows.push(measured('for comparison: every run read whole', () => listRuns(context), 3));
    return { table: tableOf(rows), numbers: { rows } };
  } finally {
    context.workspace.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function fill(store: Store): void {
  store.transaction(() => {
    for (let i = 0; i < runs; i++) {
      const id = `r${i}`;
      const value = 0.5 + ((i * 7919) % 500) / 1000;
      const estimate = { value, low: value - 0.05, high: value + 0.04 };
      store.runs.insert(exampleRun(id, { name: `sweep-${i}`, createdMs: i }));
      store.runs.setState(id, 'running', i);
      store.runs.setState(id, i % 17 === 0 ? 'failed' : 'finished', i + ((i * 31) % 1000));
      const report = { overall: { balancedAccuracy: estimate }, patients: 40, scans: 80 };
      store.evaluations.put({ run: id, split: 'val', results: { report, shortcut: { balancedAccuracy: estimate } }, createdMs: i });
      if (i % 10 === 0) store.runs.annotate(id, { name: `sweep-${i}`, note: 'a note', tags: ['sweep', i % 3 === 0 ? 'good' : 'bad'] });
    }
  });
}

function measured(name: string, ask: () => unknown, times = repeats): Row {
  ask();
  const taken = Array.from({ length: times }, () => {
    const before = process.threadCpuUsage();
    ask();
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  }).sort((a, b) => a - b);
  return { name, cpuMs: taken[Math.floor(taken.length / 2)] as number };
}

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(({ name, cpuMs }) => `| ${name} | ${formatNumber(cpuMs, 1)} |`);
  return [`| ${formatNumber(runs)} runs | CPU, ms: median |`, '| --- | --- |', ...lines].join('\n');
}
