import { expect, test } from 'vitest';
import { filterFromQuery, filterToQuery, type ItemFilter } from './itemFilter.ts';

const full: ItemFilter = {
  dataset: 'd',
  classes: ['CNV', 'a~b, "c"%2C', 'true'],
  states: ['unlabelled'],
  split: 's',
  parts: ['train', 'val'],
  subject: '0f',
  eyes: ['OD', 'unknown'],
  search: 'CNV-10~1.jpeg',
  finding: 'duplicates',
  flagged: false,
  run: 'r',
  truth: 'true',
  predicted: 'NORMAL',
  wrong: true,
  order: 'uncertainty',
};

test('a filter comes back from its address', () => {
  const query = new URLSearchParams(filterToQuery(full)).toString();
  expect(filterFromQuery('d', Object.fromEntries(new URLSearchParams(query)))).toEqual(full);
  expect(filterToQuery({ dataset: 'd' })).toEqual({});
});

test('what fits no field is left out', () => {
  const query = { order: 'size', parts: 'train,all', eyes: 'OS', dataset: 'other', page: '2', wrong: 'yes', classes: '' };
  expect(filterFromQuery('d', query)).toEqual({ dataset: 'd', eyes: ['OS'], classes: [''] });
});
