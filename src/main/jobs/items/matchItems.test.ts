import { expect, test } from 'vitest';
import type { ItemFilter } from '../../../shared/domain/itemFilter.ts';
import { exampleRun } from '../../store/testing/testStore.ts';
import { labelItems } from '../labels/labelItems.ts';
import { addProfile } from '../profiles.ts';
import { splitDataset } from '../splitDataset.ts';
import { scansWorkspace } from '../testing/scans.ts';
import { itemFacets } from './facets.ts';
import { itemCount, itemNeighbours, itemPage } from './listItems.ts';
import { showItem } from './showItem.ts';

async function predictedScans() {
  const { context } = await scansWorkspace({ CNV: 3, NORMAL: 2 });
  const { store } = context.workspace;
  const dataset = store.datasets.get('scans').id;
  const items = store.items.list(dataset);
  store.runs.insert(exampleRun('r', { name: 'first', dataset }));
  // The n-th scan is CNV with probability 0.05 + n / 10; the last two were not predicted.
  const predictions = items.slice(0, 8).map(({ id }, n) => {
    const p = 0.05 + n / 10;
    return { item: id, label: n < 6 ? 0 : 1, predicted: p > 0.5 ? 0 : 1, logits: [0, 0], probabilities: [p, 1 - p] };
  });
  store.predictions.putMany('r', 'val', predictions);
  const page = (more: Partial<ItemFilter>) => itemPage(context, { dataset, ...more }, { offset: 0, limit: 100 });
  const numbers = async (more: Partial<ItemFilter>) => (await page(more)).items.map(({ id }) => items.findIndex(item => item.id === id));
  return { context, dataset, items, page, numbers };
}

test('what a run predicted narrows and orders: truth, prediction, mistakes, uncertainty, loss', async () => {
  const { numbers, page } = await predictedScans();
  expect(await numbers({ run: 'r' })).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(await numbers({ run: 'r', truth: 'CNV', predicted: 'NORMAL' })).toEqual([0, 1, 2, 3, 4]);
  expect(await numbers({ run: 'r', wrong: true })).toEqual([0, 1, 2, 3, 4, 6, 7]);
  expect(await numbers({ run: 'r', wrong: false })).toEqual([5]);
  // p = .45 and .55 are the least sure; −ln p is largest where p is smallest.
  expect(new Set((await numbers({ run: 'r', order: 'uncertainty' })).slice(0, 2))).toEqual(new Set([4, 5]));
  expect(await numbers({ run: 'r', truth: 'CNV', order: 'loss' })).toEqual([0, 1, 2, 3, 4, 5]);
  expect((await page({ run: 'r' })).items[0]?.answer).toMatchObject({ truth: 'CNV', predicted: 'NORMAL', probability: 0.95 });
});

test('search finds paths and patients; findings find their scans; split and part narrow', async () => {
  const { context, dataset, numbers } = await predictedScans();
  expect(await numbers({ search: 'normal-' })).toEqual([6, 7, 8, 9]);
  expect(await numbers({ search: 'P-0002' })).toEqual([2, 3]);
  expect(await numbers({ finding: 'patientsInSeveralClasses' })).toEqual([]);
  expect(await numbers({ finding: 'singleClass', classes: ['NORMAL'] })).toEqual([6, 7, 8, 9]);
  const { split, certificate } = splitDataset(context, { dataset, name: 'leaky', ratios: [0.5, 0.3, 0.2], group: 'none', seed: 2 });
  const leaking = new Set(certificate.leaks.flatMap(({ items }) => items)).size;
  expect(leaking).toBeGreaterThan(0);
  expect(await itemCount(context, { dataset, finding: 'leak', split: split.id })).toBe(leaking);
  const parts = await Promise.all(
    (['train', 'val', 'test'] as const).map(part => itemCount(context, { dataset, split: split.id, parts: [part] })),
  );
  expect(parts.reduce((sum, count) => sum + count)).toBe(10);
  await expect(itemCount(context, { dataset, order: 'loss' })).rejects.toThrow(expect.objectContaining({ code: 'usage' }));
});

test('a field’s counts are those of all other fields; a label changes them at once', async () => {
  const { context, dataset, items } = await predictedScans();
  const facets = () => itemFacets(context, { dataset, classes: ['NORMAL'], search: '-1.png' });
  const shown = async () => {
    const { matching, matchingPatients, classes, states } = await facets();
    return { matching, matchingPatients, classes: classes.map(({ count }) => count), unlabelled: states[1]?.count };
  };
  expect(await shown()).toEqual({ matching: 2, matchingPatients: 2, classes: [3, 2], unlabelled: 0 });
  const profile = addProfile(context, { name: 'Ada' }).id;
  const label = (n: number, name: string) =>
    labelItems(context, { dataset, profile, items: [{ item: items[n]?.id as string }], decision: { kind: 'class', name } });
  label(0, 'NORMAL');
  expect(await shown()).toEqual({ matching: 3, matchingPatients: 3, classes: [2, 3], unlabelled: 0 });
  expect(await itemNeighbours(context, { dataset, classes: ['NORMAL'] }, items[0]?.id as string)).toEqual({
    ...{ index: 0, total: 5, previous: null, next: items[6]?.id },
  });
});

test('the data card tells parts, history and every model’s answer', async () => {
  const { context, items } = await predictedScans();
  const card = await showItem(context, items[0]?.id as string);
  expect(card).toMatchObject({
    ...{ patient: 'P-0001', className: 'CNV', source: 'import', format: 'png', date: null, dataset: { name: 'scans' } },
    parts: [{ name: 'main' }],
    history: [{ value: 'CNV', author: 'import', initials: null, isCurrent: true }],
    predictions: [{ run: 'r', name: 'first', part: 'val', predicted: 'NORMAL', classes: ['CNV', 'NORMAL'], probabilities: [0.05, 0.95] }],
  });
});
