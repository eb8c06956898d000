// Data sets: a name, the classes it was imported with, and the report of its import.
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { type Db, jsonColumn, jsonObject, rowParser } from './rows.ts';

const datasetRowSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  classes: jsonColumn(z.array(z.string())),
  report: jsonColumn(jsonObject),
  createdMs: z.int(),
  itemCount: z.int(),
});
export type Dataset = z.infer<typeof datasetRowSchema>;
export type NewDataset = Omit<Dataset, 'itemCount'>;

export function datasetTable(db: Db) {
  const parse = rowParser('dataset', datasetRowSchema);
  const parseClasses = rowParser('dataset', datasetRowSchema.shape.classes);
  const select = `SELECT id, name, classes_json AS classes, report_json AS report, created_ms AS createdMs,
    (SELECT count(*) FROM item WHERE item.dataset = dataset.id) AS itemCount FROM dataset`;
  const insert = db.prepare<[Record<string, unknown>]>(
    'INSERT INTO dataset (id, name, classes_json, report_json, created_ms, complete) VALUES (@id, @name, @classes, @report, @createdMs, @complete)',
  );
  const byIdOrName = db.prepare<[{ key: string }]>(
    `${select} WHERE complete AND (id = @key OR name = @key) ORDER BY id = @key DESC LIMIT 1`,
  );
  const idOf = db
    .prepare<[{ key: string }], string>(
      'SELECT id FROM dataset WHERE complete AND (id = @key OR name = @key) ORDER BY id = @key DESC LIMIT 1',
    )
    .pluck();
  const classesOf = db.prepare<[string]>('SELECT classes_json FROM dataset WHERE id = ?').pluck();
  const all = db.prepare<[]>(`${select} WHERE complete ORDER BY name`);
  const incomplete = db.prepare<[], string>('SELECT id FROM dataset WHERE NOT complete').pluck();
  const complete = db.prepare<[string]>('UPDATE dataset SET complete = 1 WHERE id = ?');
  const removeItems = db.prepare<[string, number]>('DELETE FROM item WHERE id IN (SELECT id FROM item WHERE dataset = ? LIMIT ?)');
  const report = db.prepare<[string, string, string]>('UPDATE dataset SET classes_json = ?, report_json = ? WHERE id = ?');
  const setClasses = db.prepare<[string, string]>('UPDATE dataset SET classes_json = ? WHERE id = ?');
  const remove = db.prepare<[string]>('DELETE FROM dataset WHERE id = ?');
  const forget = db.prepare<[]>('DELETE FROM patient WHERE subject NOT IN (SELECT subject FROM item)');
  const insertAs = (complete: 0 | 1, dataset: NewDataset): void => {
    insert.run({ ...dataset, classes: JSON.stringify(dataset.classes), report: JSON.stringify(dataset.report), complete });
  };
  const find = (idOrName: string): Dataset | null => {
    const row = byIdOrName.get({ key: idOrName });
    return row === undefined ? null : parse(row);
  };
  /** By id or name. Errors: `notFound` with the known names. */
  const get = (idOrName: string): Dataset => {
    const dataset = find(idOrName);
    if (dataset !== null) return dataset;
    const known = all.all().map(row => parse(row).name);
    throw new AppError('notFound', `Expected a data set, received '${idOrName}'. Known: ${known.join(', ') || 'none yet'}.`, {
      details: { name: idOrName, known },
    });
  };
  return {
    /** Errors: `conflict` when the name is taken. */
    insert: (dataset: NewDataset): void => insertAs(1, dataset),
    /** Adds a data set that nobody sees until `complete`. Its name is taken at once. Errors: `conflict` when it is taken already. */
    begin: (dataset: NewDataset): void => insertAs(0, dataset),
    complete: (id: string): void => {
      complete.run(id);
    },
    /** Data sets that were begun and never completed. */
    incomplete: (): string[] => incomplete.all(),
    /** Removes up to `limit` items with their labels and returns how many were there. */
    removeItems: (id: string, limit: number): number => removeItems.run(id, limit).changes,
    find,
    get,
    /** The id alone, for which nothing is counted. Errors: as `get`. */
    idOf: (idOrName: string): string => idOf.get({ key: idOrName }) ?? get(idOrName).id,
    /** The classes alone. Errors: `notFound`. */
    classes: (id: string): string[] => parseClasses(classesOf.get(id) ?? JSON.stringify(get(id).classes)),
    list: (): Dataset[] => all.all().map(parse),
    setReport: (id: string, classes: string[], value: Dataset['report']): void => {
      report.run(JSON.stringify(classes), JSON.stringify(value), id);
    },
    /** The classes that a person may give, in the order of their keys. */
    setClasses: (id: string, classes: readonly string[]): void => {
      setClasses.run(JSON.stringify(classes), id);
    },
    /** Removes the data set with its items, labels, splits and the identifiers of patients that no other has. Runs stay. */
    delete: (id: string): void => {
      db.transaction(() => {
        remove.run(id);
        forget.run();
      })();
    },
  };
}
