// Files that a run has produced: predictions, evaluations, heat maps, contact sheets. The files lie in the run folder.
import { z } from 'zod';
import { type Db, rowParser } from './rows.ts';

const artifactRowSchema = z.strictObject({
  /** Relative to the run folder. */
  name: z.string(),
  kind: z.string(),
  attempt: z.int(),
  sizeBytes: z.int(),
  atMs: z.int(),
  /** Why its rows could not be loaded; null where nothing is wrong. */
  problem: z.string().nullable(),
});
export type Artifact = z.infer<typeof artifactRowSchema>;

export function artifactTable(db: Db) {
  const parse = rowParser('artifact', artifactRowSchema);
  const columns = 'name, kind, attempt, size_bytes AS sizeBytes, at_ms AS atMs, problem';
  const put = db.prepare<[Record<string, unknown>]>(`INSERT OR REPLACE INTO artifact (run, name, kind, attempt, size_bytes, at_ms, loaded)
    VALUES (@run, @name, @kind, @attempt, @sizeBytes, @atMs, @loaded)`);
  const all = db.prepare<[string]>(`SELECT ${columns} FROM artifact WHERE run = ? ORDER BY name`);
  const waiting = db.prepare<[string]>(`SELECT ${columns} FROM artifact WHERE run = ? AND loaded = 0 ORDER BY name`);
  const runsWaiting = db.prepare<[], string>('SELECT DISTINCT run FROM artifact WHERE loaded = 0 ORDER BY run').pluck();
  const setLoaded = db.prepare<[string | null, string, string]>('UPDATE artifact SET loaded = 1, problem = ? WHERE run = ? AND name = ?');
  return {
    /** `loaded: false` for a file whose rows belong in a table of their own; a file written again has to be loaded again. */
    put: (run: string, artifact: Omit<Artifact, 'problem'>, options: { loaded: boolean }): void => {
      put.run({ run, ...artifact, loaded: options.loaded ? 1 : 0 });
    },
    list: (run: string): Artifact[] => all.all(run).map(parse),
    notLoaded: (run: string): Artifact[] => waiting.all(run).map(parse),
    runsNotLoaded: (): string[] => runsWaiting.all(),
    setLoaded: (run: string, name: string, problem: string | null): void => {
      setLoaded.run(problem, run, name);
    },
  };
}
