// Runs: what they have computed, and what a person does to one that exists.
import { z } from 'zod';
import { encodeMetricValue } from '../../shared/domain/runEvent.ts';
import { readExplanations } from '../jobs/explainItems.ts';
import { readPredictions } from '../jobs/predictFiles.ts';
import { commandRun, repeatRun, resumeRun } from '../jobs/runCommands.ts';
import { listRuns, showRun } from '../jobs/runSummaries.ts';
import { deleteRun } from '../jobs/trash.ts';
import type { Metric } from '../store/metric.ts';
import { ofRun } from './inputs.ts';
import { briefRun, procedure, router } from './trpc.ts';

const command = procedure.input(ofRun);

export const runs = router({
  /** Newest first. */
  list: procedure.query(({ ctx }) => listRuns(ctx.context)),
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
    return runs
      .list()
      .filter(other => other.kind === 'explain' && (other.id === run.id || other.parent === run.id))
      .map(({ id, name, state, createdMs }) => ({ id, name, state, createdMs, classes, rows: readExplanations(context, id).rows }));
  }),
  /** What a finished predict run says of each file. */
  predictions: procedure.input(ofRun).query(({ ctx, input }) => readPredictions(ctx.context, input.run)),
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
  /** The same configuration on the same items, as a new run. */
  rerun: command.mutation(({ ctx, input }) => briefRun(repeatRun(ctx.context, ctx.queue, input.run))),
});

/** JSON has no NaN. */
function toJson(metric: Metric) {
  return { ...metric, value: encodeMetricValue(metric.value) };
}
