// Labelling over the API: people, decisions and their conflicts, undo, classes, lists that follow.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeScans, openTestHost, type TestHost } from './testHost.ts';

let host: TestHost;
let ada: string;
let bob: string;
const filter = { dataset: 'scans' };

beforeAll(async () => {
  host = await openTestHost();
  const scans = await makeScans(join(host.folder, 'scans'), 6);
  const stream = await host.client.datasets.import.mutate({ folder: scans, name: 'scans', layout: 'flat' });
  for await (const _entry of stream);
  ada = (await host.client.profiles.add.mutate({ name: 'Ada Lovelace' })).id;
  bob = (await host.client.profiles.add.mutate({ name: 'Bob', initials: 'bo' })).id;
  for (const name of ['CNV', 'NORMAL']) await host.client.datasets.addClass.mutate({ dataset: 'scans', name });
});
afterAll(() => host.close());

const tiles = async () => (await host.client.items.page.query({ filter })).items;
const shown = async (item: string) => {
  const { className, state, isFlagged, isExcluded } = await host.client.items.show.query({ item });
  return [className ?? state, isFlagged, isExcluded];
};
const set = (profile: string, items: { item: string; seen?: number | null }[], name: string) =>
  host.client.labels.set.mutate({ dataset: 'scans', profile, items, decision: { kind: 'class', name } });

test('people have initials that nobody else has, and the last one chosen is the current one', async () => {
  expect((await host.client.profiles.list.query()).map(({ name, initials, colorIndex }) => [name, initials, colorIndex])).toEqual([
    ['Ada Lovelace', 'AL', 0],
    ['Bob', 'BO', 1],
  ]);
  expect((await host.client.profiles.current.query())?.id).toBe(bob);
  expect((await host.client.profiles.choose.mutate({ profile: ada })).initials).toBe('AL');
  expect((await host.client.profiles.current.query())?.id).toBe(ada);
  await expect(host.client.profiles.add.mutate({ name: 'Al', initials: 'AL' })).rejects.toThrow(/AL stands for Ada Lovelace already/);
});

test('a label that came between is told and not passed over; said again it goes through', async () => {
  const item = (await tiles())[0]?.id as string;
  const first = await set(ada, [{ item, seen: null }], 'CNV');
  expect(first).toMatchObject({ conflicts: [], labelled: [{ item }] });
  const late = await set(bob, [{ item, seen: null }], 'NORMAL');
  expect(late).toMatchObject({ labelled: [], conflicts: [{ item, value: 'CNV', author: 'Ada Lovelace', initials: 'AL' }] });
  const again = await set(bob, [{ item, seen: late.conflicts[0]?.event ?? null }], 'NORMAL');
  expect(again.conflicts).toEqual([]);
  const history = await host.client.labels.history.query({ item });
  expect(history.map(({ value, initials, isCurrent }) => [value, initials, isCurrent])).toEqual([
    ['CNV', 'AL', false],
    ['NORMAL', 'BO', true],
  ]);
  // Ada takes back her own, and Bob's stands.
  expect((await host.client.labels.undo.mutate({ dataset: 'scans', profile: ada })).acts).toMatchObject([{ item, value: 'CNV' }]);
  expect(await shown(item)).toEqual(['NORMAL', false, false]);
  expect((await host.client.labels.undo.mutate({ dataset: 'scans', profile: bob })).acts).toHaveLength(1);
  expect(await shown(item)).toEqual(['unlabelled', false, false]);
  expect((await host.client.labels.undo.mutate({ dataset: 'scans', profile: bob })).acts).toEqual([]);
  expect((await host.client.labels.redo.mutate({ dataset: 'scans', profile: bob })).acts).toMatchObject([{ item, value: 'NORMAL' }]);
  await host.client.labels.undo.mutate({ dataset: 'scans', profile: bob });
});

test('ungradable, unlabelled, flagged and left out are different things, and lists follow at once', async () => {
  const [a, b, c] = (await tiles()).map(({ id }) => id) as [string, string, string];
  const decide = (item: string, decision: Parameters<typeof host.client.labels.set.mutate>[0]['decision']) =>
    host.client.labels.set.mutate({ dataset: 'scans', profile: ada, items: [{ item }], decision });
  await decide(a, { kind: 'ungradable' });
  await decide(b, { kind: 'flag', on: true });
  await decide(b, { kind: 'class', name: 'CNV' });
  await decide(c, { kind: 'exclude', on: true });
  expect([await shown(a), await shown(b), await shown(c)]).toEqual([
    ['ungradable', false, false],
    ['CNV', true, false],
    ['unlabelled', false, true],
  ]);
  const count = (more: object) => host.client.items.count.query({ filter: { ...filter, ...more } });
  expect(await Promise.all([count({}), count({ states: ['unlabelled'] }), count({ flagged: true }), count({ excluded: true })])).toEqual([
    11, 9, 1, 1,
  ]);
  expect(await host.client.items.facets.query({ filter: { ...filter, states: ['labelled'] } })).toMatchObject({
    total: 11,
    matching: 1,
    excluded: 1,
    classes: [
      { name: 'CNV', count: 1 },
      { name: 'NORMAL', count: 0 },
    ],
    states: [
      { name: 'labelled', count: 1 },
      { name: 'unlabelled', count: 9 },
      { name: 'ungradable', count: 1 },
    ],
    flagged: 1,
  });
  await decide(a, { kind: 'clear' });
  expect(await shown(a)).toEqual(['unlabelled', false, false]);
  for (let act = 0; act < 5; act++) await host.client.labels.undo.mutate({ dataset: 'scans', profile: ada });
  expect(await count({ states: ['unlabelled'] })).toBe(12);
});

test('neighbours are those of the list, and an item outside it still has its next', async () => {
  const ids = (await host.client.items.ids.query({ filter, from: 0, to: 99 })).ids;
  expect(ids).toEqual((await tiles()).map(({ id }) => id));
  const neighbours = (item: string, more = {}) => host.client.items.neighbours.query({ filter: { ...filter, ...more }, item });
  expect(await neighbours(ids[1] as string)).toEqual({ index: 1, total: 12, previous: ids[0], next: ids[2] });
  expect(await neighbours(ids[1] as string, { search: 'normal' })).toEqual({ index: null, total: 6, previous: null, next: ids[6] });
});

test('a folder without labels becomes trainable: classes by name, a split that has each in every part, training takes a person’s labels', async () => {
  const items = await tiles();
  expect(await host.client.datasets.readiness.query({ dataset: 'scans' })).toMatchObject({ isTrainable: false, unlabelled: 12 });
  for (const name of ['CNV', 'NORMAL']) {
    const members = items.filter(({ path }) => path.startsWith(name)).map(({ id, event }) => ({ item: id, seen: event }));
    expect((await set(ada, members, name)).conflicts).toEqual([]);
  }
  expect(await host.client.datasets.readiness.query({ dataset: 'scans' })).toMatchObject({ isTrainable: true, labelled: 12, patients: 12 });
  const { split, certificate } = await host.client.datasets.splitForTraining.mutate({ dataset: 'scans' });
  expect([split.name, certificate.ok]).toEqual(['main', true]);
  const inTrain = await host.client.items.ids.query({ filter: { ...filter, split: split.id, parts: ['train'] }, from: 0, to: 1 });
  const [leftOut = ''] = inTrain.ids;
  await host.client.labels.set.mutate({
    dataset: 'scans',
    profile: ada,
    items: [{ item: leftOut }],
    decision: { kind: 'exclude', on: true },
  });
  const started = await host.client.compute.train.mutate({ dataset: 'scans', split: 'main' });
  expect([started.unlabelled, started.config.data.classes]).toEqual([1, ['CNV', 'NORMAL']]);
  await host.client.runs.cancel.mutate({ run: started.run.id });
});

test('a class gets another name by new labels, and one act takes that back', async () => {
  const renamed = await host.client.datasets.renameClass.mutate({ dataset: 'scans', profile: ada, from: 'NORMAL', to: 'healthy' });
  expect(renamed).toEqual(['CNV', 'healthy']);
  expect(await host.client.items.count.query({ filter: { ...filter, classes: ['healthy'] } })).toBe(6);
  expect((await host.client.labels.undo.mutate({ dataset: 'scans', profile: ada })).acts).toHaveLength(6);
  expect(await host.client.items.count.query({ filter: { ...filter, classes: ['NORMAL'] } })).toBe(6);
});

test('findings name their scans, and one is set aside with a reason', async () => {
  const findings = async () => host.client.datasets.findings.query({ dataset: 'scans' });
  const unlabelled = (await findings()).find(({ name }) => name === 'unlabelled');
  expect(unlabelled).toMatchObject({ severity: 'note', count: 12, items: 0, ignored: null });
  await host.client.datasets.ignoreFinding.mutate({ dataset: 'scans', name: 'unlabelled', profile: ada, reason: 'all labelled since' });
  expect((await findings()).find(({ name }) => name === 'unlabelled')?.ignored).toMatchObject({
    reason: 'all labelled since',
    author: 'Ada Lovelace',
  });
});

test('a split by file that leaks is mended by moving its patients to train', async () => {
  const split = { dataset: 'pairs', name: 'byFile', ratios: [0.5, 0.25, 0.25] as [number, number, number], group: 'none', seed: 1 };
  const folder = await makeScans(join(host.folder, 'pairs'), 4);
  const pattern = '(?<patient>\\d)-1';
  for await (const _entry of await host.client.datasets.import.mutate({ folder, name: 'pairs', patientPattern: pattern }));
  const leaky = await host.client.datasets.split.mutate(split);
  expect(leaky.certificate.ok).toBe(false);
  const [leak] = await host.client.datasets.findings.query({ dataset: 'pairs' });
  expect(leak).toMatchObject({ name: 'leak', severity: 'error', split: leaky.split.id });
  expect(leak?.message).toMatch(/Training on it is blocked/);
  const members = { dataset: 'pairs', finding: 'leak', split: leaky.split.id };
  expect(await host.client.items.count.query({ filter: members })).toBe(leak?.items);
  const mended = await host.client.datasets.moveLeaks.mutate({ dataset: 'pairs', split: leaky.split.id });
  expect([mended.split.name, mended.certificate.ok]).toEqual(['byFile-mended', true]);
});
