import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunSort } from '../../shared/domain/runList.ts';
import type { Store } from './store.ts';
import { exampleRun, storeWithDataset } from './testing/testStore.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fovea-runs-'));
  store = storeWithDataset(folder);
  for (const [index, id] of ['a', 'b', 'c'].entries()) store.runs.insert(exampleRun(id, { name: `run ${id}`, createdMs: index }));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const newest: RunSort = { by: 'created', direction: 'descending' };
const page = (sort: RunSort = newest, filter = {}) => store.runList.page(filter, sort, { offset: 0, limit: 10 }).map(({ id }) => id);

function evaluated(run: string, value: number | null, split = 'val'): void {
  const balancedAccuracy = { value, low: null, high: null, reason: 'too few patients' };
  const results = {
    report: { overall: { balancedAccuracy }, patients: 24, scans: 48 },
    shortcut: { balancedAccuracy: { value: 0.5, low: 0.4, high: 0.6 } },
  };
  store.evaluations.put({ run, split, results, createdMs: 1 });
}

test('the headline follows the evaluation, and validation stands before the test', () => {
  evaluated('a', 0.5, 'test');
  evaluated('a', 0.7);
  evaluated('a', 0.8);
  const [row] = store.runList.page({ search: 'RUN A' }, newest, { offset: 0, limit: 1 });
  expect(row).toMatchObject({
    dataset: 'scans',
    split: 'main',
    architecture: 'x',
    headlineSplit: 'val',
    value: 0.8,
    patients: 24,
    scans: 48,
  });
  expect(row).toMatchObject({ reason: 'too few patients', shortcut: { value: 0.5, low: 0.4, high: 0.6 }, testOpenings: null });
  store.testOpenings.add({ run: 'b', dataset: 'scans', split: 'main', reason: 'why', author: 'me', atMs: 1 });
  evaluated('b', 0.6, 'test');
  expect(store.runList.page({ search: 'run b' }, newest, { offset: 0, limit: 1 })[0]).toMatchObject({
    headlineSplit: 'test',
    testOpenings: 1,
  });
});

test('a document that is none of ours leaves the run without a headline', () => {
  store.evaluations.put({ run: 'a', split: 'val', results: { accuracy: 1, report: { patients: 'many' } }, createdMs: 1 });
  expect(store.runList.page({}, newest, { offset: 2, limit: 1 })[0]).toMatchObject({ id: 'a', headlineSplit: null, value: null });
});

test('what a row lacks comes last, whichever way it is sorted', () => {
  evaluated('b', 0.9);
  evaluated('c', 0.6);
  expect(page({ by: 'metric', direction: 'descending' })).toEqual(['b', 'c', 'a']);
  expect(page({ by: 'metric', direction: 'ascending' })).toEqual(['c', 'b', 'a']);
  expect(page({ by: 'shortcut', direction: 'ascending' })).toEqual(['c', 'b', 'a']);
  store.runs.setState('a', 'running', 10);
  store.runs.setState('a', 'finished', 30);
  expect(page({ by: 'time', direction: 'descending' })).toEqual(['a', 'c', 'b']);
});

test('filters narrow, facets count, and pages follow each other', () => {
  store.runs.annotate('a', { name: 'run a', note: 'the one for the paper', tags: ['paper', 'x,y'] });
  store.runs.annotate('c', { name: 'Other', note: '', tags: ['paper'] });
  store.runs.setState('b', 'failed', 5);
  expect(page(newest, { tag: 'paper' })).toEqual(['c', 'a']);
  expect(page(newest, { tag: 'x,y', search: 'PAPER' })).toEqual(['a']);
  expect(page(newest, { states: ['failed', 'running'] })).toEqual(['b']);
  expect(page(newest, { kinds: ['evaluate'] })).toEqual([]);
  expect([store.runList.count({}), store.runList.count({ dataset: 'scans', states: ['queued'] })]).toEqual([3, 2]);
  expect(store.runList.facets()).toMatchObject({
    states: [
      { value: 'queued', count: 2 },
      { value: 'failed', count: 1 },
    ],
    datasets: [{ value: 'scans', count: 3 }],
    tags: [
      { value: 'paper', count: 2 },
      { value: 'x,y', count: 1 },
    ],
  });
  expect(page({ by: 'name', direction: 'ascending' })).toEqual(['c', 'a', 'b']);
  expect(store.runList.page({}, newest, { offset: 1, limit: 1 })[0]?.id).toBe('b');
  expect(store.runList.ids({ tag: 'paper' }, { by: 'name', direction: 'ascending' })).toEqual(['c', 'a']);
});

test('a run knows the runs made from it', () => {
  store.runs.insert(exampleRun('d', { parent: 'a', createdMs: 9, rerun: 'exactly' }));
  expect(store.runs.childrenOf('a').map(({ id, rerun }) => [id, rerun])).toEqual([['d', 'exactly']]);
});
