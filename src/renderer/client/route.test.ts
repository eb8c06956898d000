import { expect, test } from 'vitest';
import { parseRoute, runHref } from './route.ts';

test('a run’s address leads back to the run', () => {
  expect(parseRoute(runHref('20260131-142233-1f3a'))).toEqual({ page: 'run', run: '20260131-142233-1f3a' });
});

test('no hash and a bare slash are the first page; what is no address of ours is none', () => {
  for (const hash of ['', '#', '#/']) expect(parseRoute(hash)).toEqual({ page: 'home' });
  for (const hash of ['#/runs/', '#/runs/a/b', '#/runs/..%2f', '#/runs/../x', '#/else'])
    expect(parseRoute(hash)).toEqual({ page: 'unknown' });
});
