// Forward-only migrations: files migrations/NNNN_name.sql, the number of the last one applied in SQLite's `user_version`.
import { readdirSync, readFileSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';
import { programFile } from '../programFile.ts';
import type { Db } from './rows.ts';

export interface Migration {
  name: string;
  sql: string;
}

/** All migrations in order; number n stands at index n − 1. Errors: `internal` when a number is missing. */
export function readMigrations(folder = programFile('migrations')): Migration[] {
  const names = readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort();
  return names.map((name, index) => {
    if (Number.parseInt(name, 10) !== index + 1)
      throw new AppError('internal', `Expected migration number ${index + 1}, received ${name}.`);
    return { name, sql: readFileSync(new URL(name, folder), 'utf8') };
  });
}

/** The schema version of a store; 0 for an empty one. */
export function schemaVersion(db: Db): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Errors: `environment` when the store is newer than this Fovea. */
export function assertNotNewer(db: Db, migrations: readonly Migration[]): void {
  const version = schemaVersion(db);
  if (version <= migrations.length) return;
  throw new AppError(
    'environment',
    `Expected a store of version ${migrations.length} or older, received version ${version}, written by a newer Fovea. Use that one.`,
    { details: { version, newestKnown: migrations.length } },
  );
}

/** Applies what is missing, each migration in a transaction of its own. Errors: `environment`; `internal` when references would break. */
export function migrate(db: Db, migrations: readonly Migration[]): void {
  assertNotNewer(db, migrations);
  // SQLite cannot rebuild a table that others refer to while it enforces references; they are checked before each commit instead.
  db.pragma('foreign_keys = OFF');
  for (let version = schemaVersion(db); version < migrations.length; version++) {
    const migration = migrations[version] as Migration;
    db.transaction(() => {
      db.exec(migration.sql);
      const broken = db.pragma('foreign_key_check') as unknown[];
      if (broken.length > 0) throw new AppError('internal', `Migration ${migration.name} would break ${broken.length} references.`);
      db.pragma(`user_version = ${version + 1}`);
    }).immediate();
  }
  db.pragma('foreign_keys = ON');
}
