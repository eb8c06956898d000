// Runs as the store knows them. The run folder is the truth; `eventByte` says how much of its events.jsonl is in the tables.
import { z } from 'zod';
import { runConfigSchema, runKinds } from '../../shared/domain/runConfig.ts';
import { type RunState, runStateSchema } from '../../shared/domain/runEvent.ts';
import { rerunModes } from '../../shared/domain/runList.ts';
import { AppError, type AppErrorJson } from '../../shared/errors.ts';
import { type Db, jsonColumn, rowParser } from './rows.ts';

const runErrorSchema = z.looseObject({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()).optional() });
export const runProgressSchema = z.looseObject({ phase: z.string(), done: z.number(), total: z.number(), timeMs: z.number() });

const runRowSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(runKinds),
  state: runStateSchema,
  config: jsonColumn(runConfigSchema),
  parent: z.string().nullable(),
  dataset: z.string().nullable(),
  split: z.string().nullable(),
  /** 0 before the engine has started. */
  attempt: z.int(),
  progress: jsonColumn(runProgressSchema).nullable(),
  error: jsonColumn(runErrorSchema).nullable(),
  eventByte: z.int(),
  createdMs: z.int(),
  startedMs: z.int().nullable(),
  finishedMs: z.int().nullable(),
  /** What a person notes about it. */
  note: z.string(),
  tags: jsonColumn(z.array(z.string())),
  /** How the rerun was asked for; null for a run that repeats none. */
  rerun: z.enum(rerunModes).nullable(),
});
export type Run = z.infer<typeof runRowSchema>;
export type RunProgress = z.infer<typeof runProgressSchema>;
export type NewRun = Pick<Run, 'id' | 'name' | 'kind' | 'state' | 'config' | 'parent' | 'dataset' | 'split' | 'createdMs'> &
  Partial<Pick<Run, 'rerun'>>;

export const terminalRunStates: readonly RunState[] = ['finished', 'cancelled', 'failed', 'interrupted'];

export function runTable(db: Db) {
  const parse = rowParser('run', runRowSchema);
  const select = `SELECT id, name, kind, state, config_json AS config, parent, dataset, split, attempt, progress_json AS progress,
    error_json AS error, event_byte AS eventByte, created_ms AS createdMs, started_ms AS startedMs, finished_ms AS finishedMs, note, tags_json AS tags, rerun FROM run`;
  const insert = db.prepare<
    [Record<string, unknown>]
  >(`INSERT INTO run (id, name, kind, state, config_json, parent, dataset, split, created_ms, rerun)
    VALUES (@id, @name, @kind, @state, @config, @parent, @dataset, @split, @createdMs, @rerun)`);
  const byIdOrName = db.prepare<[{ key: string }]>(
    `${select} WHERE id = @key OR name = @key ORDER BY id = @key DESC, created_ms DESC LIMIT 1`,
  );
  const all = db.prepare<[]>(`${select} ORDER BY created_ms DESC, id DESC`);
  const inStates = db.prepare<[string]>(`${select} WHERE state IN (SELECT value FROM json_each(?)) ORDER BY created_ms DESC, id DESC`);
  const ofParent = db.prepare<[string]>(`${select} WHERE parent = ? ORDER BY created_ms, id`);
  const names = db.prepare<[], string>('SELECT DISTINCT name FROM run').pluck();
  const annotate = db.prepare<[Record<string, unknown>]>('UPDATE run SET name = @name, note = @note, tags_json = @tags WHERE id = @id');
  const setOrigin = db.prepare<[Record<string, unknown>]>(
    'UPDATE run SET parent = @parent, rerun = @rerun, created_ms = @createdMs WHERE id = @id',
  );
  const update = db.prepare<[Record<string, unknown>]>(`UPDATE run SET state = @state,
    started_ms = CASE WHEN @state IN ('running', 'paused') THEN ifnull(started_ms, @atMs) ELSE started_ms END,
    finished_ms = CASE WHEN @state IN ('finished', 'cancelled', 'failed', 'interrupted') THEN @atMs END,
    error_json = CASE WHEN @state IN ('queued', 'running', 'finished') THEN NULL ELSE error_json END WHERE id = @id`);
  const setError = db.prepare<[string, string]>('UPDATE run SET error_json = ? WHERE id = ?');
  const setProgress = db.prepare<[string, string]>('UPDATE run SET progress_json = ? WHERE id = ?');
  const setFollowed = db.prepare<[number, number, string]>('UPDATE run SET event_byte = ?, attempt = max(attempt, ?) WHERE id = ?');
  const remove = db.prepare<[string]>('DELETE FROM run WHERE id = ?');
  const find = (idOrName: string): Run | null => {
    const row = byIdOrName.get({ key: idOrName });
    return row === undefined ? null : parse(row);
  };
  return {
    /** Errors: `conflict` when the id is taken. */
    insert: (run: NewRun): void => {
      insert.run({ rerun: null, ...run, config: JSON.stringify(run.config) });
    },
    find,
    /** By id, else the newest of that name. Errors: `notFound`. */
    get: (idOrName: string): Run => {
      const run = find(idOrName);
      if (run === null) {
        throw new AppError('notFound', `Expected the id or name of a run, received '${idOrName}'. \`fovea runs list\` shows them all.`, {
          details: { run: idOrName },
        });
      }
      return run;
    },
    /** Newest first. */
    list: (states?: readonly RunState[]): Run[] => (states === undefined ? all.all() : inStates.all(JSON.stringify(states))).map(parse),
    /** Runs made from this one (evaluations, explanations, reruns), oldest first. */
    childrenOf: (id: string): Run[] => ofParent.all(id).map(parse),
    names: (): Set<string> => new Set(names.all()),
    annotate: (id: string, { name, note, tags }: Pick<Run, 'name' | 'note' | 'tags'>): void => {
      annotate.run({ id, name, note, tags: JSON.stringify(tags) });
    },
    /** Where a run that comes back from the trash stood. */
    setOrigin: (id: string, origin: Pick<Run, 'parent' | 'rerun' | 'createdMs'>): void => {
      setOrigin.run({ id, ...origin });
    },
    /** Sets the state with its times; queued, running and finished clear the error. */
    setState: (id: string, state: RunState, atMs: number): void => {
      update.run({ id, state, atMs: Math.round(atMs) });
    },
    setError: (id: string, error: AppErrorJson | z.infer<typeof runErrorSchema>): void => {
      setError.run(JSON.stringify(error), id);
    },
    setProgress: (id: string, progress: RunProgress): void => {
      setProgress.run(JSON.stringify(progress), id);
    },
    setFollowed: (id: string, eventByte: number, attempt: number): void => {
      setFollowed.run(eventByte, attempt, id);
    },
    /** Removes the run's rows in every table; its folder is the caller's. */
    delete: (id: string): void => {
      remove.run(id);
    },
  };
}
