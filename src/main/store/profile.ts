// People who label images and open test sets.
import { z } from 'zod';
import { type Db, rowParser } from './rows.ts';

const profileRowSchema = z.strictObject({ id: z.string(), name: z.string(), createdMs: z.int() });
export type Profile = z.infer<typeof profileRowSchema>;

export function profileTable(db: Db) {
  const parse = rowParser('profile', profileRowSchema);
  const insert = db.prepare<[Profile]>('INSERT INTO profile (id, name, created_ms) VALUES (@id, @name, @createdMs)');
  const all = db.prepare<[]>('SELECT id, name, created_ms AS createdMs FROM profile ORDER BY created_ms, name');
  return {
    /** Errors: `conflict` when the name is taken. */
    add: (profile: Profile): void => {
      insert.run(profile);
    },
    list: (): Profile[] => all.all().map(parse),
  };
}
