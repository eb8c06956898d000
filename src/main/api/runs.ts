// Runs: what they have computed, and what a person does to one that exists.
import { z } from 'zod';
import { splitNames } from '../../shared/domain/manifest.ts';
import { encodeMetricValue } from '../../shared/domain/runEvent.ts';
import { mostComparedRuns, rerunModes, runFilterSchema, runSortSchema } from '../../shared/domain/runList.ts';
import { annotateRun } from '../jobs/annotateRun.ts';
import { compareRerun } from '../jobs/compareRerun.ts';
import { compareRuns } from '../jobs/compareRuns.ts';
import { readExplanations } from '../jobs/explainItems.ts';
import { readPredictions, readRefused } from '../jobs/predictFiles.ts';
import { planRerun, rerunRun } from '../jobs/rerunRun.ts';
import { restoreRun } from '../jobs/restoreRun.ts';
import { commandRun, resumeRun } from '../jobs/runCommands.ts';
import { runResults } from '../jobs/runResults.ts';
import { listRuns, pageOfRuns, showRun } from '../jobs/runSummaries.ts';
import { deleteRun } from '../jobs/trash.ts';
import type { Metric } from '../store/metric.ts';
import { ofRun } from './inputs.ts';
import { longWork } from './longWork.ts';
import { briefRun, procedure, router } from './trpc.ts';

const command = procedure.input(ofRun);
const pageSchema = z.object({
  filter: runFilterSchema.default({}),
  sort: runSortSchema.default({ by: 'created', direction: 'descending' }),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(100),
});
const ofRerun = ofRun.extend({ mode: z.enum(rerunModes) });

export const runs = router({
  /** Newest first. */
  list: procedure.query(({ ctx }) => listRuns(ctx.context)),
  /** A part of the list, filtered and sorted. */
  page: procedure.input(pageSchema).query(({ ctx, input }) => pageOfRuns(ctx.context, input)),
  /** Ids of the whole list in its order, for scrolling and selecting. */
  ids: procedure
    .input(pageSchema.pick({ filter: true, sort: true }))
    .query(({ ctx, input }) => ctx.context.workspace.store.runList.ids(input.filter, input.sort)),
  /** How many runs there are of each state, kind, data set and tag. */
  facets: procedure.query(({ ctx }) => ctx.context.workspace.store.runList.facets()),
  show: procedure.input(ofRun).query(({ ctx, input }) => {
    const details = showRun(ctx.context, input.run);
    return { ...details, latest: details.latest.map(toJson) };
  }),
  /** State and progress alone, for those who wait. */
  state: procedure.input(ofRun).query(({ ctx: { context }, input }) => {
    const { id, name, state, progress, error } = context.workspace.store.runs.get(input.run);
    return { id, name, state, progress, error };
  }),
  /** Curves, by series and step. */
  metrics: procedure
    .input(ofRun.extend({ series: z.string().optional(), fromStep: z.int().min(0).default(0) }))
    .query(({ ctx: { context }, input }) => {
      const { runs, metrics } = context.workspace.store;
      const { id } = runs.get(input.run);
      const rows = input.series === undefined ? metrics.list(id) : metrics.series(id, input.series);
      return rows.filter(row => row.step >= input.fromStep).map(toJson);
    }),
  /** Log lines after a place in the run's events, oldest first. */
  log: procedure
    .input(ofRun.extend({ afterByte: z.int().min(-1).default(-1), limit: z.int().min(1).max(10_000).default(1000) }))
    .query(({ ctx: { context }, input }) => {
      const { runs, logs } = context.workspace.store;
      return logs.list(runs.get(input.run).id, input.afterByte, input.limit);
    }),
  /** Files that the run has announced; their bytes come from /runs/<id>/files/<name>. */
  artifacts: procedure.input(ofRun).query(({ ctx: { context }, input }) => {
    const { runs, artifacts } = context.workspace.store;
    return artifacts.list(runs.get(input.run).id);
  }),
  /** The heat maps of the explain runs made from this one, or of this one itself. */
  explanations: procedure.input(ofRun).query(({ ctx: { context }, input }) => {
    const { runs } = context.workspace.store;
    const run = runs.get(input.run);
    const { classes } = run.config.data;
    return [...runs.childrenOf(run.id).reverse(), run]
      .filter(({ kind }) => kind === 'explain')
      .map(({ id, name, state, createdMs }) => ({ id, name, state, createdMs, classes, rows: readExplanations(context, id).rows }));
  }),
  /** What stands in no evaluation: curves, reliability, patients by cell, the worst errors with their scans. */
  results: procedure.input(ofRun.extend({ part: z.enum(splitNames) })).query(({ ctx, input }) => runResults(ctx.context, input)),
  /** Trainings on the validation scans that they share; the first is what the others are compared with. */
  compare: procedure
    .input(z.object({ runs: z.array(z.string()).min(2).max(mostComparedRuns) }))
    .query(({ ctx, input }) => compareRuns(ctx.context, input.runs)),
  /** Whether an exact rerun came out as its original; null for any other run, and before it has finished. */
  comparison: procedure.input(ofRun).query(({ ctx, input }) => compareRerun(ctx.context, ctx.context.workspace.store.runs.get(input.run))),
  /** Every look at the test set that this run's data has, oldest first. */
  testOpenings: procedure.input(ofRun).query(({ ctx: { context }, input }) => {
    const { runs, testOpenings } = context.workspace.store;
    const { dataset, split } = runs.get(input.run).config.data;
    return testOpenings.ofSplit(dataset, split).map(opening => ({ ...opening, runName: runs.find(opening.run)?.name ?? null }));
  }),
  /** What a finished predict run says of each file. */
  predictions: procedure.input(ofRun).query(({ ctx, input }) => readPredictions(ctx.context, input.run)),
  /** Files that a predict run was given and could not take. */
  refused: procedure.input(ofRun).query(({ ctx, input }) => readRefused(ctx.context, input.run)),
  pause: command.mutation(({ ctx, input }) => briefRun(commandRun(ctx.context, ctx.queue, input.run, 'pause'))),
  /** Goes on with a paused run, and puts one that was cut off back into the queue. */
  resume: command.mutation(({ ctx: { context, queue }, input }) => {
    const { state } = context.workspace.store.runs.get(input.run);
    return briefRun(state === 'paused' ? commandRun(context, queue, input.run, 'resume') : resumeRun(context, queue, input.run));
  }),
  /** Finishes the step, writes a checkpoint and evaluates. */
  stop: command.mutation(({ ctx, input }) => briefRun(commandRun(ctx.context, ctx.queue, input.run, 'stop'))),
  cancel: command.mutation(({ ctx, input }) => briefRun(commandRun(ctx.context, ctx.queue, input.run, 'cancel'))),
  /** Moves the run to the trash. */
  delete: command.mutation(({ ctx, input }) => deleteRun(ctx.context, input.run)),
  /** Takes a run out of the trash again; `entry` is what deleting answered. */
  restore: procedure
    .input(z.object({ entry: z.string() }))
    .mutation(async ({ ctx, input }) => briefRun(await restoreRun(ctx.context, input.entry))),
  /** Name, tags and note. */
  annotate: procedure
    .input(ofRun.extend({ name: z.string().optional(), tags: z.array(z.string()).optional(), note: z.string().optional() }))
    .mutation(({ ctx, input }) => {
      const { id, name, tags, note } = annotateRun(ctx.context, input);
      return { id, name, tags, note };
    }),
  /** What a rerun would find: files that are not what they were, or in what today's labels differ. */
  rerunPlan: procedure
    .input(ofRerun)
    .mutation(({ ctx, input, signal }) => longWork(options => planRerun(ctx.context, input.run, input.mode, options), signal)),
  /** Computes again, as a new run: exactly (refused when a file is not what it was), or with today's labels. */
  rerun: procedure
    .input(ofRerun)
    .mutation(({ ctx, input, signal }) =>
      longWork(async options => briefRun(await rerunRun(ctx.context, ctx.queue, input, options)), signal),
    ),
});

/** JSON has no NaN. */
function toJson(metric: Metric) {
  return { ...metric, value: encodeMetricValue(metric.value) };
}
