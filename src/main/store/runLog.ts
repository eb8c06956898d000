// What a run's engine had to say, keyed by the line's place in events.jsonl.
import { z } from 'zod';
import { type Db, rowParser } from './rows.ts';

const logRowSchema = z.strictObject({
  atByte: z.int(),
  attempt: z.int(),
  atMs: z.int(),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  message: z.string(),
});
export type LogLine = z.infer<typeof logRowSchema>;

export function runLogTable(db: Db) {
  const parse = rowParser('run_log', logRowSchema);
  const put = db.prepare<[Record<string, unknown>]>(
    'INSERT OR REPLACE INTO run_log (run, at_byte, attempt, at_ms, level, message) VALUES (@run, @atByte, @attempt, @atMs, @level, @message)',
  );
  const after = db.prepare<[string, number, number]>(
    `SELECT at_byte AS atByte, attempt, at_ms AS atMs, level, message FROM run_log WHERE run = ? AND at_byte > ? ORDER BY at_byte LIMIT ?`,
  );
  return {
    put: (run: string, line: LogLine): void => {
      put.run({ run, ...line });
    },
    /** Lines after a place, oldest first. */
    list: (run: string, afterByte = -1, limit = 10_000): LogLine[] => after.all(run, afterByte, limit).map(parse),
  };
}
