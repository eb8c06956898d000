// Metrics of runs: one value per series and step; where a resumed run computes a step again, the higher attempt wins.
import { z } from 'zod';
import { type Db, rowParser } from './rows.ts';

const metricRowSchema = z.strictObject({
  series: z.string(),
  step: z.int(),
  epoch: z.number(),
  /** NaN and infinities included; the table spells NaN as NULL. */
  value: z.custom<number | null>(value => value === null || typeof value === 'number').transform(value => value ?? Number.NaN),
  attempt: z.int(),
  atMs: z.int(),
});
export type Metric = z.infer<typeof metricRowSchema>;

export function metricTable(db: Db) {
  const parse = rowParser('metric', metricRowSchema);
  const columns = 'series, step, epoch, value, attempt, at_ms AS atMs';
  const put = db.prepare<[Record<string, unknown>]>(`INSERT INTO metric (run, series, step, epoch, value, attempt, at_ms)
    VALUES (@run, @series, @step, @epoch, @value, @attempt, @atMs)
    ON CONFLICT (run, series, step) DO UPDATE SET epoch = excluded.epoch, value = excluded.value, attempt = excluded.attempt,
      at_ms = excluded.at_ms WHERE excluded.attempt >= metric.attempt`);
  const all = db.prepare<[string]>(`SELECT ${columns} FROM metric WHERE run = ? ORDER BY series, step`);
  const ofSeries = db.prepare<[string, string, number]>(
    `SELECT ${columns} FROM metric WHERE run = ? AND series = ? AND step >= ? ORDER BY step`,
  );
  const latest = db.prepare<[{ run: string }]>(`SELECT ${columns} FROM metric AS m WHERE run = @run
    AND step = (SELECT max(step) FROM metric WHERE run = @run AND series = m.series) ORDER BY series`);
  return {
    put: (run: string, metric: Metric): void => {
      put.run({ ...metric, run, value: Number.isNaN(metric.value) ? null : metric.value });
    },
    /** By series, then step. */
    list: (run: string): Metric[] => all.all(run).map(parse),
    series: (run: string, series: string, fromStep = 0): Metric[] => ofSeries.all(run, series, fromStep).map(parse),
    /** The value at the last step of every series. */
    latest: (run: string): Metric[] => latest.all({ run }).map(parse),
  };
}
