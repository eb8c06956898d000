// Measures what a training would cost on this machine: never while a run is at work, one at a time, remembered for the same settings.
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import os from 'node:os';
import { z } from 'zod';
import { type ProbeMeasurement, probeMeasurementSchema, probeSteps } from '../../../shared/domain/probe.ts';
import { AppError } from '../../../shared/errors.ts';
import { probe } from '../../engine/host/probeClient.ts';
import { createRunFolder } from '../../engine/host/runFolder.ts';
import type { JobContext } from '../context.ts';
import type { OperationOptions } from '../operation.ts';
import type { Queue } from '../queue.ts';
import { planTraining, type TrainRequest } from '../trainDataset.ts';
import type { TrainDraft } from './draftTraining.ts';
import { estimateTraining, type TrainingEstimate } from './estimate.ts';

const settingKey = 'probes';
const keptProbes = 40;
const keptSchema = z.array(z.strictObject({ key: z.string(), atMs: z.number(), measurement: probeMeasurementSchema }));

/** Measurements at work or waiting, by workspace: each waits for the one before it. */
const lines = new WeakMap<object, Promise<unknown>>();

/** From an earlier measurement of the same settings on this machine; null where there is none. */
export function knownEstimate(context: JobContext, draft: Pick<TrainDraft, 'config' | 'manifest'>): TrainingEstimate | null {
  const known = readKept(context).find(({ key }) => key === probeKey(draft));
  return known === undefined ? null : estimateTraining(known.measurement, draft.config.training.epochs);
}

/** Errors: those of `planTraining`; `conflict` while a run is at work; `interrupted`, also by a run that starts; what the engine reports. */
export async function probeTraining(
  context: JobContext,
  queue: Queue,
  request: TrainRequest,
  options: OperationOptions = {},
): Promise<TrainingEstimate> {
  const plan = planTraining(context, request);
  const known = knownEstimate(context, plan);
  if (known !== null) return known;
  options.onProgress?.({ phase: 'measure', done: 0, total: probeSteps, itemsPerSecond: 0 });
  const before = lines.get(context.workspace) ?? Promise.resolve();
  const measuring = before.catch(() => undefined).then(() => measure(context, queue, plan, options));
  lines.set(context.workspace, measuring);
  const measurement = await measuring;
  keep(context, probeKey(plan), measurement);
  return estimateTraining(measurement, plan.config.training.epochs);
}

async function measure(context: JobContext, queue: Queue, plan: TrainDraft, { signal, onProgress }: OperationOptions) {
  requireQuiet(context, queue);
  const folder = context.workspace.paths.probe;
  const begun = new AbortController();
  const unsubscribe = context.notifications.subscribe(({ change }) => {
    if (change.topic === 'queue' && queue.list().length > 0) begun.abort();
  });
  try {
    rmSync(folder, { recursive: true, force: true });
    const { initialWeights: _, ...config } = plan.config;
    createRunFolder(folder, { config, manifest: plan.manifest });
    return await probe({
      ...context.engine,
      runFolder: folder,
      signal: signal === undefined ? begun.signal : AbortSignal.any([signal, begun.signal]),
      onProgress: (done, total) => onProgress?.({ phase: 'measure', done, total, itemsPerSecond: 0 }),
    });
  } catch (error) {
    if (begun.signal.aborted) requireQuiet(context, queue);
    throw error;
  } finally {
    unsubscribe();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A measurement would slow a run at work, and be wrong itself. */
function requireQuiet(context: JobContext, queue: Queue): void {
  const [job] = queue.list();
  if (job === undefined) return;
  const { name } = context.workspace.store.runs.get(job.run);
  throw new AppError('conflict', `Expected an idle engine to measure on, but run ${name} is at work. Measure when it has ended.`, {
    details: { run: job.run },
  });
}

/** Everything that decides what a step costs, and on which machine. */
function probeKey({ config, manifest }: Pick<TrainDraft, 'config' | 'manifest'>): string {
  const { input, steps, architecture, loss, optimizer, augment, sampler, training, data } = config;
  const { batchSize, precision, workers, clipNorm } = training;
  const items = createHash('sha256');
  for (const { sha256, split, label } of manifest) items.update(`${sha256} ${split} ${label}\n`);
  const machine = [os.cpus()[0]?.model, os.availableParallelism(), os.totalmem(), process.env.FOVEA_THREADS ?? null];
  const work = { input, steps, architecture, loss, optimizer, augment, sampler, batchSize, precision, workers, clipNorm };
  const text = JSON.stringify([machine, work, data.classes.length, items.digest('hex')]);
  return createHash('sha256').update(text).digest('hex');
}

/** Measurements of an earlier version are as good as none. */
function readKept({ workspace }: JobContext): z.infer<typeof keptSchema> {
  return keptSchema.safeParse(workspace.store.settings.get(settingKey, z.unknown())).data ?? [];
}

function keep(context: JobContext, key: string, measurement: ProbeMeasurement): void {
  const { store } = context.workspace;
  store.transaction(() => {
    const others = readKept(context).filter(kept => kept.key !== key);
    store.settings.set(settingKey, [{ key, atMs: Date.now(), measurement }, ...others].slice(0, keptProbes));
  });
}
