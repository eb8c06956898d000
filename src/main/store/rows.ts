// Border between SQLite and TypeScript: rows come in as `unknown` and are parsed, SQLite's errors leave as AppErrors.
import Database from 'better-sqlite3';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';

export type Db = Database.Database;

/** Any JSON. What has just been parsed from text is JSON by itself: looking through it again would cost more than all else. */
export const jsonValue = z.custom<z.core.util.JSONType>(value => value !== undefined);
export const jsonObject = z.custom<Record<string, z.core.util.JSONType>>(
  value => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** A column of JSON text, parsed by `schema`. */
export function jsonColumn<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: `not JSON: ${text.slice(0, 40)}` });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** A parser of rows of one table. Errors: `damaged` naming the table and the column. */
export function rowParser<T extends z.ZodType>(table: string, schema: T): (row: unknown) => z.output<T> {
  return row => {
    const parsed = schema.safeParse(row);
    if (!parsed.success) {
      throw new AppError('damaged', `Unexpected row in table ${table} of the store: ${z.prettifyError(parsed.error)}`, {
        details: { table, issues: parsed.error.issues },
      });
    }
    return parsed.data;
  };
}

/** The same functions, with SQLite's errors turned into AppErrors. */
export function guarded<T extends object>(table: T): T {
  const wrapped = Object.entries(table).map(([name, value]) => [
    name,
    typeof value !== 'function' ? value : (...args: unknown[]) => rethrown(() => (value as (...args: unknown[]) => unknown)(...args)),
  ]);
  return Object.fromEntries(wrapped) as T;
}

export function rethrown<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw toStoreError(error);
  }
}

/** SqliteError → AppError; everything else passes unchanged. Result codes: https://sqlite.org/rescode.html */
export function toStoreError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const details = { sqliteCode: error.code };
  const options = { details, cause: error };
  if (error.code === 'SQLITE_FULL' || error.code === 'SQLITE_IOERR_WRITE') {
    return new AppError('diskFull', `Expected room to write to the store, received: ${error.message}. Free space and repeat.`, options);
  }
  if (isDamage(error)) return new AppError('damaged', `The store is damaged: ${error.message}. Restart Fovea to see its backups.`, options);
  if (error.code.startsWith('SQLITE_BUSY'))
    return new AppError('locked', 'The store is busy in another process. Repeat in a moment.', options);
  if (error.code.startsWith('SQLITE_READONLY')) {
    return new AppError('permissionDenied', `Expected a store open for writing, received: ${error.message}.`, options);
  }
  if (error.code === 'SQLITE_CONSTRAINT_UNIQUE' || error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    return new AppError('conflict', `Expected something new, received what is there already (${error.message}).`, options);
  }
  if (error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY') {
    return new AppError(
      'notFound',
      'Expected a reference to something in the store, received one to nothing (or something still in use).',
      options,
    );
  }
  return new AppError('internal', `${error.code}: ${error.message}`, options);
}

export function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}
