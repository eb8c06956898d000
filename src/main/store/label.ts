// Labels are append-only events; the current label of an item and task is the winning one: human > consensus > import > model,
// the newest within a rank (CONTRACTS, "Labels"). Triggers keep label_current; `rebuild` makes it again from the events alone.
import { z } from 'zod';
import { labelSources } from '../../shared/domain/manifest.ts';
import { type Db, jsonColumn, jsonValue, rowParser } from './rows.ts';

export const labelKinds = ['class', 'mask', 'boxes', 'surfaces', 'none'] as const;

const labelEventRowSchema = z.strictObject({
  id: z.int(),
  item: z.string(),
  task: z.string(),
  kind: z.enum(labelKinds),
  value: jsonColumn(jsonValue),
  /** sha256 of the blob with the mask or surfaces. */
  blob: z.string().nullable(),
  author: z.string(),
  source: z.enum(labelSources),
  /** The run whose prediction a person accepted. */
  basisRun: z.string().nullable(),
  /** The event that this one was made from. */
  supersedes: z.int().nullable(),
  atMs: z.int(),
});
export type LabelEvent = z.infer<typeof labelEventRowSchema>;
/** A class label's value is the class name. */
export type NewLabelEvent = Omit<LabelEvent, 'id'>;

const currentLabelRowSchema = z.strictObject({
  item: z.string(),
  task: z.string(),
  event: z.int(),
  kind: z.enum(labelKinds),
  value: jsonColumn(jsonValue),
  source: z.enum(labelSources),
  atMs: z.int(),
});
export type CurrentLabel = z.infer<typeof currentLabelRowSchema>;

const countRowSchema = z.strictObject({ value: jsonColumn(jsonValue), count: z.int() });

export function labelTable(db: Db) {
  const parseEvent = rowParser('label_event', labelEventRowSchema);
  const parseCurrent = rowParser('label_current', currentLabelRowSchema);
  const parseCount = rowParser('label_current', countRowSchema);
  const eventColumns = `id, item, task, kind, value_json AS value, blob, author, source, basis_run AS basisRun, supersedes, at_ms AS atMs`;
  const currentColumns = 'label.item, task, event, kind, value_json AS value, source, at_ms AS atMs';
  const insert = db.prepare<[Record<string, unknown>]>(`INSERT INTO label_event
    (item, task, kind, value_json, blob, author, source, basis_run, supersedes, at_ms)
    VALUES (@item, @task, @kind, @value, @blob, @author, @source, @basisRun, @supersedes, @atMs)`);
  const history = db.prepare<[string, string]>(`SELECT ${eventColumns} FROM label_event WHERE item = ? AND task = ? ORDER BY id`);
  const ofItems = db.prepare<[string]>(
    `SELECT ${eventColumns} FROM label_event WHERE item IN (SELECT id FROM item WHERE dataset = ?) ORDER BY id`,
  );
  const current = db.prepare<[string, string]>(`SELECT ${currentColumns} FROM label_current AS label WHERE item = ? AND task = ?`);
  const ofDataset = db.prepare<[string, string]>(`SELECT ${currentColumns} FROM label_current AS label
    JOIN item ON item.id = label.item WHERE item.dataset = ? AND task = ? ORDER BY item.path, item.frame`);
  const counts = db.prepare<[string, string]>(`SELECT value_json AS value, count(*) AS count FROM label_current AS label
    JOIN item ON item.id = label.item WHERE item.dataset = ? AND task = ? AND kind <> 'none' GROUP BY value_json ORDER BY value_json`);
  const clear = db.prepare<[]>('DELETE FROM label_current');
  const refill = db.prepare<[]>(`INSERT INTO label_current (item, task, event, kind, value_json, source, rank, at_ms)
    SELECT item, task, id, kind, value_json, source, rank, at_ms FROM (
      SELECT *, row_number() OVER (PARTITION BY item, task ORDER BY rank DESC, at_ms DESC, id DESC) AS place FROM label_event
    ) WHERE place = 1`);
  return {
    /** Appends events in one transaction and returns their ids in order. Errors: `notFound` for an item or event that is not there. */
    append: (events: readonly NewLabelEvent[]): number[] =>
      db.transaction(() => events.map(event => Number(insert.run({ ...event, value: JSON.stringify(event.value) }).lastInsertRowid)))(),
    /** The winning event; null where there is none. A `none` event says that a person took the label away. */
    current: (item: string, task: string): CurrentLabel | null => {
      const row = current.get(item, task);
      return row === undefined ? null : parseCurrent(row);
    },
    currentOfDataset: (dataset: string, task: string): CurrentLabel[] => ofDataset.all(dataset, task).map(parseCurrent),
    /** How many items carry each value now. */
    counts: (dataset: string, task: string): z.infer<typeof countRowSchema>[] => counts.all(dataset, task).map(parseCount),
    /** Every event of an item and task, oldest first. */
    history: (item: string, task: string): LabelEvent[] => history.all(item, task).map(parseEvent),
    /** Every event of a data set, oldest first. */
    eventsOfDataset: (dataset: string): LabelEvent[] => ofItems.all(dataset).map(parseEvent),
    rebuild: (): void => {
      db.transaction(() => {
        clear.run();
        refill.run();
      })();
    },
  };
}
