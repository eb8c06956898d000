// Checkpoints that a run's engine has written: `checkpoints/<step>` in its run folder.
import { z } from 'zod';
import { type Db, rowParser } from './rows.ts';

const checkpointRowSchema = z.strictObject({
  step: z.int(),
  /** Relative to the run folder. */
  name: z.string(),
  attempt: z.int(),
  sizeBytes: z.int(),
  atMs: z.int(),
});
export type Checkpoint = z.infer<typeof checkpointRowSchema>;

export function checkpointTable(db: Db) {
  const parse = rowParser('checkpoint', checkpointRowSchema);
  const put = db.prepare<[Record<string, unknown>]>(`INSERT OR REPLACE INTO checkpoint (run, step, name, attempt, size_bytes, at_ms)
    VALUES (@run, @step, @name, @attempt, @sizeBytes, @atMs)`);
  const all = db.prepare<[string]>(
    `SELECT step, name, attempt, size_bytes AS sizeBytes, at_ms AS atMs FROM checkpoint WHERE run = ? ORDER BY step`,
  );
  const remove = db.prepare<[string, number]>('DELETE FROM checkpoint WHERE run = ? AND step = ?');
  return {
    put: (run: string, checkpoint: Checkpoint): void => {
      put.run({ run, ...checkpoint });
    },
    /** By step. The engine keeps only some of them: a name may be gone from the folder. */
    list: (run: string): Checkpoint[] => all.all(run).map(parse),
    delete: (run: string, step: number): void => {
      remove.run(run, step);
    },
  };
}
