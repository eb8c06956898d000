// People who label images and open test sets: a name, initials that tell them apart, a colour. No accounts.
import { z } from 'zod';
import { type Profile, profileSchema } from '../../shared/domain/label.ts';
import { AppError } from '../../shared/errors.ts';
import { type Db, rowParser } from './rows.ts';
import { settingTable } from './setting.ts';

const currentKey = 'currentProfile';

export function profileTable(db: Db) {
  const parse = rowParser('profile', profileSchema);
  const settings = settingTable(db);
  const select = 'SELECT id, name, initials, color_index AS colorIndex, created_ms AS createdMs FROM profile';
  const insert = db.prepare<[Profile]>(
    'INSERT INTO profile (id, name, initials, color_index, created_ms) VALUES (@id, @name, @initials, @colorIndex, @createdMs)',
  );
  const byId = db.prepare<[string]>(`${select} WHERE id = ?`);
  const all = db.prepare<[]>(`${select} ORDER BY created_ms, name`);
  return {
    /** Errors: `conflict` when name or initials are taken. */
    add: (profile: Profile): void => {
      insert.run(profile);
    },
    find: (id: string): Profile | null => {
      const row = byId.get(id);
      return row === undefined ? null : parse(row);
    },
    /** Errors: `notFound`. */
    get: (id: string): Profile => {
      const row = byId.get(id);
      if (row === undefined) throw new AppError('notFound', `Expected a profile of this workspace, received '${id}'. Choose one first.`);
      return parse(row);
    },
    list: (): Profile[] => all.all().map(parse),
    /** Id of the profile that works now; null before one was chosen. */
    current: (): string | null => settings.get(currentKey, z.string()),
    setCurrent: (id: string): void => settings.set(currentKey, id),
  };
}
