import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { fullDisks, startModule } from '../jobs/testing/childModule.ts';
import { scratchFolder } from '../jobs/testing/scratch.ts';
import { listBackups } from './backups.ts';
import { migrate, readMigrations, schemaVersion } from './migrate.ts';
import { openStore } from './store.ts';
import { exampleItem, exampleLabel, exampleRun, storeWithDataset } from './testing/testStore.ts';

let scratch: ReturnType<typeof scratchFolder>;
let path: string;
let backupsFolder: string;
beforeEach(() => {
  scratch = scratchFolder();
  path = join(scratch.path, 'fovea.sqlite');
  backupsFolder = join(scratch.path, 'backups');
});
afterEach(() => scratch.remove());

const open = (mode: 'write' | 'read' = 'write') => openStore(path, { mode, backupsFolder });

test('migrations run forward from an empty file, once, and leave a sound store', () => {
  const first = open();
  expect(first.integrityProblems()).toEqual([]);
  first.settings.set('theme', 'dark');
  first.close();
  const again = open();
  expect(again.settings.get('theme', z.string())).toBe('dark');
  again.close();
  const db = new Database(path);
  expect(schemaVersion(db)).toBe(readMigrations().length);
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  db.close();
});

test('a migration that fails changes nothing, and one that would break references fails', () => {
  const db = new Database(path);
  const [initial] = readMigrations();
  if (initial === undefined) throw new Error('no migration');
  migrate(db, [initial]);
  expect(() => migrate(db, [initial, { name: '0002', sql: 'CREATE TABLE extra (x); CREATE TABLE extra (x);' }])).toThrow();
  db.exec("INSERT INTO dataset VALUES ('d', 'd', '[]', '{}', 0); INSERT INTO split VALUES ('s', 'd', 's', 0, '{}', '{}', 0)");
  expect(() => migrate(db, [initial, { name: '0002', sql: 'DELETE FROM dataset' }])).toThrow(/would break 1 references/);
  expect(schemaVersion(db)).toBe(1);
  expect(db.prepare('SELECT count(*) FROM dataset').pluck().get()).toBe(1);
  migrate(db, [initial, { name: '0002', sql: 'CREATE TABLE extra (x)' }]);
  expect(schemaVersion(db)).toBe(2);
  db.close();
});

test('a gap in the numbers of migrations is found', () => {
  const folder = join(scratch.path, 'migrations');
  mkdirSync(folder);
  for (const name of ['0001_a.sql', '0003_c.sql']) writeFileSync(join(folder, name), '');
  expect(() => readMigrations(pathToFileURL(`${folder}/`))).toThrow(/migration number 2, received 0003_c.sql/);
});

test('a store of a newer Fovea is refused in both modes and not touched', () => {
  open().close();
  const db = new Database(path);
  db.pragma('user_version = 99');
  db.close();
  const before = readFileSync(path);
  for (const mode of ['write', 'read'] as const) expect(() => open(mode)).toThrow(expect.objectContaining({ code: 'environment' }));
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('reading does not create, migrate or write', () => {
  expect(() => open('read')).toThrow(expect.objectContaining({ code: 'notFound' }));
  expect(existsSync(path)).toBe(false);
  new Database(path).exec('PRAGMA user_version = 0; CREATE TABLE x (y)').close();
  expect(() => open('read')).toThrow(/Start Fovea once/);
});

test('a damaged store is refused in both modes with the newest backup named, and putting that back works', async () => {
  const store = open();
  store.runs.insert(exampleRun('kept'));
  const backup = await store.backup();
  store.close();
  const sound = readFileSync(path);
  for (const damage of ['header', 'middle', 'text'] as const) {
    const bytes = Buffer.from(sound);
    if (damage === 'header') bytes.fill(0xab, 0, 60);
    if (damage === 'middle') bytes.fill(0xab, 4096, 12 * 4096);
    if (damage === 'text') bytes.write('not a database'.repeat(1000));
    writeFileSync(path, bytes);
    for (const mode of ['write', 'read'] as const) {
      expect(() => open(mode), `${damage}, ${mode}`).toThrow(
        expect.objectContaining({ code: 'damaged', message: expect.stringContaining(backup.path) }),
      );
    }
    expect(readFileSync(path).equals(bytes)).toBe(true);
  }
  for (const name of [path, `${path}-wal`, `${path}-shm`]) rmSync(name, { force: true });
  copyFileSync(backup.path, path);
  const restored = open();
  expect(restored.runs.get('kept').name).toBe('kept');
  restored.close();
});

test('a store that went missing is not replaced by an empty one while there are backups', async () => {
  const store = open();
  store.runs.insert(exampleRun('kept'));
  const backup = await store.backup();
  store.close();
  rmSync(path);
  expect(() => open()).toThrow(
    expect.objectContaining({ code: 'damaged', message: expect.stringContaining(`copy ${backup.path} to ${path}`) }),
  );
  expect(existsSync(path)).toBe(false);
  copyFileSync(backup.path, path);
  const restored = open();
  expect(restored.runs.get('kept').name).toBe('kept');
  restored.close();
});

test('a damaged store without a backup says so', () => {
  writeFileSync(path, 'x'.repeat(8192));
  expect(() => open()).toThrow(/no backup/);
});

test('backups are whole while the store is written, rotate, and wait until they are due', async () => {
  const store = storeWithDataset(scratch.path);
  store.items.insertMany(Array.from({ length: 5000 }, (_, index) => exampleItem(index)));
  const running = store.backup(0, Date.UTC(2026, 0, 1));
  store.items.insertMany(Array.from({ length: 100 }, (_, index) => exampleItem(5000 + index)));
  const first = await running;
  const copy = openStore(first.path, { mode: 'write', backupsFolder });
  expect(copy.integrityProblems()).toEqual([]);
  expect(copy.items.list('d').length).toBeGreaterThanOrEqual(5000);
  copy.close();
  expect(await store.backup(60_000, Date.UTC(2026, 0, 1) + 59_999)).toEqual(listBackups(backupsFolder)[0]);
  for (let day = 2; day <= 10; day++) await store.backup(60_000, Date.UTC(2026, 0, day));
  expect(listBackups(backupsFolder).map(backup => new Date(backup.atMs).getUTCDate())).toEqual([10, 9, 8, 7, 6, 5, 4]);
  store.close();
});

test('a transaction commits whole or not at all, also a durable one', () => {
  const store = storeWithDataset(scratch.path);
  store.items.insertMany([exampleItem(1)]);
  for (const run of [store.transaction, store.durably]) {
    expect(() =>
      run(() => {
        store.labels.append([exampleLabel('item1', 'CNV')]);
        store.labels.append([exampleLabel('nobody', 'CNV')]);
      }),
    ).toThrow(expect.objectContaining({ code: 'notFound' }));
    expect(store.labels.history('item1', 'diagnosis')).toEqual([]);
  }
  expect(store.durably(() => store.labels.append([exampleLabel('item1', 'CNV')]))).toHaveLength(1);
  store.close();
});

test('when the disk is full the store says so, and what was committed stays whole', async () => {
  for (const { name, wrapper } of fullDisks(join(scratch.path, 'disk'), 2048)) {
    mkdirSync(join(scratch.path, 'disk'), { recursive: true });
    const child = startModule(
      `
      import { rmSync } from 'node:fs';
      import { exampleItem, storeWithDataset } from 'main/store/testing/testStore.ts';
      import { openStore } from 'main/store/store.ts';
      const folder = ${JSON.stringify(join(scratch.path, 'disk'))};
      let store = storeWithDataset(folder);
      let count = 0;
      let code = 'none';
      try { for (;;) { store.items.insertMany([exampleItem(count, { path: 'x'.repeat(2000) + count })]); count += 1; } }
      catch (error) { code = error.code; }
      const seen = store.items.list('d').length;
      store.close();
      store = openStore(folder + '/fovea.sqlite', { mode: 'read', backupsFolder: folder });
      const kept = store.items.list('d').length;
      process.stdout.write(JSON.stringify({ code, count, seen, kept, problems: store.integrityProblems() }));
      `,
      wrapper,
    );
    const result = JSON.parse(await child.output) as { count: number };
    expect(result.count, name).toBeGreaterThan(20);
    expect(result, name).toEqual({ code: 'diskFull', count: result.count, seen: result.count, kept: result.count, problems: [] });
    rmSync(join(scratch.path, 'disk'), { recursive: true });
  }
});
