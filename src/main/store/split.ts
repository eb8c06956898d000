// Splits: which item is for training, validation or the test, with the certificate of the leakage check.
import { z } from 'zod';
import { type SplitName, splitNames } from '../../shared/domain/manifest.ts';
import { AppError } from '../../shared/errors.ts';
import { type Db, jsonColumn, jsonObject, rowParser } from './rows.ts';

const splitRowSchema = z.strictObject({
  id: z.string(),
  dataset: z.string(),
  name: z.string(),
  seed: z.int(),
  params: jsonColumn(jsonObject),
  certificate: jsonColumn(jsonObject),
  createdMs: z.int(),
});
export type Split = z.infer<typeof splitRowSchema>;

const splitItemRowSchema = z.strictObject({ item: z.string(), part: z.enum(splitNames) });
export type SplitItem = z.infer<typeof splitItemRowSchema>;

export function splitTable(db: Db) {
  const parse = rowParser('split', splitRowSchema);
  const parseItem = rowParser('split_item', splitItemRowSchema);
  const select = `SELECT id, dataset, name, seed, params_json AS params, certificate_json AS certificate, created_ms AS createdMs FROM split`;
  const insert = db.prepare<
    [Record<string, unknown>]
  >(`INSERT INTO split (id, dataset, name, seed, params_json, certificate_json, created_ms)
    VALUES (@id, @dataset, @name, @seed, @params, @certificate, @createdMs)`);
  const insertItem = db.prepare<[string, string, SplitName]>('INSERT INTO split_item (split, item, part) VALUES (?, ?, ?)');
  const byName = db.prepare<[{ dataset: string; key: string }]>(`${select} WHERE dataset = @dataset AND (id = @key OR name = @key)`);
  const ofDataset = db.prepare<[string]>(`${select} WHERE dataset = ? ORDER BY name`);
  const items = db.prepare<[string]>('SELECT item, part FROM split_item WHERE split = ? ORDER BY item');
  const partOf = db.prepare<[string, string], SplitName>('SELECT part FROM split_item WHERE split = ? AND item = ?').pluck();
  const list = (dataset: string): Split[] => ofDataset.all(dataset).map(parse);
  return {
    /** Adds a split with all its items. Errors: `conflict` when the data set has one of that name. */
    insert: (split: Split, parts: readonly SplitItem[]): void => {
      db.transaction(() => {
        insert.run({ ...split, params: JSON.stringify(split.params), certificate: JSON.stringify(split.certificate) });
        for (const { item, part } of parts) insertItem.run(split.id, item, part);
      })();
    },
    /** Adds items to a split that is stored in pieces. */
    insertItems: (split: string, parts: readonly SplitItem[]): void => {
      db.transaction(() => {
        for (const { item, part } of parts) insertItem.run(split, item, part);
      })();
    },
    /** By id or name within a data set. Errors: `notFound` with the known names. */
    get: (dataset: string, idOrName: string): Split => {
      const row = byName.get({ dataset, key: idOrName });
      if (row !== undefined) return parse(row);
      const known = list(dataset).map(split => split.name);
      throw new AppError(
        'notFound',
        `Expected a split of this data set, received '${idOrName}'. Known: ${known.join(', ') || 'none yet'}.`,
        {
          details: { name: idOrName, known },
        },
      );
    },
    list,
    items: (split: string): SplitItem[] => items.all(split).map(parseItem),
    /** null for an item that is in no part. */
    partOf: (split: string, item: string): SplitName | null => partOf.get(split, item) ?? null,
  };
}
