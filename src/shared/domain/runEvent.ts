// events.jsonl (append-only, engine → world) and control.json (world → engine) of a run folder.
import { z } from 'zod';

export const runStates = ['queued', 'running', 'paused', 'finished', 'cancelled', 'failed', 'interrupted'] as const;
export const runStateSchema = z.enum(runStates);
export type RunState = z.infer<typeof runStateSchema>;

/** States of a state event: those of a run, and the mark of a resume. */
const eventStateSchema = z.enum([...runStates, 'resumed']);

const base = { seq: z.int().min(0), timeMs: z.number(), attempt: z.int().min(1) };
export const metricValueSchema = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);

export const runEventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...base,
    type: z.literal('state'),
    state: eventStateSchema,
    fromStep: z.int().optional(),
    reason: z.string().optional(),
  }),
  z.strictObject({
    ...base,
    type: z.literal('progress'),
    phase: z.string(),
    done: z.number(),
    total: z.number(),
    step: z.int().optional(),
    epoch: z.int().optional(),
    itemsPerSecond: z.number().optional(),
    /** Share of the last few seconds that the engine waited for images. */
    waitShare: z.number().min(0).max(1).optional(),
  }),
  z.strictObject({ ...base, type: z.literal('metric'), series: z.string(), epoch: z.number(), step: z.int(), value: metricValueSchema }),
  z.strictObject({ ...base, type: z.literal('artifact'), name: z.string(), kind: z.string(), sizeBytes: z.int() }),
  z.strictObject({ ...base, type: z.literal('log'), level: z.enum(['debug', 'info', 'warn', 'error']), message: z.string() }),
  z.strictObject({
    ...base,
    type: z.literal('error'),
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.json()).optional(),
  }),
]);
export type RunEvent = z.infer<typeof runEventSchema>;
/** An event before the writer adds its number, time and attempt. */
export type RunEventBody = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'seq' | 'timeMs' | 'attempt'> : never) : never;

export const controlSchema = z.strictObject({ id: z.string(), command: z.enum(['pause', 'resume', 'stop', 'cancel']) });
export type Control = z.infer<typeof controlSchema>;

/** JSON has no NaN or infinities; events spell them as strings. */
export function encodeMetricValue(value: number): z.infer<typeof metricValueSchema> {
  return Number.isFinite(value) ? value : (String(value) as 'NaN' | 'Infinity' | '-Infinity');
}

export function decodeMetricValue(value: z.infer<typeof metricValueSchema>): number {
  return Number(value);
}
