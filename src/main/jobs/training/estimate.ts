// From a few measured steps to the time and memory of a whole training. Pure arithmetic; how well it does stands in docs/guide/training.md.
import type { ProbeMeasurement } from '../../../shared/domain/probe.ts';

export interface TrainingEstimate {
  /** A range that the time will probably lie in, and its middle. */
  lowMs: number;
  middleMs: number;
  highMs: number;
  /** Main memory of the engine with every scan cached, as far as there is room. */
  peakBytes: number;
  /** Share of a step spent waiting for images. */
  waitShare: number;
  epochMs: number;
  measuredSteps: number;
  device: string;
}

/** Beyond the spread of the steps themselves: other programs, a warmer processor. */
const slack = { low: 0.92, high: 1.15 };
/** After the last epoch: intervals by resampling and the shortcut baseline, then a look at a sample of the scans. */
const evaluationMs = 1500;
const heatMaps = 100;
const described = 1000;

export function estimateTraining(measured: ProbeMeasurement, epochs: number): TrainingEstimate {
  const { warmStepMs, coldStepMs, waitMs, batchSize, valItems, validation, stepsPerEpoch } = measured;
  const steps = warmStepMs.length > 0 ? warmStepMs : coldStepMs;
  const readingMs = warmStepMs.length > 0 && coldStepMs.length > 0 ? Math.max(0, quantile(coldStepMs, 0.5) - quantile(warmStepMs, 0.5)) : 0;
  const validationMs = validation === null ? 0 : (validation.elapsedMs / validation.items) * valItems;
  const epoch = (stepMs: number): number => measured.fillMs + stepsPerEpoch * stepMs + validationMs + measured.checkpointMs;
  const firstReadsMs = stepsPerEpoch * readingMs + (valItems / batchSize) * readingMs;
  const looksMs = Math.min(heatMaps, valItems) * measured.lookMs;
  const descriptionMs = (Math.min(described, valItems) + Math.min(described, measured.trainItems)) * measured.describeMs;
  const onceMs = measured.startupMs + firstReadsMs + validationMs + evaluationMs + looksMs + descriptionMs;
  const total = (share: number): number => onceMs + epochs * epoch(quantile(steps, share));
  const { cached } = measured;
  const toCache = Math.max(0, measured.trainItems + valItems - cached.items) * cached.itemBytes;
  return {
    lowMs: total(0.25) * slack.low,
    middleMs: total(0.5),
    highMs: total(0.75) * slack.high,
    peakBytes: measured.peakBytes + Math.min(toCache, cached.mostBytes),
    waitShare: warmStepMs.length === 0 ? 0 : Math.min(1, sum(waitMs) / sum(warmStepMs)),
    epochMs: epoch(quantile(steps, 0.5)),
    measuredSteps: warmStepMs.length + coldStepMs.length,
    device: measured.device,
  };
}

/** Linear between the values in order; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
