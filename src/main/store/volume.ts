// Volumes: items with B-scans. What the file said stays as it was read; what people state lies over it as events that can be taken back.
import type { Laterality } from '../../shared/domain/manifest.ts';
import type { VolumeHeader } from '../../shared/domain/volume.ts';
import type { VolumeStatement } from '../../shared/domain/volumeView.ts';
import { type Db, rowParser } from './rows.ts';
import {
  bscanRowSchema,
  type NewStatementEvent,
  type StatementEvent,
  statementRowSchema,
  type TreeRow,
  treeRowSchema,
  type VolumeFileRow,
  volumeFileSchema,
  volumeRowSchema,
} from './volumeRows.ts';

type Options = Extract<StatementEvent, { kind: 'options' }>['value'];

export interface StoredVolume {
  /** Id of the item that it is. */
  item: string;
  /** Name of the format that its file was read by. */
  format: string;
  /** Eye as import found it, by the file or its name. */
  laterality: Laterality | null;
  /** Switches of the format that it was read with. */
  options: Options;
  header: VolumeHeader;
  /** What it is read from (`openVolumeItem`), the item's own path first. */
  files: VolumeFileRow[];
}

/** What holds now, over what the file says. */
export interface StatedVolume {
  statement: VolumeStatement;
  /** Null where nobody set any: those of import hold. */
  options: Options | null;
  /** Number of the newest event of the item, 0 without any: changes with everything stated or taken back. */
  version: number;
}

export function volumeTable(db: Db) {
  const parseVolume = rowParser('volume', volumeRowSchema);
  const parseBscan = rowParser('bscan', bscanRowSchema);
  const parseEvent = rowParser('volume_statement', statementRowSchema);
  const parseTree = rowParser('item', treeRowSchema);
  const insert = db.prepare<[Record<string, unknown>]>(`INSERT INTO volume (item, format, laterality, options_json, header_json)
    VALUES (@item, @format, @laterality, @options, @header) ON CONFLICT (item) DO NOTHING`);
  const insertBscan = db.prepare<[Record<string, unknown>]>(`INSERT INTO bscan (item, number, quality, averaged, acquired_at, path_json)
    VALUES (@item, @number, @quality, @averaged, @acquiredAt, @path)`);
  const insertFile = db.prepare<[Record<string, unknown>]>(`INSERT INTO volume_file (item, number, path, sha256, size_bytes, mtime_ms)
    VALUES (@item, @number, @path, @sha256, @sizeBytes, @mtimeMs)`);
  const filesOf = db.prepare<[string]>(
    'SELECT path, sha256, size_bytes AS sizeBytes, mtime_ms AS mtimeMs FROM volume_file WHERE item = ? ORDER BY number',
  );
  const parseFile = rowParser('volume_file', volumeFileSchema);
  const byItem = db.prepare<[string]>(
    'SELECT item, format, laterality, options_json AS options, header_json AS header FROM volume WHERE item = ?',
  );
  const bscansOf = db.prepare<[string]>(
    'SELECT path_json AS path, quality, averaged, acquired_at AS acquiredAt FROM bscan WHERE item = ? ORDER BY number',
  );
  const eventColumns = 'id, item, kind, value_json AS value, author, undoes, action, at_ms AS atMs';
  const append = db.prepare<[Record<string, unknown>]>(`INSERT INTO volume_statement (item, kind, value_json, author, undoes, action, at_ms)
    VALUES (@item, @kind, @value, @author, @undoes, @action, @atMs)`);
  const holding = db.prepare<[string, string]>(
    `SELECT ${eventColumns} FROM volume_statement_effective WHERE item = ? AND kind = ? ORDER BY id DESC LIMIT 1`,
  );
  const version = db.prepare<[string], number | null>('SELECT max(id) FROM volume_statement WHERE item = ?').pluck();
  const history = db.prepare<[string]>(`SELECT ${eventColumns} FROM volume_statement WHERE item = ? ORDER BY id`);
  const byId = db.prepare<[number]>(`SELECT ${eventColumns} FROM volume_statement WHERE id = ?`);
  const ofAction = db.prepare<[string]>(`SELECT ${eventColumns} FROM volume_statement WHERE action = ? ORDER BY id`);
  const lastOf = (condition: string) =>
    db.prepare<[{ author: string; item: string }]>(
      `SELECT ${eventColumns} FROM volume_statement AS event WHERE author = @author AND item = @item AND ${condition} ORDER BY id DESC LIMIT 1`,
    );
  const isNotUndone = `NOT EXISTS (SELECT 1 FROM volume_statement AS undo WHERE undo.undoes = event.id
    AND NOT EXISTS (SELECT 1 FROM volume_statement AS redo WHERE redo.undoes = undo.id))`;
  const lastAct = lastOf('undoes IS NULL');
  const lastEffective = lastOf(`undoes IS NULL AND ${isNotUndone}`);
  const lastUndo = lastOf(`undoes IS NOT NULL AND ${isNotUndone}
    AND EXISTS (SELECT 1 FROM volume_statement AS act WHERE act.id = event.undoes AND act.undoes IS NULL)`);
  const setHeader = db.prepare<[string, string]>('UPDATE volume SET header_json = ? WHERE item = ?');
  const clearBscans = db.prepare<[string]>('DELETE FROM bscan WHERE item = ?');
  const setSize = db.prepare<[Record<string, unknown>]>(
    'UPDATE item SET bscans = @bscans, width = @columns, height = @rows, channels = @channels WHERE id = @item',
  );
  const setEye = db.prepare<[Laterality | null, string]>('UPDATE item SET laterality = ? WHERE id = ?');
  const tree = db.prepare<
    [{ dataset: string }]
  >(`SELECT item.id AS item, subject, item.laterality, visit, path, series, bscans, volume.format,
    scan_pattern AS scanPattern, device FROM item LEFT JOIN volume ON volume.item = item.id WHERE dataset = @dataset
    ORDER BY subject, item.laterality IS NULL, item.laterality, visit IS NULL, visit, path, ifnull(series, -1)`);
  const ofSubject = db.prepare<
    [{ item: string }]
  >(`SELECT item.id AS item, subject, item.laterality, visit, path, series, bscans, volume.format,
    scan_pattern AS scanPattern, device FROM item JOIN volume ON volume.item = item.id
    WHERE dataset = (SELECT dataset FROM item WHERE id = @item) AND subject = (SELECT subject FROM item WHERE id = @item) AND subject <> ''
    ORDER BY visit IS NULL, visit, item.laterality, path, ifnull(series, -1)`);

  const find = (item: string): StoredVolume | null => {
    const row = byItem.get(item);
    if (row === undefined) return null;
    const { header, ...volume } = parseVolume(row);
    const bscans = bscansOf.all(item).map(parseBscan);
    return { ...volume, header: { ...header, bscans }, files: filesOf.all(item).map(parseFile) };
  };
  const insertBscans = (item: string, bscans: VolumeHeader['bscans']): void => {
    for (const [number, { path, ...bscan }] of bscans.entries()) {
      insertBscan.run({ ...bscan, item, number, path: path === null ? null : JSON.stringify(path) });
    }
  };
  const statementOf = (item: string): VolumeStatement => {
    const row = holding.get(item, 'statement');
    const event = row === undefined ? null : parseEvent(row);
    return event?.kind === 'statement' ? event.value : {};
  };
  const actOf = (row: unknown): StatementEvent[] => (row === undefined ? [] : ofAction.all(parseEvent(row).action).map(parseEvent));
  return {
    /** Adds volumes to items that are there; those already stored stay as they are. Errors: `notFound` without the item. */
    insertMany: (volumes: readonly StoredVolume[]): void => {
      db.transaction(() => {
        for (const { header, item, options, files, ...volume } of volumes) {
          const { bscans, ...rest } = header;
          const row = { ...volume, item, options: JSON.stringify(options), header: JSON.stringify(rest) };
          if (insert.run(row).changes === 0) continue;
          for (const [number, file] of files.entries()) insertFile.run({ ...file, item, number });
          insertBscans(item, bscans);
        }
      })();
    },
    /** Another header for a volume that is now read by other switches; its sizes are the item's. */
    describe: (item: string, { bscans, ...rest }: VolumeHeader): void => {
      db.transaction(() => {
        setHeader.run(JSON.stringify(rest), item);
        clearBscans.run(item);
        insertBscans(item, bscans);
        setSize.run({ ...rest.shape, item });
      })();
    },
    /** Null for an image. */
    find,
    /** What people state of a volume, and the switches they set. */
    stated: (item: string): StatedVolume => {
      const row = holding.get(item, 'options');
      const event = row === undefined ? null : parseEvent(row);
      return {
        statement: statementOf(item),
        options: event?.kind === 'options' ? event.value : null,
        version: version.get(item) ?? 0,
      };
    },
    /** Appends events and lets the eye that now holds be the item's: lists of the data set are then to be read anew (topic `datasets`). Returns their ids. Errors: `notFound` for an item or event that is not there. */
    state: (events: readonly NewStatementEvent[]): number[] =>
      db.transaction(() => {
        const ids = events.map(event => {
          const row = { ...event, undoes: event.undoes ?? null, value: JSON.stringify(event.value) };
          return Number(append.run(row).lastInsertRowid);
        });
        for (const item of new Set(events.map(event => event.item))) {
          const { laterality } = statementOf(item);
          setEye.run(laterality === undefined ? (find(item)?.laterality ?? null) : laterality, item);
        }
        return ids;
      })(),
    /** Every event of an item, oldest first. */
    history: (item: string): StatementEvent[] => history.all(item).map(parseEvent),
    findEvent: (id: number): StatementEvent | null => {
      const row = byId.get(id);
      return row === undefined ? null : parseEvent(row);
    },
    /** The events of a person's newest act on an item that still counts; empty where there is none. */
    undoable: (author: string, item: string): StatementEvent[] => actOf(lastEffective.get({ author, item })),
    /** The events of the person's newest undo, unless something was stated since. */
    redoable: (author: string, item: string): StatementEvent[] => {
      const undo = actOf(lastUndo.get({ author, item }));
      const act = actOf(lastAct.get({ author, item }));
      return (undo[0]?.id ?? 0) > (act[0]?.id ?? 0) ? undo : [];
    },
    /** Every item of a data set in the order patient, eye, visit, series; unknown eyes and visits last. */
    tree: (dataset: string): TreeRow[] => tree.all({ dataset }).map(parseTree),
    /** Every volume of an item's data set and patient, itself among them; empty where the patient is unknown. */
    ofPatient: (item: string): TreeRow[] => ofSubject.all({ item }).map(parseTree),
  };
}
