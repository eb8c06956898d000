// Evaluation results, one document per run and split.
import { z } from 'zod';
import { type Db, jsonColumn, jsonObject, rowParser } from './rows.ts';

const evaluationRowSchema = z.strictObject({
  run: z.string(),
  split: z.string(),
  results: jsonColumn(jsonObject),
  createdMs: z.int(),
});
export type Evaluation = z.infer<typeof evaluationRowSchema>;

export function evaluationTable(db: Db) {
  const parse = rowParser('evaluation', evaluationRowSchema);
  const select = 'SELECT run, split, results_json AS results, created_ms AS createdMs FROM evaluation';
  const put = db.prepare<[Record<string, unknown>]>(
    'INSERT OR REPLACE INTO evaluation (run, split, results_json, created_ms) VALUES (@run, @split, @results, @createdMs)',
  );
  const one = db.prepare<[string, string]>(`${select} WHERE run = ? AND split = ?`);
  const ofRun = db.prepare<[string]>(`${select} WHERE run = ? ORDER BY split`);
  return {
    put: (evaluation: Evaluation): void => {
      put.run({ ...evaluation, results: JSON.stringify(evaluation.results) });
    },
    find: (run: string, split: string): Evaluation | null => {
      const row = one.get(run, split);
      return row === undefined ? null : parse(row);
    },
    list: (run: string): Evaluation[] => ofRun.all(run).map(parse),
  };
}
