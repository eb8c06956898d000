// Items: one image, one frame of a file, or one volume (a series of a file) of a data set. Originals stay where they lie: root + path + content hash.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { itemTasks } from '../../shared/domain/label.ts';
import { labelSources, lateralities } from '../../shared/domain/manifest.ts';
import { scanPatterns } from '../../shared/domain/volume.ts';
import { AppError } from '../../shared/errors.ts';
import { type Db, jsonColumn, jsonObject, jsonValue, rowParser } from './rows.ts';

const itemRowSchema = z.strictObject({
  id: z.string(),
  dataset: z.string(),
  root: z.int(),
  /** Below the root, with forward slashes. */
  path: z.string(),
  frame: z.int().min(0).nullable(),
  /** A volume's place among the series of its file; null for an image. */
  series: z.int().min(0).nullable(),
  /** 1 for an image. */
  bscans: z.int().min(1),
  /** ISO date of the examination. */
  visit: z.string().nullable(),
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

const listedItemSchema = z.strictObject({
  id: z.string(),
  root: z.int(),
  path: z.string(),
  frame: z.int().nullable(),
  series: z.int().nullable(),
  bscans: z.int(),
  visit: z.string().nullable(),
  /** Of a volume, where its file says them. */
  device: z.string().nullable(),
  pattern: z.enum(scanPatterns).nullable(),
  subject: z.string(),
  laterality: z.enum(lateralities).nullable(),
  sha256: z.string(),
  width: z.int(),
  height: z.int(),
  /** Of the current class label; all null where there is none. */
  event: z.int().nullable(),
  kind: z.string().nullable(),
  value: jsonColumn(jsonValue).nullable(),
  source: z.enum(labelSources).nullable(),
  flagged: z.int(),
  excluded: z.int(),
});
const untoldItemSchema = z.strictObject({ id: z.string(), series: z.int().nullable(), subject: z.string(), together: z.string() });
/** An item whose patient nothing tells; those with the same `together` are of one. */
export type UntoldItem = z.infer<typeof untoldItemSchema>;

/** What a list needs of an item, with its current labels. */
export type ListedItem = z.infer<typeof listedItemSchema>;
/** Where a list goes on. */
export type ListedPlace = Pick<ListedItem, 'path' | 'root' | 'frame' | 'series'>;

const columns = `id, dataset, root, path, frame, series, bscans, visit, sha256, size_bytes AS sizeBytes, width, height, channels, bit_depth AS bitDepth,
  subject, laterality, facts_json AS facts, created_ms AS createdMs`;

/** The identity of an item: the same data set name, path, frame, series and content give the same id in every workspace. */
export function itemId(place: { datasetName: string; path: string; frame: number | null; series?: number | null; sha256: string }): string {
  const { datasetName, path, frame, series = null, sha256 } = place;
  const text = [datasetName, path, frame ?? '', sha256, ...(series === null ? [] : [`series ${series}`])].join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}

export function itemTable(db: Db) {
  const parse = rowParser('item', itemRowSchema);
  const parseListed = rowParser('item', listedItemSchema);
  const insert = db.prepare<[Record<string, unknown>]>(`INSERT INTO item
    (id, dataset, root, path, frame, series, bscans, visit, sha256, size_bytes, width, height, channels, bit_depth, subject, laterality, facts_json, created_ms)
    VALUES (@id, @dataset, @root, @path, @frame, @series, @bscans, @visit, @sha256, @sizeBytes, @width, @height, @channels, @bitDepth, @subject, @laterality,
    @facts, @createdMs) ON CONFLICT (id) DO NOTHING`);
  const byId = db.prepare<[string]>(`SELECT ${columns} FROM item WHERE id = ?`);
  const datasetOf = db.prepare<[string], string>('SELECT dataset FROM item WHERE id = ?').pluck();
  const byDataset = db.prepare<[string]>(
    `SELECT ${columns} FROM item WHERE dataset = ? ORDER BY path, root, ifnull(frame, -1), ifnull(series, -1)`,
  );

  const rootOf = db.prepare<[string], number>('SELECT root FROM item WHERE dataset = ? LIMIT 1').pluck();
  const ofRoot = db.prepare<[{ root: number }]>(`SELECT path, sha256 FROM item WHERE root = @root
    AND NOT EXISTS (SELECT 1 FROM volume_file WHERE volume_file.item = item.id)
    UNION SELECT file.path, file.sha256 FROM volume_file AS file JOIN item ON item.id = file.item WHERE root = @root ORDER BY 1`);
  const parseFile = rowParser('item', z.strictObject({ path: z.string(), sha256: z.string() }));

  const isSet = (task: string): string =>
    `EXISTS (SELECT 1 FROM label_current AS mark WHERE mark.item = item.id AND mark.task = '${task}' AND mark.kind <> 'none')`;
  const listed = `SELECT item.id, item.root, item.path, item.frame, item.series, item.bscans, item.visit, volume.device, volume.scan_pattern AS pattern, item.subject, item.laterality, item.sha256, item.width, item.height,
    label.event, label.kind, label.value_json AS value, label.source,
    ${isSet(itemTasks.flag)} AS flagged, ${isSet(itemTasks.exclusion)} AS excluded
    FROM item LEFT JOIN volume ON volume.item = item.id LEFT JOIN label_current AS label ON label.item = item.id AND label.task = '${itemTasks.class}'`;
  const order = 'ORDER BY item.path, item.root, ifnull(item.frame, -1), ifnull(item.series, -1)';
  const listedAfter = db.prepare<[Record<string, unknown>]>(
    `${listed} WHERE item.dataset = @dataset AND (item.path, item.root, ifnull(item.frame, -1), ifnull(item.series, -1)) > (@path, @root, @frame, @series) ${order} LIMIT @limit`,
  );
  const listedOne = db.prepare<[string]>(`${listed} WHERE item.id = ?`);
  const withPages = db
    .prepare<[string], string>(`SELECT id FROM item WHERE dataset = ? AND json_extract(facts_json, '$.frames') > 1`)
    .pluck();
  const withFolderSplit = db
    .prepare<[string], string>(`SELECT id FROM item WHERE dataset = ? AND json_extract(facts_json, '$.folderSplit') IS NOT NULL`)
    .pluck();
  const parseUntold = rowParser('item', untoldItemSchema);
  const untold = db.prepare<
    [string]
  >(`SELECT id, series, subject, ifnull(json_extract(facts_json, '$.together'), path) AS together FROM item
    WHERE dataset = ? AND (subject = '' OR json_extract(facts_json, '$.together') IS NOT NULL)`);
  const setSubject = db.prepare<[Omit<UntoldItem, 'series'>]>(
    `UPDATE item SET subject = @subject, facts_json = json_set(facts_json, '$.together', @together) WHERE id = @id`,
  );
  const patients = db.prepare<[string], number>(`SELECT count(DISTINCT subject) FROM item WHERE dataset = ? AND subject <> ''`).pluck();

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
    /** The data set that an item is of; null for none. */
    datasetOf: (id: string): string | null => datasetOf.get(id) ?? null,
    /** All items of a data set, by path. */
    list: (dataset: string): Item[] => byDataset.all(dataset).map(parse),
    /** The import root that a data set's items lie in; null where it has none. */
    rootOf: (dataset: string): number | null => rootOf.get(dataset) ?? null,
    /** Files of an import root, of whichever data sets; those of a volume each. */
    ofRoot: (root: number): { path: string; sha256: string }[] => ofRoot.all({ root }).map(parseFile),
    /** The next `limit` items of a data set by path, with their labels; from the start without `after`. */
    listed: (dataset: string, after: ListedPlace | null, limit: number): ListedItem[] => {
      const place = { path: after?.path ?? '', root: after?.root ?? -1, frame: after?.frame ?? -1, series: after?.series ?? -1 };
      return listedAfter.all({ dataset, ...place, limit }).map(parseListed);
    },
    /** One item as `listed` gives it. Errors: `notFound`. */
    listedOne: (id: string): ListedItem => {
      const row = listedOne.get(id);
      if (row === undefined) throw new AppError('notFound', `Expected an item of this workspace, received '${id}'.`, { details: { id } });
      return parseListed(row);
    },
    /** Items whose patient neither file nor name nor study told at import, whatever they count as since. */
    untold: (dataset: string): UntoldItem[] => untold.all(dataset).map(parseUntold),
    setSubjects: (rows: readonly Omit<UntoldItem, 'series'>[]): void => {
      db.transaction(() => {
        for (const row of rows) setSubject.run(row);
      })();
    },
    /** Distinct ones, the unknown left out. */
    patientCount: (dataset: string): number => patients.get(dataset) ?? 0,
    /** Items whose file has more than one page, or lay in a split folder. */
    withFact: (dataset: string, fact: 'pages' | 'folderSplit'): string[] => (fact === 'pages' ? withPages : withFolderSplit).all(dataset),
  };
}
