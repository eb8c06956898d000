import { expect, test } from 'vitest';
import type { ProbeMeasurement } from '../../../shared/domain/probe.ts';
import { estimateTraining, quantile } from './estimate.ts';

const measured: ProbeMeasurement = {
  version: 2,
  ...{ startupMs: 3000, coldStepMs: [150, 150, 150], warmStepMs: [100, 100, 100, 100], waitMs: [10, 10, 10, 10], fillMs: 20 },
  ...{
    validation: { items: 30, elapsedMs: 60 },
    checkpointMs: 40,
    lookMs: 10,
    describeMs: 5,
    peakBytes: 1000,
    device: 'CPU:0',
    elapsedMs: 9000,
  },
  ...{ cached: { items: 60, itemBytes: 5, mostBytes: 1e6 }, stepsPerEpoch: 8, trainItems: 80, valItems: 20, batchSize: 10 },
};

test('the parts add up: start, first reads, epochs of fill, steps, validation and checkpoint, and the evaluation', () => {
  // An epoch: 20 + 8 · 100 + 20 · 2 + 40 = 900. Once: 3000 + (8 + 2) · 50 + 40 + 1500 + 20 · 10 + (20 + 80) · 5 = 5740.
  const { middleMs, lowMs, highMs, epochMs, waitShare, peakBytes } = estimateTraining(measured, 10);
  expect(epochMs).toBe(900);
  expect(middleMs).toBe(14_740);
  expect([lowMs, highMs]).toEqual([expect.closeTo(14_740 * 0.92, 6), expect.closeTo(14_740 * 1.15, 6)]);
  expect(waitShare).toBeCloseTo(0.1);
  expect(peakBytes).toBe(1000 + 40 * 5);
});

test('steps that vary widen the range about the same middle', () => {
  const uneven = estimateTraining({ ...measured, warmStepMs: [50, 80, 100, 120, 400] }, 10);
  expect(uneven.middleMs).toBe(14_740);
  expect(uneven.lowMs).toBeCloseTo((14_740 - 10 * 8 * 20) * 0.92, 6);
  expect(uneven.highMs).toBeCloseTo((14_740 + 10 * 8 * 20) * 1.15, 6);
});

test('without cached steps the first ones count; without validation no scan of it is looked at; the cache has its limit', () => {
  const bare = { ...measured, warmStepMs: [], waitMs: [], validation: null, valItems: 0, cached: { ...measured.cached, mostBytes: 50 } };
  const { middleMs, waitShare, peakBytes } = estimateTraining(bare, 1);
  expect(middleMs).toBe(3000 + 20 + 8 * 150 + 40 + 1500 + 80 * 5);
  expect([waitShare, peakBytes]).toEqual([0, 1050]);
});

test('quantiles lie between the values in order', () => {
  expect([quantile([4, 1, 3, 2], 0.5), quantile([1, 2, 3], 0.25), quantile([7], 0.75)]).toEqual([2.5, 1.5, 7]);
  expect(quantile([], 0.5)).toBeNaN();
});
