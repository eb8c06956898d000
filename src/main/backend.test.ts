import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Backend, openBackend } from './backend.ts';
import { scratchFolder } from './jobs/testing/scratch.ts';
import { listBackups } from './store/backups.ts';

let scratch: ReturnType<typeof scratchFolder>;
let problems: string[];
beforeEach(() => {
  scratch = scratchFolder();
  problems = [];
});
afterEach(() => scratch.remove());

function open(): Promise<Backend> {
  return openBackend({ dir: join(scratch.path, 'workspace'), onProblem: error => problems.push(error.message) });
}

test('a store with something in it is backed up once a day', async () => {
  const first = await open();
  const { backups } = first.context.workspace.paths;
  await first.close();
  expect(listBackups(backups)).toEqual([]);

  const second = await open();
  second.context.workspace.store.datasets.insert({ id: 'a', name: 'scans', classes: [], report: {}, createdMs: 0 });
  await second.close();
  const made = listBackups(backups);
  expect(made).toHaveLength(1);
  await (await open()).close();
  expect(listBackups(backups)).toEqual(made);

  const yesterday = join(backups, 'fovea-2026-01-30T14-22-33.000Z.sqlite');
  renameSync(made[0]?.path ?? '', yesterday);
  await (await open()).close();
  expect(listBackups(backups).map(backup => backup.path === yesterday)).toEqual([false, true]);
  expect(problems).toEqual([]);
});

test('a backup that cannot be made is told and stops nobody', async () => {
  const { context, close } = await open();
  context.workspace.store.datasets.insert({ id: 'a', name: 'scans', classes: [], report: {}, createdMs: 0 });
  const { backups } = context.workspace.paths;
  rmSync(backups, { recursive: true });
  writeFileSync(backups, '');
  await close();
  expect(problems).toEqual([expect.stringContaining(backups)]);
});
