// The training loop's state: with the weights and slots of the same step, everything that the future of a run depends on.
import { z } from 'zod';
import { metricValueSchema } from '../../../shared/domain/runEvent.ts';

export const fitStateSchema = z.strictObject({
  /** Steps done since the run began. */
  step: z.int().min(0),
  /** The epoch in progress, from 0. */
  epoch: z.int().min(0),
  /** Batches of it that are done. */
  batch: z.int().min(0),
  /** Sums over those batches, for the epoch's training metrics. */
  sums: z.strictObject({ loss: metricValueSchema, weight: metricValueSchema, correct: z.int().min(0), items: z.int().min(0) }),
  /** The best validation so far. */
  best: z.strictObject({ epoch: z.int(), step: z.int(), value: z.number(), loss: z.number() }).nullable(),
});
export type FitState = z.infer<typeof fitStateSchema>;

/** The sums at an epoch's start. */
export const noSums: FitState['sums'] = { loss: 0, weight: 0, correct: 0, items: 0 };

export const initialFitState: FitState = { step: 0, epoch: 0, batch: 0, sums: noSums, best: null };
