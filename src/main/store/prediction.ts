// What a run predicted for each item. A prediction never becomes a label by itself.
import { z } from 'zod';
import type { Prediction } from '../../shared/domain/prediction.ts';
import { type Db, jsonColumn, rowParser } from './rows.ts';

const predictionRowSchema = z.strictObject({
  item: z.string(),
  label: z.int().nullable(),
  predicted: z.int(),
  logits: jsonColumn(z.array(z.number())),
  probabilities: jsonColumn(z.array(z.number())),
}) satisfies z.ZodType<Prediction>;

const itemPredictionRowSchema = predictionRowSchema.extend({ run: z.string(), split: z.string() });
export type ItemPrediction = z.infer<typeof itemPredictionRowSchema>;

export function predictionTable(db: Db) {
  const parse = rowParser('prediction', predictionRowSchema);
  const parseOfItem = rowParser('prediction', itemPredictionRowSchema);
  const columns = 'item, label, predicted, logits_json AS logits, probabilities_json AS probabilities';
  const put = db.prepare<[Record<string, unknown>]>(`INSERT OR REPLACE INTO prediction
    (run, split, item, label, predicted, logits_json, probabilities_json)
    VALUES (@run, @split, @item, @label, @predicted, @logits, @probabilities)`);
  const ofRun = db.prepare<[string, string]>(`SELECT ${columns} FROM prediction WHERE run = ? AND split = ? ORDER BY item`);
  const ofItem = db.prepare<[string]>(`SELECT run, split, ${columns} FROM prediction WHERE item = ? ORDER BY run, split`);
  const afterPlace = db.prepare<[string, string, string, number]>(
    `SELECT run, split, ${columns} FROM prediction WHERE run = ? AND (split, item) > (?, ?) ORDER BY split, item LIMIT ?`,
  );
  return {
    putMany: (run: string, split: string, predictions: readonly Prediction[]): void => {
      db.transaction(() => {
        for (const { item, label, predicted, logits, probabilities } of predictions) {
          const json = { logits: JSON.stringify(logits), probabilities: JSON.stringify(probabilities) };
          put.run({ run, split, item, label, predicted, ...json });
        }
      })();
    },
    list: (run: string, split: string): Prediction[] => ofRun.all(run, split).map(parse),
    /** The next `limit` predictions of a run, all its parts, in a fixed order. */
    listedAfter: (run: string, after: { split: string; item: string } | null, limit: number): ItemPrediction[] =>
      afterPlace.all(run, after?.split ?? '', after?.item ?? '', limit).map(parseOfItem),
    /** Every run's prediction for one item. */
    ofItem: (item: string): ItemPrediction[] => ofItem.all(item).map(parseOfItem),
  };
}
