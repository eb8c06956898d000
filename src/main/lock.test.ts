import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startModule } from './jobs/testing/childModule.ts';
import { scratchFolder } from './jobs/testing/scratch.ts';
import { acquireLock, isHeld } from './lock.ts';

let folder: ReturnType<typeof scratchFolder>;
beforeEach(() => {
  folder = scratchFolder();
});
afterEach(() => folder.remove());

test('a lock is held by one holder of a process at a time, and free after its release', () => {
  const path = join(folder.path, 'lock.sqlite');
  expect(isHeld(path)).toBe(false);
  expect(existsSync(path)).toBe(false);
  const lock = acquireLock(path);
  expect(isHeld(path)).toBe(true);
  expect(() => acquireLock(path)).toThrow(expect.objectContaining({ code: 'locked' }));
  expect(isHeld(path)).toBe(true);
  lock.release();
  lock.release();
  expect(isHeld(path)).toBe(false);
  acquireLock(path).release();
});

test('a lock of another process is seen, and freed by the system when that process is killed', async () => {
  const path = join(folder.path, 'lock.sqlite');
  const holder = startModule(`
    import { acquireLock } from 'main/lock.ts';
    acquireLock(${JSON.stringify(path)});
    process.stdout.write('held');
    setInterval(() => {}, 1000);
  `);
  await holder.printed('held');
  expect(isHeld(path)).toBe(true);
  expect(() => acquireLock(path)).toThrow(/another process holds it/);
  holder.process.kill('SIGKILL');
  await holder.output;
  expect(isHeld(path)).toBe(false);
  acquireLock(path).release();
});

test('a file that is no lock, and a folder that is not there, are told apart from a held lock', () => {
  const path = join(folder.path, 'lock.sqlite');
  writeFileSync(path, 'x'.repeat(2000));
  expect(() => acquireLock(path)).toThrow(expect.objectContaining({ code: 'damaged' }));
  expect(() => isHeld(path)).toThrow(expect.objectContaining({ code: 'damaged' }));
  expect(() => acquireLock(join(folder.path, 'missing', 'lock.sqlite'))).toThrow(expect.objectContaining({ code: 'notFound' }));
});
