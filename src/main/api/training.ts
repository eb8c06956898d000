// What the Train place asks before a training starts: the form, the inputs, the findings, the time it takes, start weights.
import { z } from 'zod';
import { previewInputs } from '../jobs/previewTraining.ts';
import { draftTraining } from '../jobs/training/draftTraining.ts';
import { probeTraining } from '../jobs/training/probeTraining.ts';
import { reviewTraining } from '../jobs/training/reviewTraining.ts';
import { trainingForm } from '../jobs/training/trainingForm.ts';
import { importWeights, listWeights, removeWeights } from '../jobs/weights.ts';
import { absolutePath, ofDataset, trainRequest } from './inputs.ts';
import { longWork } from './longWork.ts';
import { procedure, router } from './trpc.ts';

export const training = router({
  /** Recipes for this data, every choice with the schema of its parameters, what can be started from. */
  form: procedure
    .input(ofDataset.extend({ split: z.string().optional(), parent: z.string().optional() }))
    .query(({ ctx, input }) => trainingForm(ctx.context, input)),
  // Both are mutations, that is POST: a request may name a thousand classes, which no address has room for.
  /** The whole configuration, what the pre-flight check finds, and the estimate where one is known. A leak is a finding here, not an error. */
  preflight: procedure.input(trainRequest).mutation(({ ctx, input }) => reviewTraining(ctx.context, input)),
  /** Eight inputs of the first epoch as the network gets them, as data URLs. */
  preview: procedure.input(trainRequest).mutation(async ({ ctx, input, signal }) => {
    const draft = draftTraining(ctx.context, input);
    const inputs = await previewInputs(draft, { signal });
    return inputs.map(({ png, ...rest }) => ({ ...rest, png: `data:image/png;base64,${Buffer.from(png).toString('base64')}` }));
  }),
  /** Measures a few steps in a process of its own; refused while a run is at work. */
  probe: procedure
    .input(trainRequest)
    .mutation(({ ctx, input, signal }) => longWork(options => probeTraining(ctx.context, ctx.queue, input, options), signal)),
});

export const weights = router({
  list: procedure.query(({ ctx }) => listWeights(ctx.context)),
  /** Checks a safetensors file of this machine against an architecture and keeps a copy. */
  import: procedure
    .input(z.object({ file: absolutePath, name: z.string().trim().min(1).max(200), architecture: z.string() }))
    .mutation(({ ctx, input }) => importWeights(ctx.context, input)),
  remove: procedure.input(z.object({ name: z.string() })).mutation(({ ctx, input }) => removeWeights(ctx.context, input.name)),
});
