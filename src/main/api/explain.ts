// One scan or one B-scan of a volume, one trained run, at once: the answer, the map of its evidence, and whether the run knows such scans.
import { z } from 'zod';
import { compareWithTraining, explainChoices, explainScan, predictScan } from '../jobs/explain/askEngine.ts';
import { latest } from '../jobs/explain/latest.ts';
import { ofRun } from './inputs.ts';
import { procedure, router } from './trpc.ts';

const question = ofRun.extend({
  item: z.string(),
  /** The predict run that the item is a file of; without it the item is one of a data set. */
  of: z.string().optional(),
  /** Of an item that is a volume: which of its B-scans, from 0. The answer is of this one picture, in the grey of its display. */
  bscan: z.int().min(0).optional(),
  checkpoint: z.enum(['best', 'last']).optional(),
  /** Who asks, such as a window: its newest question ends its earlier ones. */
  asker: z.string().max(100).optional(),
});
const mapQuestion = question.extend({ method: z.string().optional(), layer: z.string().optional(), class: z.string().optional() });

export const explain = router({
  /** Answer and heat map. */
  item: procedure
    .input(mapQuestion)
    .query(({ ctx, input: { asker, ...input }, signal }) => latest(asker, signal, ended => explainScan(ctx.context, input, ended))),
  /** The answer alone. */
  predict: procedure
    .input(question)
    .query(({ ctx, input: { asker, ...input }, signal }) => latest(asker, signal, ended => predictScan(ctx.context, input, ended))),
  /** How the scan differs from the training data. */
  unlike: procedure
    .input(question)
    .query(({ ctx, input: { asker, ...input }, signal }) => latest(asker, signal, ended => compareWithTraining(ctx.context, input, ended))),
  /** Methods, classes and feature maps that can be asked for. */
  choices: procedure
    .input(ofRun)
    .query(({ ctx, input, signal }) => explainChoices(ctx.context, input.run, signal ?? new AbortController().signal)),
});
