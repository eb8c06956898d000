// Items: one image, or one frame of a volume, of a data set. Originals stay where they lie: root + path + content hash.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { lateralities } from '../../shared/domain/manifest.ts';
import { AppError } from '../../shared/errors.ts';
import { type Db, jsonColumn, jsonObject, jsonValue, rowParser } from './rows.ts';

const itemRowSchema = z.strictObject({
  id: z.string(),
  dataset: z.string(),
  root: z.int(),
  /** Below the root, with forward slashes. */
  path: z.string(),
  frame: z.int().min(0).nullable(),
  sha256: z.string(),
  sizeBytes: z.int(),
  /** Pixels. */
  width: z.int(),
  height: z.int(),
  channels: z.int(),
  bitDepth: z.int(),
  subject: z.string(),
  laterality: z.enum(lateralities).nullable(),
  facts: jsonColumn(jsonObject),
  createdMs: z.int(),
});
export type Item = z.infer<typeof itemRowSchema>;

const labelledItemSchema = itemRowSchema.extend({ label: jsonColumn(jsonValue).nullable() });
export type LabelledItem = z.infer<typeof labelledItemSchema>;

export interface ItemFilter {
  dataset: string;
  /** Whose current label comes with each item. */
  task: string;
  /** Only items with this label; null: only those without one. */
  label?: z.core.util.JSONType | null;
  subject?: string;
  /** Part of the path. */
  search?: string;
}

const columns = `item.id, dataset, root, path, frame, sha256, size_bytes AS sizeBytes, width, height, channels, bit_depth AS bitDepth,
  subject, laterality, facts_json AS facts, created_ms AS createdMs`;

/** The identity of an item: the same data set name, path, frame and content give the same id in every workspace. */
export function itemId(place: { datasetName: string; path: string; frame: number | null; sha256: string }): string {
  const text = [place.datasetName, place.path, place.frame ?? '', place.sha256].join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}

export function itemTable(db: Db) {
  const parse = rowParser('item', itemRowSchema);
  const parseLabelled = rowParser('item', labelledItemSchema);
  const insert = db.prepare<[Record<string, unknown>]>(`INSERT INTO item
    (id, dataset, root, path, frame, sha256, size_bytes, width, height, channels, bit_depth, subject, laterality, facts_json, created_ms)
    VALUES (@id, @dataset, @root, @path, @frame, @sha256, @sizeBytes, @width, @height, @channels, @bitDepth, @subject, @laterality,
    @facts, @createdMs) ON CONFLICT (id) DO NOTHING`);
  const byId = db.prepare<[string]>(`SELECT ${columns} FROM item WHERE id = ?`);
  const byDataset = db.prepare<[string]>(`SELECT ${columns} FROM item WHERE dataset = ? ORDER BY path, root, ifnull(frame, -1)`);

  const filtered = (filter: ItemFilter): { from: string; values: Record<string, unknown> } => {
    const conditions = ['dataset = @dataset'];
    if (filter.label === null) conditions.push("(label.kind IS NULL OR label.kind = 'none')");
    else if (filter.label !== undefined) conditions.push('label.value_json = @label');
    if (filter.subject !== undefined) conditions.push('subject = @subject');
    if (filter.search !== undefined) conditions.push('instr(lower(path), lower(@search)) > 0');
    const { dataset, task, subject, search } = filter;
    return {
      from: `FROM item LEFT JOIN label_current AS label ON label.item = item.id AND label.task = @task WHERE ${conditions.join(' AND ')}`,
      values: { dataset, task, subject, search, label: JSON.stringify(filter.label) },
    };
  };

  return {
    /** Adds items and returns how many were new; those already there stay as they are. Errors: `conflict` when a file's content changed. */
    insertMany: (items: readonly Item[]): number =>
      db.transaction(() => items.reduce((count, item) => count + insert.run({ ...item, facts: JSON.stringify(item.facts) }).changes, 0))(),
    /** Errors: `notFound`. */
    get: (id: string): Item => {
      const row = byId.get(id);
      if (row === undefined) throw new AppError('notFound', `Expected an item of this workspace, received '${id}'.`, { details: { id } });
      return parse(row);
    },
    /** All items of a data set, by path. */
    list: (dataset: string): Item[] => byDataset.all(dataset).map(parse),
    /** One page of a long list, by path, with the current label of `filter.task`. */
    page: (filter: ItemFilter, range: { offset: number; limit: number }): LabelledItem[] => {
      const { from, values } = filtered(filter);
      const page = db.prepare<[Record<string, unknown>]>(
        `SELECT ${columns.replace('created_ms', 'item.created_ms')}, label.value_json AS label ${from} ORDER BY path, root, ifnull(frame, -1) LIMIT @limit OFFSET @offset`,
      );
      return page.all({ ...values, ...range }).map(parseLabelled);
    },
    count: (filter: ItemFilter): number => {
      const { from, values } = filtered(filter);
      return z.int().parse(db.prepare<[Record<string, unknown>]>(`SELECT count(*) ${from}`).pluck().get(values));
    },
  };
}
