import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { labelSources } from '../../shared/domain/manifest.ts';
import { randomGenerator } from '../../shared/random.ts';
import { scratchFolder } from '../jobs/testing/scratch.ts';
import type { Store } from './store.ts';
import { exampleItem, exampleLabel, storeWithDataset } from './testing/testStore.ts';

let scratch: ReturnType<typeof scratchFolder>;
let store: Store;
beforeEach(() => {
  scratch = scratchFolder();
  store = storeWithDataset(scratch.path);
  store.items.insertMany(Array.from({ length: 6 }, (_, index) => exampleItem(index)));
});
afterEach(() => {
  store.close();
  scratch.remove();
});

const winner = (item = 'item0') => store.labels.current(item, 'diagnosis')?.value;

test('human goes before consensus, consensus before import, import before model, whatever came last', () => {
  const append = (source: (typeof labelSources)[number], value: string, atMs: number) =>
    store.labels.append([exampleLabel('item0', value, { source, atMs })]);
  append('model', 'a', 50);
  expect(winner()).toBe('a');
  append('import', 'b', 1);
  expect(winner()).toBe('b');
  append('model', 'c', 99);
  expect(winner()).toBe('b');
  append('consensus', 'd', 2);
  append('human', 'e', 3);
  append('consensus', 'f', 100);
  expect(winner()).toBe('e');
  append('human', 'g', 4);
  expect(winner()).toBe('g');
});

test('within a rank the newest wins, and of two at the same moment the one appended later', () => {
  const human = (value: string, atMs: number) => store.labels.append([exampleLabel('item0', value, { source: 'human', atMs })]);
  human('new', 20);
  human('older, from another workspace', 10);
  expect(winner()).toBe('new');
  human('same moment', 20);
  expect(winner()).toBe('same moment');
});

test('a person can take a label away, and tasks do not touch each other', () => {
  store.labels.append([exampleLabel('item0', 'CNV'), exampleLabel('item0', 'wet', { task: 'stage' }), exampleLabel('item1', 'CNV')]);
  store.labels.append([exampleLabel('item0', 'x', { kind: 'none', source: 'human', value: null as never })]);
  expect(store.labels.current('item0', 'diagnosis')).toMatchObject({ kind: 'none', source: 'human' });
  expect(store.labels.current('item0', 'stage')?.value).toBe('wet');
  expect(store.labels.counts('d', 'diagnosis')).toEqual([{ value: 'CNV', count: 1 }]);
});

test('the history keeps every event with its author, basis and predecessor', () => {
  const [first = 0] = store.labels.append([exampleLabel('item0', 'CNV')]);
  const accepted = exampleLabel('item0', 'DME', { source: 'human', author: 'ada', basisRun: 'r', supersedes: first, atMs: 30 });
  const [second = 0] = store.labels.append([accepted]);
  expect(store.labels.history('item0', 'diagnosis')).toEqual([
    { ...exampleLabel('item0', 'CNV'), id: first, undoes: null, action: null },
    { ...accepted, id: second, undoes: null, action: null },
  ]);
});

test('what the triggers keep equals a rebuild from the events alone, and both equal the ranking worked out here', () => {
  const random = randomGenerator(7, 'labels');
  const pick = <T>(values: readonly T[]): T => values[random.integer(values.length)] as T;
  const events = Array.from({ length: 600 }, () =>
    exampleLabel(`item${random.integer(6)}`, pick(['CNV', 'DME', 'DRUSEN']), {
      task: pick(['diagnosis', 'stage']),
      kind: pick(['class', 'none']),
      source: pick(labelSources),
      atMs: random.integer(20),
    }),
  );
  const ids = events.flatMap(event => store.labels.append([event]));
  const rank = { human: 3, consensus: 2, import: 1, model: 0 };
  const current = () => ['diagnosis', 'stage'].flatMap(task => store.labels.currentOfDataset('d', task));
  const kept = current();
  store.labels.rebuild();
  expect(current()).toEqual(kept);
  expect(kept).toHaveLength(12);
  for (const label of kept) {
    const rivals = events
      .map((event, index) => ({ ...event, id: ids[index] ?? 0 }))
      .filter(e => e.item === label.item && e.task === label.task);
    rivals.sort((a, b) => rank[b.source] - rank[a.source] || b.atMs - a.atMs || b.id - a.id);
    expect(label.event).toBe(rivals[0]?.id);
  }
});

/** Undoes or redoes the person's newest act, as a person would. */
function takeBack(kind: 'undoable' | 'redoable', author: string): string[] {
  const act = store.labels[kind](author, 'd');
  const action = randomUUID();
  const events = act.map(event => ({ ...event, kind: 'none' as const, value: null as never, undoes: event.id, action }));
  store.labels.append(events);
  return act.map(({ item }) => item);
}

test('undo takes back the newest act of one person, whole; what lay beneath counts again, also an import', () => {
  store.labels.append([exampleLabel('item0', 'CNV'), exampleLabel('item1', 'CNV')]);
  const human = (item: string, value: string, author: string, action: string) =>
    exampleLabel(item, value, { source: 'human', author, action });
  store.labels.append([human('item0', 'DME', 'ada', 'a1'), human('item1', 'DME', 'ada', 'a1')]);
  store.labels.append([human('item0', 'NORMAL', 'bob', 'b1')]);
  store.labels.append([human('item2', 'CNV', 'ada', 'a2')]);
  expect(takeBack('undoable', 'ada')).toEqual(['item2']);
  expect(winner('item2')).toBeUndefined();
  expect(takeBack('undoable', 'ada')).toEqual(['item0', 'item1']);
  expect([winner('item0'), winner('item1')]).toEqual(['NORMAL', 'CNV']);
  expect(takeBack('undoable', 'ada')).toEqual([]);
  expect(takeBack('redoable', 'ada')).toEqual(['item0', 'item1']);
  expect([winner('item0'), winner('item1')]).toEqual(['NORMAL', 'DME']);
  expect(takeBack('undoable', 'ada')).toEqual(['item0', 'item1']);
  expect([takeBack('redoable', 'ada'), takeBack('redoable', 'ada'), takeBack('redoable', 'ada')]).toEqual([
    ['item0', 'item1'],
    ['item2'],
    [],
  ]);
  expect([winner('item1'), winner('item2')]).toEqual(['DME', 'CNV']);
  takeBack('undoable', 'ada');
  store.labels.append([human('item3', 'CNV', 'ada', 'a3')]);
  expect(takeBack('redoable', 'ada')).toEqual([]);
  const kept = store.labels.currentOfDataset('d', 'diagnosis');
  store.labels.rebuild();
  expect(store.labels.currentOfDataset('d', 'diagnosis')).toEqual(kept);
});

test('events cannot be changed or deleted, except together with their item', () => {
  store.labels.append([exampleLabel('item0', 'CNV')]);
  store.datasets.delete('d');
  expect(store.labels.current('item0', 'diagnosis')).toBeNull();
  expect(store.labels.history('item0', 'diagnosis')).toEqual([]);
});
