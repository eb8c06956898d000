// The lock of a workspace and of a run folder: an open `BEGIN EXCLUSIVE` on a small SQLite file, which the operating system
// frees when the process dies (https://sqlite.org/lockingv3.html).
// Never open a lock file in any other way: closing any descriptor of it in this process would drop the POSIX lock.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { AppError, toAppError } from '../shared/errors.ts';

export interface Lock {
  readonly path: string;
  /** Frees the lock; a second call does nothing. */
  release(): void;
}

/** Long enough to outlast `isHeld` probes of other processes, short enough to answer at once when the lock is really held. */
const acquireTimeoutMs = 250;

/** Keeps connections from being collected, which would close them, when a caller drops its `Lock`. */
const held = new Set<Database.Database>();

/** Takes the lock at `path`, whose folder must exist. Errors: `locked` when another holder is alive; `permissionDenied`, `damaged`. */
export function acquireLock(path: string): Lock {
  const database = openLockFile(path, { timeout: acquireTimeoutMs });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw lockError(path, error);
  }
  held.add(database);
  return {
    path,
    release: () => {
      held.delete(database);
      database.close();
    },
  };
}

/** True while some process, this one included, holds the lock at `path`. Takes no lock and creates no file. */
export function isHeld(path: string): boolean {
  if (!existsSync(path)) return false;
  const database = openLockFile(path, { timeout: 0, readonly: true });
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw lockError(path, error);
  } finally {
    database.close();
  }
}

function openLockFile(path: string, options: Database.Options): Database.Database {
  if (!existsSync(dirname(path))) {
    throw new AppError('notFound', `Expected a folder for the lock file ${path}, but there is none.`, { details: { path } });
  }
  try {
    return new Database(path, options);
  } catch (error) {
    throw lockError(path, error);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function lockError(path: string, error: unknown): AppError {
  if (isBusy(error)) {
    return new AppError('locked', `Expected ${path} to be free, but another process holds it. Close that process, or wait for it to end.`, {
      details: { path },
      cause: error,
    });
  }
  const code = error instanceof Database.SqliteError ? error.code : '';
  if (code === 'SQLITE_CANTOPEN' || code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM') {
    return new AppError('permissionDenied', `Expected to open the lock file ${path}, received ${code}. Make its folder writable.`, {
      details: { path },
      cause: error,
    });
  }
  if (code === 'SQLITE_NOTADB') {
    return new AppError('damaged', `Expected an empty lock file at ${path}, received something else. Delete that file; it holds no data.`, {
      details: { path },
      cause: error,
    });
  }
  return toAppError(error);
}
