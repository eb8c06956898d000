// Labels are append-only events; the current label of an item and task is the winning one: human > consensus > import > model,
// the newest within a rank (CONTRACTS, "Labels"). An event that another one undoes does not count, unless that undo was undone.
// Triggers keep label_current; `rebuild` makes it again from the events alone.
import { z } from 'zod';
import { itemTasks } from '../../shared/domain/label.ts';
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
  /** The event that this one takes back; such an event is no label of its own. */
  undoes: z.int().nullable(),
  /** Events of one act share it, and are undone together. */
  action: z.string().nullable(),
  atMs: z.int(),
});
export type LabelEvent = z.infer<typeof labelEventRowSchema>;
/** A class label's value is the class name. */
export type NewLabelEvent = Omit<LabelEvent, 'id' | 'undoes' | 'action'> & Partial<Pick<LabelEvent, 'undoes' | 'action'>>;

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
  const eventColumns = `id, item, task, kind, value_json AS value, blob, author, source, basis_run AS basisRun, supersedes, undoes, action, at_ms AS atMs`;
  const currentColumns = 'label.item, task, event, kind, value_json AS value, source, at_ms AS atMs';
  const insert = db.prepare<[Record<string, unknown>]>(`INSERT INTO label_event
    (item, task, kind, value_json, blob, author, source, basis_run, supersedes, undoes, action, at_ms)
    VALUES (@item, @task, @kind, @value, @blob, @author, @source, @basisRun, @supersedes, @undoes, @action, @atMs)`);
  const byId = db.prepare<[number]>(`SELECT ${eventColumns} FROM label_event WHERE id = ?`);
  const ofAction = db.prepare<[string]>(`SELECT ${eventColumns} FROM label_event WHERE action = ? ORDER BY id`);
  const newestMs = db.prepare<[string, string], number | null>('SELECT max(at_ms) FROM label_event WHERE item = ? AND task = ?').pluck();
  const lastId = db.prepare<[], number | null>('SELECT max(id) FROM label_event').pluck();
  // CROSS JOIN keeps the order of the tables: the few new events first, not the many items.
  const changed = db
    .prepare<[number, string], string>(
      'SELECT DISTINCT event.item FROM label_event AS event CROSS JOIN item ON item.id = event.item WHERE event.id > ? AND item.dataset = ?',
    )
    .pluck();
  const itemsWith = db
    .prepare<[string, string], string>(
      `SELECT label.item FROM label_current AS label JOIN item ON item.id = label.item WHERE label.task = ? AND label.kind <> 'none' AND item.dataset = ?`,
    )
    .pluck();
  const lastOf = (condition: string) =>
    db.prepare<[{ author: string; dataset: string }]>(`SELECT ${eventColumns} FROM label_event AS event
    WHERE author = @author AND EXISTS (SELECT 1 FROM item WHERE item.id = event.item AND item.dataset = @dataset) AND ${condition}
    ORDER BY event.id DESC LIMIT 1`);
  const isNotUndone = `NOT EXISTS (SELECT 1 FROM label_event AS undo WHERE undo.undoes = event.id
    AND NOT EXISTS (SELECT 1 FROM label_event AS redo WHERE redo.undoes = undo.id))`;
  const lastAct = lastOf('undoes IS NULL');
  const lastEffective = lastOf(`undoes IS NULL AND ${isNotUndone}`);
  /** An undo of an act that has not been undone itself: what a redo takes back. */
  const lastUndo = lastOf(`undoes IS NOT NULL AND ${isNotUndone}
    AND EXISTS (SELECT 1 FROM label_event AS act WHERE act.id = event.undoes AND act.undoes IS NULL)`);
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
      SELECT *, row_number() OVER (PARTITION BY item, task ORDER BY rank DESC, at_ms DESC, id DESC) AS place FROM label_effective
    ) WHERE place = 1`);
  /** The whole act that an event belongs to. */
  const actOf = (row: unknown): LabelEvent[] => {
    if (row === undefined) return [];
    const event = parseEvent(row);
    return event.action === null ? [event] : ofAction.all(event.action).map(parseEvent);
  };
  return {
    /** Appends events in one transaction and returns their ids in order. Errors: `notFound` for an item or event that is not there. */
    append: (events: readonly NewLabelEvent[]): number[] =>
      db.transaction(() =>
        events.map(event => {
          const row = { undoes: null, action: null, ...event, value: JSON.stringify(event.value) };
          return Number(insert.run(row).lastInsertRowid);
        }),
      )(),
    /** The winning event; null where there is none. A `none` event says that a person took the label away. */
    current: (item: string, task: string): CurrentLabel | null => {
      const row = current.get(item, task);
      return row === undefined ? null : parseCurrent(row);
    },
    currentOfDataset: (dataset: string, task: string): CurrentLabel[] => ofDataset.all(dataset, task).map(parseCurrent),
    /** The same without the items that a person has left out. */
    ofIncluded: (dataset: string, task: string): CurrentLabel[] => {
      const excluded = new Set(itemsWith.all(itemTasks.exclusion, dataset));
      return ofDataset
        .all(dataset, task)
        .map(parseCurrent)
        .filter(({ item }) => !excluded.has(item));
    },
    /** How many items carry each value now. */
    counts: (dataset: string, task: string): z.infer<typeof countRowSchema>[] => counts.all(dataset, task).map(parseCount),
    /** Every event of an item and task, oldest first. */
    history: (item: string, task: string): LabelEvent[] => history.all(item, task).map(parseEvent),
    /** Every event of a data set, oldest first. */
    eventsOfDataset: (dataset: string): LabelEvent[] => ofItems.all(dataset).map(parseEvent),
    find: (id: number): LabelEvent | null => {
      const row = byId.get(id);
      return row === undefined ? null : parseEvent(row);
    },
    /** The time of the newest event of an item and task: what comes after it must not be older, whatever the clock says. */
    newestMs: (item: string, task: string): number | null => newestMs.get(item, task) ?? null,
    /** Number of the newest event of all; grows with every change of a label. */
    lastId: (): number => lastId.get() ?? 0,
    /** Items of a data set with an event after number `afterId`. */
    changedItems: (dataset: string, afterId: number): string[] => changed.all(afterId, dataset),
    /** The events of a person's newest act in a data set that still counts; empty where there is none. */
    undoable: (author: string, dataset: string): LabelEvent[] => actOf(lastEffective.get({ author, dataset })),
    /** The events of the person's newest undo, unless something was labelled since. */
    redoable: (author: string, dataset: string): LabelEvent[] => {
      const undo = actOf(lastUndo.get({ author, dataset }));
      const act = actOf(lastAct.get({ author, dataset }));
      return (undo[0]?.id ?? 0) > (act[0]?.id ?? 0) ? undo : [];
    },
    rebuild: (): void => {
      db.transaction(() => {
        clear.run();
        refill.run();
      })();
    },
  };
}
