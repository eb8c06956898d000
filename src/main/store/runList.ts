// The list of runs, a page at a time: names from the configuration, the headline from its own table, nothing parsed that is not shown.
import { z } from 'zod';
import { estimateSchema } from '../../shared/domain/evaluation.ts';
import { runKinds } from '../../shared/domain/runConfig.ts';
import { runStateSchema } from '../../shared/domain/runEvent.ts';
import { type RunFilter, type RunSort, rerunModes } from '../../shared/domain/runList.ts';
import { type Db, jsonColumn, rowParser } from './rows.ts';
import { runProgressSchema } from './run.ts';

const rowSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(runKinds),
  state: runStateSchema,
  /** Names, as the configuration tells them. */
  dataset: z.string(),
  split: z.string(),
  architecture: z.string(),
  /** Id of the data set; null when it is gone. */
  datasetId: z.string().nullable(),
  parent: z.string().nullable(),
  rerun: z.enum(rerunModes).nullable(),
  tags: jsonColumn(z.array(z.string())),
  note: z.string(),
  progress: jsonColumn(runProgressSchema).nullable(),
  createdMs: z.int(),
  startedMs: z.int().nullable(),
  finishedMs: z.int().nullable(),
  headlineSplit: z.string().nullable(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  reason: z.string().nullable(),
  patients: z.int().nullable(),
  scans: z.int().nullable(),
  shortcut: jsonColumn(estimateSchema).nullable(),
  /** How often the test set behind the headline was opened. */
  testOpenings: z.int().nullable(),
});
export type RunListRow = z.infer<typeof rowSchema>;

const countSchema = z.strictObject({ value: z.string(), count: z.int() });
export type RunCount = z.infer<typeof countSchema>;

/** What rows are sorted by; those without it come last either way. */
const sortKeys = {
  created: 'run.created_ms',
  name: 'run.name COLLATE NOCASE',
  state: 'run.state',
  data: 'run.data_name COLLATE NOCASE',
  metric: 'headline.value',
  patients: 'headline.patients',
  shortcut: "json_extract(headline.shortcut_json, '$.value')",
  time: 'run.finished_ms - run.started_ms',
} as const satisfies Record<RunSort['by'], string>;

/** A run has the headline of its own evaluation; of several (an imported run's) validation comes first. */
const withHeadline = `run LEFT JOIN headline ON headline.run = run.id
  AND headline.split = (SELECT max(split) FROM headline AS own WHERE own.run = run.id)`;

export function runListTable(db: Db) {
  const parse = rowParser('run', rowSchema);
  const parseCount = rowParser('run', countSchema);
  const counts = (expression: string, from = 'run') =>
    db.prepare<[]>(`SELECT ${expression} AS value, count(*) AS count FROM ${from} GROUP BY value ORDER BY count DESC, value`);
  const byState = counts('state');
  const byKind = counts('kind');
  const byDataset = counts('data_name');
  const byTag = counts('tag.value', 'run, json_each(run.tags_json) AS tag');
  return {
    page: (filter: RunFilter, sort: RunSort, range: { offset: number; limit: number }): RunListRow[] => {
      const { conditions, values } = filtered(filter);
      const order = orderOf(sort);
      // The page is found by ids alone; only its rows are read whole.
      const rows = db.prepare<[Record<string, unknown>]>(`SELECT run.id, run.name, run.kind, run.state, run.data_name AS dataset,
        run.split_name AS split, run.architecture, run.dataset AS datasetId, run.parent, run.rerun, run.tags_json AS tags, run.note,
        run.progress_json AS progress, run.created_ms AS createdMs, run.started_ms AS startedMs, run.finished_ms AS finishedMs,
        headline.split AS headlineSplit, value, low, high, reason, patients, scans, shortcut_json AS shortcut,
        CASE headline.split WHEN 'test' THEN (SELECT count(*) FROM test_opening AS opening
          WHERE opening.dataset = run.data_name AND opening.split = run.split_name) END AS testOpenings
        FROM ${withHeadline} WHERE run.id IN (SELECT run.id FROM ${withHeadline} ${conditions} ${order} LIMIT @limit OFFSET @offset) ${order}`);
      return rows.all({ ...values, ...range }).map(parse);
    },
    /** All of them in order, for a list that scrolls and selects over everything. */
    ids: (filter: RunFilter, sort: RunSort): string[] => {
      const { conditions, values } = filtered(filter);
      return db
        .prepare<[Record<string, unknown>], string>(`SELECT run.id FROM ${withHeadline} ${conditions} ${orderOf(sort)}`)
        .pluck()
        .all(values);
    },
    count: (filter: RunFilter): number => {
      const { conditions, values } = filtered(filter);
      return Number(db.prepare<[Record<string, unknown>]>(`SELECT count(*) FROM run ${conditions}`).pluck().get(values));
    },
    /** How many runs there are of each value, the most frequent first. */
    facets: () => {
      const list = (statement: { all(): unknown[] }): RunCount[] => statement.all().map(parseCount);
      return { states: list(byState), kinds: list(byKind), datasets: list(byDataset), tags: list(byTag) };
    },
  };
}

function orderOf({ by, direction }: RunSort): string {
  const key = sortKeys[by];
  return `ORDER BY ${key} IS NULL, ${key} ${direction === 'ascending' ? 'ASC' : 'DESC'}, run.created_ms DESC, run.id DESC`;
}

function filtered({ kinds, states, dataset, tag, search }: RunFilter): { conditions: string; values: Record<string, unknown> } {
  const conditions: string[] = [];
  if (kinds !== undefined) conditions.push('run.kind IN (SELECT value FROM json_each(@kinds))');
  if (states !== undefined) conditions.push('run.state IN (SELECT value FROM json_each(@states))');
  if (dataset !== undefined) conditions.push('run.data_name = @dataset');
  if (tag !== undefined) conditions.push('EXISTS (SELECT 1 FROM json_each(run.tags_json) WHERE value = @tag)');
  if (search !== undefined)
    conditions.push('instr(lower(run.name || char(10) || run.note || char(10) || run.tags_json), lower(@search)) > 0');
  const values = { kinds: JSON.stringify(kinds ?? []), states: JSON.stringify(states ?? []), dataset, tag, search };
  return { conditions: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`, values };
}
