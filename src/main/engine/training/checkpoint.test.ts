import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Model } from '../architectures/model.ts';
import { constant } from '../layers/initializers.ts';
import { tensorflowBackend } from '../tensorflow/backend.ts';
import { linear } from '../tensorflow/ops/linear.ts';
import { CheckpointStore } from './checkpoint.ts';
import { type FitState, initialFitState } from './fitState.ts';

const stepsPerEpoch = 7;
let run: string;
let model: Model;
let checkpoints: CheckpointStore;

beforeEach(() => {
  tensorflowBackend();
  run = mkdtempSync(join(tmpdir(), 'checkpoint-'));
  model = new Model((scope, x) => linear(x, scope.param('weight', [1, 1], constant(0))), { seed: 1 });
  model.initialise([1, 1]);
  checkpoints = new CheckpointStore(run);
});
afterEach(() => {
  model.dispose();
  rmSync(run, { recursive: true, force: true });
});

/** The state after so many steps, with the best epoch that it has seen (from 0). */
function stateAt(step: number, bestEpoch: number | null): FitState {
  const best = bestEpoch === null ? null : { epoch: bestEpoch, step: (bestEpoch + 1) * stepsPerEpoch, value: bestEpoch / 10, loss: 1 };
  return { ...initialFitState, step, epoch: Math.floor(step / stepsPerEpoch), batch: step % stepsPerEpoch, best };
}

function save(fit: FitState, isBest: boolean): void {
  model.variable('weight').write(Float32Array.of(fit.step));
  checkpoints.save({ model, slots: new Map() }, fit, { isBest });
}

const path = (name: string): string => join(run, 'checkpoints', name);

/** Saves and then puts the named pointer back, with what was there before: as a kill in the middle of it leaves the folder. */
function saveButNotPoint(at: 'last' | 'best', fit: FitState): void {
  cpSync(path('.'), join(run, 'before'), { recursive: true });
  save(fit, true);
  for (const name of readdirSync(join(run, 'before')).filter(entry => !entry.endsWith('.json') || entry === `${at}.json`)) {
    cpSync(join(run, 'before', name), path(name), { recursive: true });
  }
}

it('keeps the last checkpoint and the best one, whose weights and place it tells', () => {
  save(stateAt(7, 0), true);
  save(stateAt(10, 0), false);
  save(stateAt(14, 0), false);
  expect(readdirSync(path('.')).sort()).toEqual(['14', '7', 'best.json', 'last.json']);
  expect(checkpoints.pointer('best')).toEqual({ step: 7, epoch: 1, value: 0 });
  expect(checkpoints.load('best', { model })).toEqual(stateAt(7, 0));
  expect(model.variable('weight').values()).toEqual(Float32Array.of(7));
});

it('a training stopped in its first epoch has where it stands as its best', () => {
  save(stateAt(3, null), true);
  expect(checkpoints.pointer('best')).toEqual({ step: 3, epoch: 0, value: null });
});

it('killed before `last` points at a new best one, it goes on with the best one of then', () => {
  save(stateAt(7, 0), true);
  save(stateAt(12, 0), false);
  saveButNotPoint('last', stateAt(14, 1));
  expect(checkpoints.pointer('best')).toMatchObject({ step: 14 });

  const resumed = checkpoints.load('last', { model });
  expect(resumed).toEqual(stateAt(12, 0));
  checkpoints.restoreBest(resumed);
  expect(checkpoints.pointer('best')).toEqual({ step: 7, epoch: 1, value: 0 });
});

it('killed before `best` points at it, it goes on with the new best one', () => {
  save(stateAt(7, 0), true);
  saveButNotPoint('best', stateAt(14, 1));
  expect(checkpoints.pointer('best')).toMatchObject({ step: 7 });

  const resumed = checkpoints.load('last', { model });
  checkpoints.restoreBest(resumed);
  save(stateAt(15, 1), false);
  expect(checkpoints.load('best', { model })).toEqual(stateAt(14, 1));
  expect(checkpoints.pointer('best')).toEqual({ step: 14, epoch: 2, value: 0.1 });
});

it('goes on from a checkpoint that an epoch ended on, whose best one before it is gone', () => {
  save(stateAt(7, 0), true);
  save(stateAt(14, 0), false);
  save(stateAt(14, 1), true);
  const resumed = checkpoints.load('last', { model });
  expect(resumed.best).toMatchObject({ step: 7 });
  checkpoints.restoreBest(resumed);
  expect(checkpoints.pointer('best')).toMatchObject({ step: 14 });
});
