// Every look at a test set, with its reason. Append-only; `count` says the how-manieth look at that data set's split it was.
import { z } from 'zod';
import { type Db, rowParser } from './rows.ts';

const testOpeningRowSchema = z.strictObject({
  id: z.int(),
  run: z.string(),
  /** Names, so that a data set or split made again under its old name goes on counting. */
  dataset: z.string(),
  split: z.string(),
  reason: z.string(),
  author: z.string(),
  atMs: z.int(),
  count: z.int(),
});
export type TestOpening = z.infer<typeof testOpeningRowSchema>;

export function testOpeningTable(db: Db) {
  const parse = rowParser('test_opening', testOpeningRowSchema);
  const select = 'SELECT id, run, dataset, split, reason, author, at_ms AS atMs, count FROM test_opening';
  const insert = db.prepare<
    [Omit<TestOpening, 'id' | 'count'>]
  >(`INSERT INTO test_opening (run, dataset, split, reason, author, at_ms, count)
    VALUES (@run, @dataset, @split, @reason, @author, @atMs,
      1 + (SELECT count(*) FROM test_opening WHERE dataset = @dataset AND split = @split))`);
  const byId = db.prepare<[number | bigint]>(`${select} WHERE id = ?`);
  const ofRun = db.prepare<[string]>(`${select} WHERE run = ? ORDER BY id`);
  const ofSplit = db.prepare<[string, string]>(`${select} WHERE dataset = ? AND split = ? ORDER BY id`);
  return {
    /** Records the look and returns it with its count. */
    add: (opening: Omit<TestOpening, 'id' | 'count'>): TestOpening => parse(byId.get(insert.run(opening).lastInsertRowid)),
    ofRun: (run: string): TestOpening[] => ofRun.all(run).map(parse),
    ofSplit: (dataset: string, split: string): TestOpening[] => ofSplit.all(dataset, split).map(parse),
  };
}
