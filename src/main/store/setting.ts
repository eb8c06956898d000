// Settings of the workspace: a key and JSON, parsed by the schema of whoever reads it.
import type { z } from 'zod';
import { type Db, jsonColumn, rowParser } from './rows.ts';

export function settingTable(db: Db) {
  const select = db.prepare<[string]>('SELECT value_json FROM setting WHERE key = ?').pluck();
  const put = db.prepare<[string, string]>('INSERT OR REPLACE INTO setting (key, value_json) VALUES (?, ?)');
  return {
    /** null where it was never set. Errors: `damaged` when the value does not fit `schema`. */
    get: <T extends z.ZodType>(key: string, schema: T): z.output<T> | null => {
      const text = select.get(key);
      return text === undefined ? null : rowParser('setting', jsonColumn(schema))(text);
    },
    set: (key: string, value: z.core.util.JSONType): void => {
      put.run(key, JSON.stringify(value));
    },
  };
}
