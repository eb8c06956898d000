// Named folders that originals lie in. Files are read only below them; moving a folder changes one row.
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { type Db, rowParser } from './rows.ts';

export const importRootSchema = z.strictObject({ id: z.int(), name: z.string(), path: z.string() });
export type ImportRoot = z.infer<typeof importRootSchema>;

export function importRootTable(db: Db) {
  const parse = rowParser('import_root', importRootSchema);
  const insert = db.prepare<[string, string]>('INSERT INTO import_root (name, path) VALUES (?, ?)');
  const byId = db.prepare<[number]>('SELECT id, name, path FROM import_root WHERE id = ?');
  const byName = db.prepare<[string]>('SELECT id, name, path FROM import_root WHERE name = ?');
  const all = db.prepare<[]>('SELECT id, name, path FROM import_root ORDER BY name');
  const move = db.prepare<[string, number]>('UPDATE import_root SET path = ? WHERE id = ?');
  const get = (id: number): ImportRoot => {
    const row = byId.get(id);
    if (row === undefined) throw new AppError('notFound', `Expected an import root, received number ${id}, which is not there.`);
    return parse(row);
  };
  return {
    /** Registers an absolute folder path. Errors: `conflict` when the name is taken. */
    add: (name: string, path: string): ImportRoot => get(Number(insert.run(name, path).lastInsertRowid)),
    /** Errors: `notFound`. */
    get,
    find: (name: string): ImportRoot | null => {
      const row = byName.get(name);
      return row === undefined ? null : parse(row);
    },
    list: (): ImportRoot[] => all.all().map(parse),
    /** Tells where the folder lies now. Errors: `notFound`. */
    setPath: (id: number, path: string): ImportRoot => {
      move.run(path, id);
      return get(id);
    },
  };
}
