// The queue's rows: runs that wait, in order, and the one at work.
import { z } from 'zod';
import { type Db, rowParser } from './rows.ts';

const jobRowSchema = z.strictObject({
  run: z.string(),
  position: z.int(),
  state: z.enum(['waiting', 'running']),
  /** Engine process of the running job. */
  pid: z.int().nullable(),
  createdMs: z.int(),
});
export type Job = z.infer<typeof jobRowSchema>;

export function jobTable(db: Db) {
  const parse = rowParser('job', jobRowSchema);
  const insert = db.prepare<[string, number]>(`INSERT INTO job (run, position, state, created_ms)
    VALUES (?, (SELECT ifnull(max(position), 0) + 1 FROM job), 'waiting', ?)`);
  const all = db.prepare<[]>(
    "SELECT run, position, state, pid, created_ms AS createdMs FROM job ORDER BY state = 'running' DESC, position",
  );
  const setPosition = db.prepare<[number, string]>('UPDATE job SET position = ? WHERE run = ?');
  const setRunning = db.prepare<[number | null, string]>("UPDATE job SET state = 'running', pid = ? WHERE run = ?");
  const remove = db.prepare<[string]>('DELETE FROM job WHERE run = ?');
  const list = (): Job[] => all.all().map(parse);
  return {
    /** Appends a waiting job. Errors: `conflict` when the run is queued already. */
    add: (run: string, createdMs: number): void => {
      insert.run(run, createdMs);
    },
    /** The running job first, then the waiting ones in order. */
    list,
    /** Moves a waiting job to a place among the waiting ones, 0 being next. */
    move: (run: string, index: number): void => {
      db.transaction(() => {
        const others = list().filter(job => job.state === 'waiting' && job.run !== run);
        const order = others.map(job => job.run);
        order.splice(Math.max(0, index), 0, run);
        order.forEach((id, place) => {
          setPosition.run(place + 1, id);
        });
      })();
    },
    setRunning: (run: string, pid: number | null): void => {
      setRunning.run(pid, run);
    },
    delete: (run: string): void => {
      remove.run(run);
    },
  };
}
