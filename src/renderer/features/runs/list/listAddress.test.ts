import { expect, test } from 'vitest';
import { filterOf, queryOf, sortOf, usualSort } from './listAddress.ts';

test('filter and order come back from the address', () => {
  const filter = { states: ['failed', 'running'] as const, dataset: 'a b', search: 'x,y' };
  const sort = { by: 'metric', direction: 'ascending' } as const;
  const query = queryOf({ ...filter, states: [...filter.states] }, sort);
  expect(query).toEqual({ states: 'failed,running', dataset: 'a b', search: 'x,y', sort: 'metric', direction: 'ascending' });
  expect([filterOf(query), sortOf(query)]).toEqual([filter, sort]);
  expect(queryOf({}, usualSort)).toEqual({});
});

test('what makes no sense in an address is left out', () => {
  expect(filterOf({ states: 'broken', kinds: 'train', weather: 'fine' })).toEqual({ kinds: ['train'] });
  expect(sortOf({ sort: 'weather' })).toEqual(usualSort);
});
