import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { scratchFolder } from '../jobs/testing/scratch.ts';
import { itemId } from './item.ts';
import type { Store } from './store.ts';
import { exampleItem, exampleLabel, exampleRun, storeWithDataset } from './testing/testStore.ts';

let scratch: ReturnType<typeof scratchFolder>;
let store: Store;
beforeEach(() => {
  scratch = scratchFolder();
  store = storeWithDataset(scratch.path);
});
afterEach(() => {
  store.close();
  scratch.remove();
});

/** Writes past the typed functions, as a bug or another program would. */
function tamper(sql: string): void {
  const db = new Database(store.path);
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

test('items come back as they were inserted, once, and by path', () => {
  const items = [exampleItem(2), exampleItem(1, { frame: 3, facts: { fill: 0.5, nested: [1, null] } })];
  expect(store.items.insertMany(items)).toBe(2);
  expect(store.items.insertMany(items)).toBe(0);
  expect(store.items.list('d')).toEqual([items[1], items[0]]);
  expect(store.items.get('item2')).toEqual(items[0]);
  expect(() => store.items.get('none')).toThrow(expect.objectContaining({ code: 'notFound' }));
  expect(store.datasets.get('scans').itemCount).toBe(2);
});

test('a file whose content changed since its import is a conflict, frames of one file are not', () => {
  store.items.insertMany([exampleItem(1), exampleItem(2, { path: 'a.dcm', frame: 0 }), exampleItem(3, { path: 'a.dcm', frame: 1 })]);
  expect(() => store.items.insertMany([exampleItem(4), { ...exampleItem(5), path: exampleItem(1).path }])).toThrow(
    expect.objectContaining({ code: 'conflict' }),
  );
  expect(store.datasets.get('d').itemCount).toBe(3);
});

test('an item’s id depends on data set, path, frame and content, and on nothing else', () => {
  const place = { datasetName: 'scans', path: 'CNV/1.png', frame: null, sha256: 'f'.repeat(64) };
  expect(itemId(place)).toBe(itemId({ ...place }));
  expect(itemId(place)).toMatch(/^[0-9a-f]{20}$/);
  const others = [{ datasetName: 'other' }, { path: 'CNV/2.png' }, { frame: 0 }, { sha256: 'e'.repeat(64) }].map(change =>
    itemId({ ...place, ...change }),
  );
  expect(new Set([itemId(place), ...others]).size).toBe(5);
});

test('a long list comes in pieces, by path, each item with its labels', () => {
  store.items.insertMany(Array.from({ length: 50 }, (_, index) => exampleItem(index)));
  store.items.insertMany([exampleItem(60, { path: 'a.dcm', frame: 1 }), exampleItem(61, { path: 'a.dcm', frame: 0 })]);
  store.labels.append(Array.from({ length: 40 }, (_, index) => exampleLabel(`item${index}`, index % 2 === 0 ? 'CNV' : 'NORMAL')));
  store.labels.append([exampleLabel('item7', 'flagged', { task: 'flag', source: 'human' })]);
  const pieces = [];
  for (let after = null as ReturnType<typeof store.items.listed>[number] | null; ; ) {
    const piece = store.items.listed('d', after, 7);
    pieces.push(...piece);
    after = piece.at(-1) ?? null;
    if (after === null) break;
  }
  const numbers = [...Array(50).keys()].map(index => `item${index}`);
  expect(pieces.map(({ id }) => id)).toEqual([...numbers, 'item61', 'item60']);
  expect(pieces[7]).toMatchObject({ kind: 'class', value: 'NORMAL', source: 'import', flagged: 1, excluded: 0 });
  expect(pieces[45]).toMatchObject({ event: null, kind: null, value: null, flagged: 0 });
  expect(store.items.listedOne('item7')).toEqual(pieces[7]);
});

test('identifiers stand in one table and go without taking anything with them', () => {
  store.items.insertMany([exampleItem(1)]);
  store.patients.insertMany([{ subject: 'subject0', identifier: '1016042', createdMs: 1 }]);
  store.patients.insertMany([{ subject: 'subject0', identifier: 'again', createdMs: 2 }]);
  expect(store.patients.find('subject0')?.identifier).toBe('1016042');
  expect(store.patients.ofDataset('d')).toHaveLength(1);
  store.patients.deleteAll();
  expect(store.patients.find('subject0')).toBeNull();
  expect(store.items.get('item1').subject).toBe('subject0');
});

test('a data set goes with its items, splits and lone patients; runs stay', () => {
  store.datasets.insert({ id: 'e', name: 'others', classes: [], report: {}, createdMs: 1 });
  store.items.insertMany([exampleItem(1), exampleItem(9), exampleItem(2, { dataset: 'e', subject: 'subject0' })]);
  const patient = (subject: string) => ({ subject, identifier: subject, createdMs: 1 });
  store.patients.insertMany([patient('subject0'), patient('subject2')]);
  const split = { id: 's', dataset: 'd', name: 'main', seed: 1, params: { ratios: [0.5, 0.5] }, certificate: { leaks: 0 }, createdMs: 1 };
  store.splits.insert(split, [{ item: 'item1', part: 'train' }]);
  store.runs.insert(exampleRun('r', { dataset: 'd', split: 's' }));
  store.datasets.delete('d');
  expect(store.items.list('d')).toEqual([]);
  expect(() => store.splits.get('d', 'main')).toThrow(expect.objectContaining({ code: 'notFound' }));
  expect([store.patients.find('subject0')?.identifier, store.patients.find('subject2')]).toEqual(['subject0', null]);
  expect(store.runs.get('r')).toMatchObject({ dataset: null, split: null });
});

test('names are unique, and an unknown one is answered with the known ones', () => {
  expect(() => store.datasets.insert({ id: 'x', name: 'scans', classes: [], report: {}, createdMs: 1 })).toThrow(
    expect.objectContaining({ code: 'conflict' }),
  );
  expect(() => store.datasets.get('scan')).toThrow(/Known: scans/);
  expect(() => store.importRoots.add('images', '/elsewhere')).toThrow(expect.objectContaining({ code: 'conflict' }));
  expect(store.importRoots.setPath(1, '/moved')).toEqual({ id: 1, name: 'images', path: '/moved' });
  expect(() => store.importRoots.get(7)).toThrow(expect.objectContaining({ code: 'notFound' }));
});

test('a split is kept with its items and certificate', () => {
  store.items.insertMany([exampleItem(1), exampleItem(2)]);
  const split = { id: 's', dataset: 'd', name: 'main', seed: 5, params: { ratios: [0.6, 0.4] }, certificate: { leaks: 0 }, createdMs: 1 };
  const parts = [
    { item: 'item1', part: 'train' },
    { item: 'item2', part: 'test' },
  ] as const;
  store.splits.insert(split, parts);
  expect(store.splits.get('d', 'main')).toEqual(split);
  expect(store.splits.items('s')).toEqual(parts);
  expect(() => store.splits.insert({ ...split, id: 't' }, [])).toThrow(expect.objectContaining({ code: 'conflict' }));
});

test('metrics keep NaN and infinities, and the higher attempt wins whatever comes last', () => {
  store.runs.insert(exampleRun('r'));
  const metric = (step: number, value: number, attempt: number) =>
    store.metrics.put('r', { series: 'loss', step, epoch: 1, value, attempt, atMs: 1 });
  metric(1, Number.NaN, 1);
  metric(2, Number.POSITIVE_INFINITY, 1);
  metric(3, Number.NEGATIVE_INFINITY, 1);
  metric(4, 0.1, 2);
  metric(4, 0.9, 1);
  metric(4, 0.2, 2);
  expect(store.metrics.series('r', 'loss').map(row => row.value)).toEqual([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    0.2,
  ]);
  expect(store.metrics.series('r', 'loss', 3)).toHaveLength(2);
  expect(store.metrics.latest('r')).toMatchObject([{ step: 4, value: 0.2, attempt: 2 }]);
});

test('a run is found by id before name, and of several of a name the newest', () => {
  store.runs.insert(exampleRun('a', { name: 'same', createdMs: 1 }));
  store.runs.insert(exampleRun('b', { name: 'same', createdMs: 2 }));
  store.runs.insert(exampleRun('c', { name: 'a', createdMs: 3 }));
  expect([store.runs.get('same').id, store.runs.get('a').id]).toEqual(['b', 'a']);
  expect(store.runs.list().map(run => run.id)).toEqual(['c', 'b', 'a']);
  expect(store.runs.list(['running'])).toEqual([]);
  expect(() => store.runs.get('d')).toThrow(expect.objectContaining({ code: 'notFound' }));
});

test('a run’s state carries its times, and going on clears the error', () => {
  store.runs.insert(exampleRun('r'));
  store.runs.setState('r', 'running', 10);
  store.runs.setState('r', 'failed', 20);
  store.runs.setError('r', { code: 'engineCrashed', message: 'why' });
  expect(store.runs.get('r')).toMatchObject({ state: 'failed', startedMs: 10, finishedMs: 20, error: { message: 'why' } });
  store.runs.setState('r', 'running', 30);
  expect(store.runs.get('r')).toMatchObject({ state: 'running', startedMs: 10, finishedMs: null, error: null });
});

test('every row of a run goes with it, but not the record that its test set was opened', () => {
  store.runs.insert(exampleRun('r'));
  store.metrics.put('r', { series: 'loss', step: 1, epoch: 1, value: 1, attempt: 1, atMs: 1 });
  store.predictions.putMany('r', 'test', [{ item: 'i', label: null, predicted: 1, logits: [0, 1], probabilities: [0.2, 0.8] }]);
  store.evaluations.put({ run: 'r', split: 'test', results: { accuracy: 1 }, createdMs: 1 });
  const opening = { run: 'r', dataset: 'scans', split: 'main', reason: 'paper', author: 'ada', atMs: 5 };
  expect(store.testOpenings.add(opening).count).toBe(1);
  expect(store.predictions.ofItem('i')).toMatchObject([{ run: 'r', split: 'test', predicted: 1, probabilities: [0.2, 0.8] }]);
  store.runs.delete('r');
  expect([store.metrics.list('r'), store.predictions.list('r', 'test'), store.evaluations.find('r', 'test')]).toEqual([[], [], null]);
  expect(store.testOpenings.ofRun('r')).toHaveLength(1);
});

test('looks at a test set are counted for each data set and split, and cannot be taken back', () => {
  const opening = { run: 'r', dataset: 'scans', split: 'main', reason: 'choose', author: 'ada', atMs: 5 };
  expect([1, 2].map(() => store.testOpenings.add(opening).count)).toEqual([1, 2]);
  expect(store.testOpenings.add({ ...opening, run: 'other' }).count).toBe(3);
  expect(store.testOpenings.add({ ...opening, split: 'second' }).count).toBe(1);
  expect(store.testOpenings.ofSplit('scans', 'main').map(entry => entry.count)).toEqual([1, 2, 3]);
  expect(() => tamper('DELETE FROM test_opening')).toThrow(/append-only/);
  expect(() => tamper('UPDATE test_opening SET count = 0')).toThrow(/append-only/);
});

test('label events cannot be changed behind the functions’ back', () => {
  store.items.insertMany([exampleItem(1)]);
  store.labels.append([exampleLabel('item1', 'CNV')]);
  expect(() => tamper(`UPDATE label_event SET value_json = '"DME"'`)).toThrow(/append-only/);
  expect(() => tamper('DELETE FROM label_event')).toThrow(/append-only/);
});

test('waiting jobs keep the order that they are given', () => {
  for (const id of ['a', 'b', 'c', 'e']) {
    store.runs.insert(exampleRun(id));
    store.jobs.add(id, 1);
  }
  store.jobs.setRunning('c', 77);
  store.jobs.move('e', 0);
  store.jobs.move('a', 99);
  expect(store.jobs.list().map(job => [job.run, job.state, job.pid])).toEqual([
    ['c', 'running', 77],
    ['e', 'waiting', null],
    ['b', 'waiting', null],
    ['a', 'waiting', null],
  ]);
  expect(() => store.jobs.add('a', 1)).toThrow(expect.objectContaining({ code: 'conflict' }));
});

test('profiles, settings and log lines are kept', () => {
  const ada = { id: 'p', name: 'Ada', initials: 'AD', colorIndex: 0, createdMs: 1 };
  store.profiles.add(ada);
  expect([store.profiles.list(), store.profiles.get('p'), store.profiles.find('q')]).toEqual([[ada], ada, null]);
  expect(() => store.profiles.add({ ...ada, id: 'q', name: 'Adam' })).toThrow(expect.objectContaining({ code: 'conflict' }));
  store.settings.set('zoom', { level: 2 });
  expect(store.settings.get('zoom', z.strictObject({ level: z.int() }))).toEqual({ level: 2 });
  expect(store.settings.get('none', z.string())).toBeNull();
  expect(() => store.settings.get('zoom', z.string())).toThrow(expect.objectContaining({ code: 'damaged' }));
  store.runs.insert(exampleRun('r'));
  const line = { atByte: 0, attempt: 1, atMs: 1, level: 'info', message: 'hello' } as const;
  store.logs.put('r', line);
  store.logs.put('r', { ...line, atByte: 40 });
  expect(store.logs.list('r', 0)).toEqual([{ ...line, atByte: 40 }]);
});

test('a row that does not fit is damage, named by table and column', () => {
  store.runs.insert(exampleRun('r'));
  tamper("UPDATE run SET config_json = '{}' WHERE id = 'r'");
  expect(() => store.runs.get('r')).toThrow(/table run.*config/s);
  tamper("UPDATE run SET config_json = '{' WHERE id = 'r'");
  expect(() => store.runs.get('r')).toThrow(expect.objectContaining({ code: 'damaged' }));
});
