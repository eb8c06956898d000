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
  expect(store.items.page({ dataset: 'd', task: 'diagnosis', label: null }, { offset: 0, limit: 10 }).map(item => item.id)).toEqual([
    'item0',
    'item2',
    'item3',
    'item4',
    'item5',
  ]);
});

test('the history keeps every event with its author, basis and predecessor', () => {
  const [first = 0] = store.labels.append([exampleLabel('item0', 'CNV')]);
  const accepted = exampleLabel('item0', 'DME', { source: 'human', author: 'ada', basisRun: 'r', supersedes: first, atMs: 30 });
  const [second = 0] = store.labels.append([accepted]);
  expect(store.labels.history('item0', 'diagnosis')).toEqual([
    { ...exampleLabel('item0', 'CNV'), id: first },
    { ...accepted, id: second },
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

test('events cannot be changed or deleted, except together with their item', () => {
  store.labels.append([exampleLabel('item0', 'CNV')]);
  store.datasets.delete('d');
  expect(store.labels.current('item0', 'diagnosis')).toBeNull();
  expect(store.labels.history('item0', 'diagnosis')).toEqual([]);
});
