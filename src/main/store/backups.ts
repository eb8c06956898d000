// Rotating backups of the store: whole, checked single-file copies in backups/, the newest few kept.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';
import { syncFolder } from '../atomicFile.ts';
import { type Db, toStoreError } from './rows.ts';

export interface Backup {
  path: string;
  atMs: number;
  sizeBytes: number;
}

const namePattern = /^fovea-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2}\.\d{3}Z)\.sqlite$/;

/** Newest first. */
export function listBackups(folder: string): Backup[] {
  if (!existsSync(folder)) return [];
  const backups = readdirSync(folder).flatMap(name => {
    const parts = namePattern.exec(name);
    if (parts === null) return [];
    const path = join(folder, name);
    return [{ path, atMs: Date.parse(`${parts[1]}T${parts[2]}:${parts[3]}:${parts[4]}`), sizeBytes: statSync(path).size }];
  });
  return backups.sort((a, b) => b.atMs - a.atMs);
}

/** Copies the store page by page between other work, so that it can be used meanwhile. Keeps the newest `keep` backups. */
export async function backupStore(db: Db, folder: string, options: { nowMs: number; keep: number }): Promise<Backup> {
  const target = newBackupPath(folder, options.nowMs);
  try {
    await db.backup(target.partialPath);
    return finish(folder, target, options.keep);
  } catch (error) {
    rmSync(target.partialPath, { force: true });
    throw toStoreError(error);
  }
}

/** The same at once, for the moment before a migration. */
export function backupStoreNow(db: Db, folder: string, options: { nowMs: number; keep: number }): Backup {
  const target = newBackupPath(folder, options.nowMs);
  try {
    db.prepare('VACUUM INTO ?').run(target.partialPath);
    return finish(folder, target, options.keep);
  } catch (error) {
    rmSync(target.partialPath, { force: true });
    throw toStoreError(error);
  }
}

function newBackupPath(folder: string, nowMs: number): { path: string; partialPath: string } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `fovea-${new Date(nowMs).toISOString().replaceAll(':', '-')}.sqlite`);
  // What a process that was killed has left; there is one writer.
  for (const name of readdirSync(folder)) if (name.endsWith('.partial')) rmSync(join(folder, name));
  return { path, partialPath: `${path}.partial` };
}

/** Only a copy that was checked and synced gets its name; only then do older ones go. */
function finish(folder: string, target: { path: string; partialPath: string }, keep: number): Backup {
  const copy = new Database(target.partialPath);
  try {
    // Without WAL the copy is one file that can be put back by copying it.
    copy.pragma('journal_mode = DELETE');
    const problems = integrityProblems(copy);
    if (problems.length > 0) throw new AppError('damaged', `The backup failed its check: ${problems.join('; ')}`);
  } finally {
    copy.close();
  }
  const descriptor = openSync(target.partialPath, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(target.partialPath, target.path);
  syncFolder(folder);
  const backups = listBackups(folder);
  for (const old of backups.slice(keep)) rmSync(old.path);
  return backups.find(backup => backup.path === target.path) ?? { path: target.path, atMs: 0, sizeBytes: statSync(target.path).size };
}

/** What SQLite's own check finds wrong; empty for a sound file. https://sqlite.org/pragma.html#pragma_quick_check */
export function integrityProblems(db: Db): string[] {
  const rows = db.prepare<[], string>('PRAGMA quick_check(5)').pluck().all();
  // A row may hold several lines below a headline such as `*** in database main ***`.
  return rows.flatMap(row => row.split('\n')).filter(line => line !== 'ok' && !line.startsWith('***'));
}
