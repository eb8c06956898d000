// What a probe has measured: a few real steps of a training on this machine, from which time and memory are estimated.
import { z } from 'zod';

const ms = z.number().min(0);

export const probeMeasurementSchema = z.strictObject({
  version: z.literal(2),
  /** From the start of the process to the first step, and what that step took more than a later one. */
  startupMs: ms,
  /**
   * One entry a measured step of a full batch, waiting for it included: with images that are read for the first time, and with cached
   * ones. Where an epoch has no full batch, its short one by its share.
   */
  coldStepMs: z.array(ms),
  warmStepMs: z.array(ms),
  /** The part of `warmStepMs` that was spent waiting for the loader. */
  waitMs: z.array(ms),
  /** At each epoch's start, until the first batch is made. */
  fillMs: ms,
  /** Forward passes over some validation scans, cached; null without a validation part. */
  validation: z.strictObject({ items: z.int().min(1), elapsedMs: ms }).nullable(),
  checkpointMs: ms,
  /** A heat map of one scan, and reading one in full with its features: done after the last epoch for a sample of the scans. */
  lookMs: ms,
  describeMs: ms,
  /** Most main memory that the process held, and how many scans it had cached by then, of what size each. */
  peakBytes: z.int().min(0),
  cached: z.strictObject({ items: z.int().min(0), itemBytes: z.int().min(0), mostBytes: z.int().min(0) }),
  /** Of the training, in full batches: a short one counts by its share. */
  stepsPerEpoch: z.number().positive(),
  trainItems: z.int().min(1),
  valItems: z.int().min(0),
  batchSize: z.int().min(1),
  device: z.string(),
  elapsedMs: ms,
});
export type ProbeMeasurement = z.infer<typeof probeMeasurementSchema>;

/** What a probing process says over its channel. */
export const probeMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), done: z.int(), total: z.int() }),
  z.strictObject({ type: z.literal('result'), measurement: probeMeasurementSchema }),
]);
export type ProbeMessage = z.infer<typeof probeMessageSchema>;

/** Steps that are measured, unless time runs out. */
export const probeSteps = 20;
