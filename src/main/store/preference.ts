// What people have set up for themselves: rows of `setting` under `preference/<profile>/<key>`. Without a profile they are everybody's.
import { z } from 'zod';
import { type Db, jsonColumn, jsonValue, rowParser } from './rows.ts';

const rowSchema = z.strictObject({ key: z.string(), value: jsonColumn(jsonValue) });

export function preferenceTable(db: Db) {
  const parse = rowParser('setting', rowSchema);
  // Keys hold no wildcard of GLOB: a profile's id is a UUID, a preference's key is made of word characters, dots and dashes.
  const ofProfile = db.prepare<[string]>('SELECT key, value_json AS value FROM setting WHERE key GLOB ? ORDER BY key');
  const put = db.prepare<[string, string]>('INSERT OR REPLACE INTO setting (key, value_json) VALUES (?, ?)');
  const prefix = (profile: string | null): string => `preference/${profile ?? 'everybody'}/`;
  return {
    all: (profile: string | null): Record<string, z.core.util.JSONType> => {
      const rows = ofProfile.all(`${prefix(profile)}*`).map(parse);
      return Object.fromEntries(rows.map(({ key, value }) => [key.slice(prefix(profile).length), value]));
    },
    set: (profile: string | null, key: string, value: z.core.util.JSONType): void => {
      put.run(prefix(profile) + key, JSON.stringify(value));
    },
  };
}
