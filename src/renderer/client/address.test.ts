import { expect, test } from 'vitest';
import { hrefOf, parseRoute, runHref } from './address.ts';

test('an address leads back to its view', () => {
  expect(parseRoute(runHref('20260131-142233-1f3a'))).toEqual({ place: 'runs', path: ['20260131-142233-1f3a'], query: {} });
  const href = hrefOf('data', ['a/b ü', 'items'], { search: 'x&y=1', run: undefined, wrong: 'true' });
  expect(parseRoute(href)).toEqual({ place: 'data', path: ['a/b ü', 'items'], query: { search: 'x&y=1', wrong: 'true' } });
});

test('no hash and a bare slash are the first place; what is no address of ours is none', () => {
  for (const hash of ['', '#', '#/', '#/home']) expect(parseRoute(hash)).toMatchObject({ place: 'home', path: [] });
  for (const hash of ['#/runs/', '#/runs//b', '#/runs/%zz', '#/runs/../x', '#/runs/%2e%2e', '#/else'])
    expect(parseRoute(hash).place).toBe('unknown');
});
