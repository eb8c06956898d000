// No procedure of the API goes untested: each is called by some test of this folder, and so over both links.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appRouter } from '../../src/main/api/router.ts';

const sources = readdirSync(import.meta.dirname)
  .filter(name => name.endsWith('.test.ts') && !/^(http|ipc|coverage)/.test(name))
  .map(name => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('\n');

test('every procedure is called, by its path or through the client', () => {
  const paths = Object.keys(appRouter._def.procedures);
  expect(paths.length).toBeGreaterThan(50);
  const isCalled = (path: string) => sources.includes(`'${path}'`) || new RegExp(`client\\.${path}\\b`).test(sources);
  expect(paths.filter(path => !isCalled(path))).toEqual([]);
});
