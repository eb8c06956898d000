import { expect, test } from 'vitest';
import { moveTo, noSelection, toggle } from './selection.ts';

const ids = ['a', 'b', 'c', 'd'];

test('a range goes from where it began to where the keyboard is, both ways', () => {
  const at = moveTo(ids, noSelection, 1, false);
  expect(at).toMatchObject({ active: 'b', anchor: 'b' });
  expect([...moveTo(ids, at, 3, true).chosen]).toEqual(['b', 'c', 'd']);
  expect([...moveTo(ids, moveTo(ids, at, 3, true), 0, true).chosen]).toEqual(['a', 'b']);
  expect([...moveTo(ids, at, 99, false).chosen]).toEqual(['d']);
});

test('single runs come and go, and a list without them begins anew', () => {
  const two = toggle(toggle(noSelection, 'a'), 'c');
  expect([...two.chosen]).toEqual(['a', 'c']);
  expect([...toggle(two, 'a').chosen]).toEqual(['c']);
  expect(moveTo([], two, 0, false)).toEqual(noSelection);
});
