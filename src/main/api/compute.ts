// Starts runs: training, evaluation on the test set, prediction, explanation. Each is queued; `runs.state` tells how it goes.
import { z } from 'zod';
import { evaluateRun } from '../jobs/evaluateRun.ts';
import { explainItems } from '../jobs/explainItems.ts';
import { predictFiles } from '../jobs/predictFiles.ts';
import { trainDataset } from '../jobs/trainDataset.ts';
import { absolutePath, ofRun, trainRequest } from './inputs.ts';
import { longWork } from './longWork.ts';
import { briefRun, procedure, router } from './trpc.ts';

const checkpoint = z.enum(['best', 'last']).optional();
const evaluateSchema = ofRun.extend({ reason: z.string(), author: z.string().min(1), checkpoint });
const predictSchema = ofRun.extend({ paths: z.array(absolutePath), checkpoint });
const explainSchema = ofRun.extend({
  what: z.union([z.object({ paths: z.array(absolutePath) }), z.object({ items: z.array(z.string()) })]),
  method: z.string().optional(),
  layer: z.string().optional(),
  class: z.string().optional(),
  checkpoint,
});

export const compute = router({
  /** Puts a training into the queue; the answer says what it works on. */
  train: procedure.input(trainRequest).mutation(({ ctx, input }) => {
    const { run, plan } = trainDataset(ctx.context, ctx.queue, input);
    const { config, certificate, unlabelled } = plan;
    return { run: briefRun(run), config, certificate, unlabelled };
  }),
  /** Opens the test set for a trained run; the look is recorded with its reason. */
  evaluate: procedure.input(evaluateSchema).mutation(({ ctx, input }) => {
    const { run, opening } = evaluateRun(ctx.context, ctx.queue, input);
    return { run: briefRun(run), opening };
  }),
  predict: procedure
    .input(predictSchema)
    .mutation(({ ctx: { context, queue }, input, signal }) =>
      longWork(async options => brief(await predictFiles(context, queue, input, options)), signal),
    ),
  explain: procedure
    .input(explainSchema)
    .mutation(({ ctx: { context, queue }, input, signal }) =>
      longWork(async options => brief(await explainItems(context, queue, input, options)), signal),
    ),
});

function brief<Started extends { run: Parameters<typeof briefRun>[0] }>(started: Started) {
  return { ...started, run: briefRun(started.run) };
}
