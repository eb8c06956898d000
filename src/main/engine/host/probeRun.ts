// Measures a few real steps of a training in a process of its own. Nothing of it is kept: the run folder is a throw-away one.

import type { ManifestItem } from '../../../shared/domain/manifest.ts';
import type { ProbeMeasurement, ProbeMessage } from '../../../shared/domain/probe.ts';
import { probeSteps } from '../../../shared/domain/probe.ts';
import { AppError } from '../../../shared/errors.ts';
import { FeatureReader } from '../inference/featureReader.ts';
import { createPipeline } from '../preprocess/pipeline.ts';
import type { BatchLoader } from '../sampling/batchLoader.ts';
import { tensorflowBackend } from '../tensorflow/backend.ts';
import { inputShapeOf } from '../training/buildNetwork.ts';
import { fit } from '../training/fit.ts';
import { initialFitState } from '../training/fitState.ts';
import { describeScan } from '../unlike/describeScan.ts';
import { attributionOnFill } from './attributionOnFill.ts';
import { describeEnvironment } from './environment.ts';
import { openTraining, type Training } from './openTraining.ts';
import { loadRunInput, type RunInput } from './runInput.ts';

/** The first steps pay for the trace and for allocations that stay. */
const warmUpSteps = 2;
/** No longer than this for steps, whatever their number, but a few are always measured. */
const longestMs = 40_000;
const fewestSteps = 3;
const validationBatches = 3;
const looks = 6;

/** From one step's end to the next one's. `share`: of a full batch. */
interface Interval {
  elapsedMs: number;
  waitMs: number;
  share: number;
  isFirst: boolean;
  isCold: boolean;
}

type Wait = Pick<Interval, 'share' | 'isFirst' | 'isCold'> & { elapsedMs: number };

/** Errors: those of a training; `interrupted`. */
export async function probeRun(folder: string, interrupted: AbortSignal, tell: (message: ProbeMessage) => void): Promise<ProbeMeasurement> {
  tensorflowBackend();
  const input = firstOfValidation(loadRunInput(folder));
  const silent = { state: () => undefined, log: () => undefined };
  const training = await openTraining({ folder, report: silent }, input);
  try {
    const readyMs = performance.now();
    const { firstStepMs, intervals } = await measureSteps(training, input, interrupted, done =>
      tell({ type: 'progress', done, total: probeSteps }),
    );
    // Where an epoch is one step, that step has to stand for itself.
    const counts = ({ isFirst }: Interval) => !isFirst || training.stepsPerEpoch === 1;
    const counted = inFullBatches(intervals.filter(counts));
    const cold = counted.filter(({ isCold }) => isCold).map(({ elapsedMs }) => elapsedMs);
    const warm = counted.filter(({ isCold }) => !isCold);
    const usualMs = median(warm.map(({ elapsedMs }) => elapsedMs)) ?? median(cold) ?? firstStepMs;
    const fills = intervals.filter(interval => !interval.isCold && !counts(interval)).map(({ waitMs }) => waitMs);
    const validation = await measureValidation(training, input, interrupted);
    // The first one also pays for the file's pages, and for parameters that were never read back.
    saveCheckpoint(training, 0);
    const checkpointMs = await timed(() => saveCheckpoint(training, 1));
    const lookMs = await measureLook(training, input, interrupted);
    const describeMs = await measureDescription(training, input, interrupted);
    const { config, loader } = { config: input.config, loader: training.parts.loader };
    const train = input.split('train').items.length;
    const [rows, columns] = config.input.size;
    return {
      version: 2,
      startupMs: readyMs + Math.max(0, firstStepMs - usualMs),
      coldStepMs: cold,
      warmStepMs: warm.map(({ elapsedMs }) => elapsedMs),
      waitMs: warm.map(({ waitMs }) => waitMs),
      fillMs: median(fills) ?? 0,
      validation,
      checkpointMs,
      lookMs,
      describeMs,
      peakBytes: process.resourceUsage().maxRSS * 1024,
      cached: {
        items: Math.min(train, loader.stats().decoded),
        itemBytes: rows * columns * config.input.channels,
        mostBytes: Math.floor(process.availableMemory() / 4),
      },
      stepsPerEpoch: Math.min(training.stepsPerEpoch, train / config.training.batchSize),
      trainItems: train,
      valItems: input.manifest.filter(({ split }) => split === 'val').length,
      batchSize: config.training.batchSize,
      device: describeEnvironment(config.training.precision).device,
      elapsedMs: performance.now(),
    };
  } finally {
    await training.close();
  }
}

/** The training loop itself over the first epoch's images, again and again: the first time they are read, from then on they are cached. */
async function measureSteps(training: Training, input: RunInput, interrupted: AbortSignal, onStep: (done: number) => void) {
  const waits: Wait[] = [];
  const coldSteps = Math.min(training.stepsPerEpoch, warmUpSteps + probeSteps / 2);
  const loader = repeatingFirstBatches(training.parts.loader, coldSteps, input.config.training.batchSize, wait => waits.push(wait));
  const parts = { ...training.parts, loader, validate: null, epochs: Number.MAX_SAFE_INTEGER };
  const startMs = performance.now();
  const intervals: Interval[] = [];
  let firstStepMs = 0;
  let lastMs = startMs;
  let steps = 0;
  for await (const event of fit(parts, initialFitState)) {
    interrupted.throwIfAborted();
    if (event.type !== 'step') continue;
    const nowMs = performance.now();
    const { elapsedMs: waitMs, ...wait } = waits[steps] as Wait;
    if (steps === 0) firstStepMs = nowMs - lastMs;
    if (steps >= warmUpSteps) {
      intervals.push({ elapsedMs: nowMs - lastMs, waitMs, ...wait });
      onStep(Math.min(intervals.length, probeSteps));
    }
    steps += 1;
    lastMs = nowMs;
    const hasWarm = intervals.some(({ isCold, isFirst }) => !isCold && !isFirst) || training.stepsPerEpoch === 1;
    const isLate = nowMs - startMs > longestMs && intervals.length >= fewestSteps;
    if ((intervals.length >= probeSteps && hasWarm) || isLate) break;
  }
  return { firstStepMs, intervals };
}

/** The steps of full batches; where there are none, the short ones by their share. */
function inFullBatches(intervals: readonly Interval[]): Interval[] {
  const full = intervals.filter(({ share }) => share === 1);
  if (full.length > 0) return full;
  return intervals.map(interval => ({
    ...interval,
    elapsedMs: interval.elapsedMs / interval.share,
    waitMs: interval.waitMs / interval.share,
  }));
}

/** The loader's first `count` batches as if they were an epoch, with the time that each was waited for. */
function repeatingFirstBatches(loader: BatchLoader, count: number, batchSize: number, onWait: (wait: Wait) => void): BatchLoader {
  let passes = 0;
  return {
    ...loader,
    batches: async function* () {
      const isCold = passes++ === 0;
      let fromMs = performance.now();
      let done = 0;
      for await (const batch of loader.batches({ epoch: 0, training: true })) {
        onWait({ elapsedMs: performance.now() - fromMs, share: batch.count / batchSize, isFirst: done === 0, isCold });
        yield batch;
        done += 1;
        if (done >= count) return;
        fromMs = performance.now();
      }
    },
  };
}

/** The first pass traces and reads; the second one is what an epoch pays. */
async function measureValidation({ parts }: Training, input: RunInput, interrupted: AbortSignal): Promise<ProbeMeasurement['validation']> {
  const { validate } = parts;
  if (validate === null) return null;
  await validate();
  interrupted.throwIfAborted();
  return { items: input.split('val').items.length, elapsedMs: await timed(validate) };
}

/** A heat map each of a few scans; the first of them pays for the trace. */
async function measureLook({ model }: Training, input: RunInput, interrupted: AbortSignal): Promise<number> {
  const { items, labels } = input.split('train');
  const run = { interrupted, report: { progress: () => undefined } };
  const look = (from: number, to: number) =>
    timed(() => attributionOnFill(run, input, model, { items: items.slice(from, to), labels: labels.slice(from, to) }));
  const onceMs = await look(0, 1);
  const more = items.slice(1, 1 + looks).length;
  return more === 0 ? onceMs : (await look(1, 1 + more)) / more;
}

/** The same of what a reference of the training data holds of each scan. */
async function measureDescription({ model }: Training, { config, manifest }: RunInput, interrupted: AbortSignal): Promise<number> {
  const [first, ...others] = manifest.filter(({ split }) => split === 'train').slice(0, 1 + looks);
  const reader = FeatureReader.open(model, inputShapeOf(config));
  try {
    const pipeline = createPipeline(config);
    const describe = async (items: readonly (ManifestItem | undefined)[]): Promise<void> => {
      for (const item of items) if (item !== undefined) await describeScan(item, pipeline, reader);
      interrupted.throwIfAborted();
    };
    const onceMs = await timed(() => describe([first]));
    return others.length === 0 ? onceMs : (await timed(() => describe(others))) / others.length;
  } finally {
    reader?.dispose();
  }
}

function firstOfValidation(input: RunInput): RunInput {
  const most = validationBatches * input.config.training.batchSize;
  return {
    ...input,
    split: name => {
      const { items, labels } = input.split(name);
      return name === 'val' ? { items: items.slice(0, most), labels: labels.slice(0, most) } : { items, labels };
    },
  };
}

function saveCheckpoint({ checkpoints, model, slots }: Training, step: number): void {
  checkpoints.save({ model, slots }, { ...initialFitState, step }, { isBest: false });
}

async function timed(work: () => unknown): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** For the process: measures and says so. */
export async function answerProbe(folder: string, interrupted: AbortSignal): Promise<void> {
  const tell = (message: ProbeMessage) => process.send?.(message, () => undefined);
  const measurement = await probeRun(folder, interrupted, tell);
  if (interrupted.aborted) throw new AppError('interrupted', 'The measurement was cancelled.');
  await new Promise(resolve => process.send?.({ type: 'result', measurement } satisfies ProbeMessage, resolve));
}
