// The training loop, readable top to bottom. It computes and yields what happened; whoever drives it records, saves and decides to go on.
import { decodeMetricValue, encodeMetricValue } from '../../../shared/domain/runEvent.ts';
import { deriveSeed } from '../../../shared/random.ts';
import { isBetter } from '../metrics/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Batch, BatchLoader } from '../sampling/batchLoader.ts';
import type { StepInput, TracedStep } from '../tensorflow/trace.ts';
import { type FitState, noSums } from './fitState.ts';
import { stepScalars, type TrainInputs, type TrainOutputs } from './trainStep.ts';

export type FitEvent =
  | { type: 'metrics'; epoch: number; step: number; values: Record<string, number> }
  /** A step is done and the state is consistent: the place to stop, pause or save. `waitMs`: how long it waited for its batch. */
  | { type: 'step'; state: FitState; items: number; waitMs: number }
  /** An epoch and its validation are done; `improved` says whether it is the best so far. */
  | { type: 'epoch'; state: FitState; improved: boolean };

export interface FitParts {
  seed: number;
  epochs: number;
  classes: number;
  /** [row, column, channel] of an input. */
  inputShape: readonly number[];
  step: TracedStep<TrainInputs, TrainOutputs>;
  optimizer: Optimizer;
  /** Factor on the learning rate for a step of 0 … totalSteps - 1. */
  schedule: (step: number, totalSteps: number) => number;
  loader: BatchLoader;
  classWeights: Float32Array;
  /** Validation metrics by name, `loss` among them; null without a validation set. */
  validate: (() => Promise<Record<string, number>>) | null;
  selection: { metric: string; direction: 'max' | 'min' };
}

/** Trains from `state` to the last epoch. Errors: `nonFinite`, `outOfMemory`, unreadable images; the state before the step stays valid. */
export async function* fit(parts: FitParts, from: FitState): AsyncGenerator<FitEvent> {
  const stepsPerEpoch = parts.loader.batchCount(true);
  const totalSteps = stepsPerEpoch * parts.epochs;
  let state = from;
  while (state.epoch < parts.epochs) {
    const { epoch } = state;
    let waitsSinceMs = performance.now();
    for await (const batch of parts.loader.batches({ epoch, training: true, fromBatch: state.batch })) {
      const waitMs = performance.now() - waitsSinceMs;
      const learningRate = parts.optimizer.learningRate * parts.schedule(state.step, totalSteps);
      const inputs = stepInputs(parts, batch, state.step, learningRate);
      const result = await parts.step.run(inputs);
      const loss = result.loss.data[0] as number;
      state = {
        ...state,
        step: state.step + 1,
        batch: state.batch + 1,
        sums: addBatch(state.sums, batch, inputs.weights, loss, result.logits),
      };
      const { count } = batch;
      batch.release();
      if (isRecorded(state.step, totalSteps)) {
        const values = {
          'train/loss': loss,
          'train/gradientNorm': result.gradientNorm.data[0] as number,
          'train/learningRate': learningRate,
        };
        yield { type: 'metrics', epoch: state.step / stepsPerEpoch, step: state.step, values };
      }
      yield { type: 'step', state, items: count, waitMs };
      waitsSinceMs = performance.now();
    }
    yield { type: 'metrics', epoch: epoch + 1, step: state.step, values: epochMetrics(state.sums) };
    const validation = parts.validate === null ? null : await parts.validate();
    if (validation !== null) {
      const values = Object.fromEntries(Object.entries(validation).map(([name, value]) => [`val/${name}`, value]));
      yield { type: 'metrics', epoch: epoch + 1, step: state.step, values };
    }
    const { improved, best } = select(parts, state, validation);
    state = { ...state, epoch: epoch + 1, batch: 0, sums: noSums, best };
    yield { type: 'epoch', state, improved };
  }
}

/** At most about 20,000 points a curve; the choice depends on the step alone, so that a resumed run records the same ones. */
function isRecorded(step: number, totalSteps: number): boolean {
  return step % Math.ceil(totalSteps / 20_000) === 0;
}

function stepInputs(parts: FitParts, batch: Batch, step: number, learningRate: number): Record<TrainInputs, StepInput> {
  const { count, labels } = batch;
  const { classes } = parts;
  const targets = new Float32Array(count * classes);
  const weights = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    const label = labels[row] as number;
    targets[row * classes + label] = 1;
    weights[row] = parts.classWeights[label] as number;
  }
  const images = batch.images.subarray(0, count * parts.inputShape.reduce((product, size) => product * size, 1));
  return {
    images: { data: images, shape: [count, ...parts.inputShape] },
    targets: { data: targets, shape: [count, classes] },
    weights: { data: weights, shape: [count] },
    scalars: stepScalars(parts.optimizer, step + 1, learningRate),
    dropoutSeed: { data: Int32Array.of(deriveSeed(parts.seed, 'dropout', step) | 0, 0), shape: [2] },
  };
}

function addBatch(sums: FitState['sums'], batch: Batch, weights: StepInput, loss: number, logits: StepInput): FitState['sums'] {
  const classes = logits.shape[1] as number;
  let weight = 0;
  let correct = 0;
  for (let row = 0; row < batch.count; row++) {
    weight += weights.data[row] as number;
    const rowLogits = logits.data.subarray(row * classes, (row + 1) * classes);
    if (argmax(rowLogits) === batch.labels[row]) correct++;
  }
  return {
    loss: encodeMetricValue(decodeMetricValue(sums.loss) + loss * weight),
    weight: encodeMetricValue(decodeMetricValue(sums.weight) + weight),
    correct: sums.correct + correct,
    items: sums.items + batch.count,
  };
}

function epochMetrics(sums: FitState['sums']): Record<string, number> {
  return {
    'train/epochLoss': decodeMetricValue(sums.loss) / decodeMetricValue(sums.weight),
    'train/accuracy': sums.correct / sums.items,
  };
}

/** The first of equals wins, except that a lower validation loss breaks the tie. Without validation the last epoch is the best. */
function select(
  parts: FitParts,
  state: FitState,
  validation: Record<string, number> | null,
): { improved: boolean; best: FitState['best'] } {
  const value = validation?.[parts.selection.metric] ?? Number.NaN;
  const loss = validation?.loss ?? 0;
  const candidate = { epoch: state.epoch, step: state.step, value: Number.isNaN(value) ? 0 : value, loss };
  const { best } = state;
  if (best === null || validation === null) return { improved: true, best: candidate };
  const improved = isBetter(parts.selection.direction, value, best.value) || (value === best.value && loss < best.loss);
  return { improved, best: improved ? candidate : best };
}

export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}
