// Trains in a run folder: everything comes from its files, everything goes into its files. Resumes where the last checkpoint stands.
import { setTimeout as sleep } from 'node:timers/promises';
import { resolveChoice } from '../../../shared/domain/choice.ts';
import type { RunConfig } from '../../../shared/domain/runConfig.ts';
import { AppError } from '../../../shared/errors.ts';
import { classWeightsOf } from '../losses/classWeights.ts';
import { type LossSpec, losses } from '../losses/index.ts';
import { metrics } from '../metrics/index.ts';
import type { MetricSpec } from '../metrics/metric.ts';
import { optimizers } from '../optimizers/index.ts';
import type { OptimizerSpec } from '../optimizers/optimizer.ts';
import { type ScheduleSpec, schedules } from '../schedules/index.ts';
import { buildNetwork, inputShapeOf } from '../training/buildNetwork.ts';
import { type CheckpointName, CheckpointStore } from '../training/checkpoint.ts';
import { fit } from '../training/fit.ts';
import { type FitState, initialFitState } from '../training/fitState.ts';
import { makeSlots, trainStep } from '../training/trainStep.ts';
import { evaluateSplit } from './evaluateSplit.ts';
import { refuseLeaks } from './refuseLeaks.ts';
import { readControl } from './runFolderWriter.ts';
import { loadRunInput, openLoader, type RunInput } from './runInput.ts';
import type { RunReporter } from './runReporter.ts';
import { makeValidator } from './validate.ts';

export interface EngineRun {
  folder: string;
  report: RunReporter;
  /** Aborted when the parent is gone or the process is told to end: save, say `interrupted`, go. */
  interrupted: AbortSignal;
}

/** How a run ended, as its last state event says it. */
export interface RunEnd {
  state: 'finished' | 'cancelled' | 'interrupted';
  reason?: string;
}

type Outcome = 'finished' | 'stopped' | 'cancelled' | 'interrupted';

/** Runs to the last epoch, or until told to stop, cancel or end; returns the state to record. Errors go to the caller. */
export async function trainRun(run: EngineRun): Promise<RunEnd> {
  const input = loadRunInput(run.folder);
  refuseLeaks(input.manifest);
  const training = await openTraining(run, input);
  try {
    const outcome = await trainingLoop(run, training);
    if (outcome === 'cancelled' || outcome === 'interrupted') return { state: outcome };
    training.checkpoints.load('best', { model: training.model });
    await evaluateSplit(run, input, training.model, 'val', training.checkpoints.pointer('best'));
    return outcome === 'stopped' ? { state: 'finished', reason: 'stopped before the last epoch' } : { state: 'finished' };
  } finally {
    await training.close();
  }
}

async function trainingLoop(run: EngineRun, training: Training): Promise<Outcome> {
  const { config, checkpoints, parts, model, slots } = training;
  let { state } = training;
  const save = (names: CheckpointName[]) => {
    run.report.sync();
    checkpoints.save({ model, slots }, state, names);
    run.report.artifact(`checkpoints/${state.step}`, 'checkpoint', checkpoints.sizeBytes(state.step));
    run.report.log('info', `Checkpoint at step ${state.step}${names.includes('best') ? ', the best so far' : ''}.`);
  };
  for await (const event of fit(parts, state)) {
    if (event.type === 'metrics') {
      run.report.metrics({ epoch: event.epoch, step: event.step }, event.values);
      continue;
    }
    state = event.state;
    if (event.type === 'epoch') {
      save(event.improved ? ['last', 'best'] : ['last']);
      continue;
    }
    const total = training.stepsPerEpoch * config.training.epochs;
    run.report.progress('train', state.step, total, { step: state.step, epoch: state.epoch, items: event.items });
    const { checkpointSteps } = config.training;
    const command = await nextCommand(run, () => save(['last']));
    if (command === 'cancel') return 'cancelled';
    if (command === 'interrupt' || command === 'stop') {
      save(command === 'stop' && state.best === null ? ['last', 'best'] : ['last']);
      return command === 'stop' ? 'stopped' : 'interrupted';
    }
    if (checkpointSteps > 0 && state.step % checkpointSteps === 0) save(['last']);
  }
  return 'finished';
}

/** What is asked for between two steps. Waits here while the run is paused. */
async function nextCommand(run: EngineRun, save: () => void): Promise<'stop' | 'cancel' | 'interrupt' | null> {
  let paused = false;
  for (;;) {
    if (run.interrupted.aborted) return 'interrupt';
    const command = readControl(run.folder)?.command;
    if (command === 'stop' || command === 'cancel') return command;
    if (command === 'pause' && !paused) {
      paused = true;
      save();
      run.report.state('paused');
    }
    if (command === 'resume' && paused) run.report.state('running');
    if (!paused || command === 'resume') return null;
    await sleep(200);
  }
}

type Training = Awaited<ReturnType<typeof openTraining>>;

async function openTraining(run: EngineRun, input: RunInput) {
  const { config } = input;
  const lossChoice = resolveChoice<LossSpec>('loss', losses, config.loss);
  const optimizerChoice = resolveChoice<OptimizerSpec>('optimizer', optimizers, config.optimizer);
  const schedule = resolveChoice<ScheduleSpec>('schedule', schedules, config.schedule);
  const selection = resolveChoice<MetricSpec>('metric', metrics, { name: config.selection.metric });
  const model = await buildNetwork(config);
  const optimizer = await optimizerChoice.spec.build(optimizerChoice.params);
  const slots = makeSlots(model, optimizer);
  const loss = await lossChoice.spec.build(lossChoice.params);
  const step = trainStep({ model, optimizer, loss, clipNorm: config.training.clipNorm }, slots, {
    name: 'trainStep',
    precision: config.training.precision,
    onTrace: ({ shapes, operations, elapsedMs }) =>
      run.report.log(
        'info',
        `Traced the training step for images [${shapes.images}]: ${operations} operations in ${Math.round(elapsedMs)} ms.`,
      ),
  });
  const checkpoints = new CheckpointStore(run.folder);
  let state: FitState = initialFitState;
  if (checkpoints.pointer('last') !== null) {
    state = checkpoints.load('last', { model, slots });
    run.report.state('resumed', { fromStep: state.step });
  }
  const train = input.split('train');
  requireTrainable(train.labels, config);
  const loader = await openLoader(run.folder, config, train);
  const validator = await makeValidator(run, input, model);
  const parts = {
    seed: config.seed,
    epochs: config.training.epochs,
    classes: config.data.classes.length,
    inputShape: inputShapeOf(config),
    step,
    optimizer,
    schedule: (at: number, total: number) => schedule.spec.factor(schedule.params as never, at, total),
    loader,
    classWeights: classWeightsOf(lossChoice.params.classWeights, train.labels, config.data.classes.length),
    validate: validator?.validate ?? null,
    selection: { metric: config.selection.metric, direction: selection.spec.direction },
  };
  return {
    config,
    model,
    slots,
    checkpoints,
    state,
    parts,
    stepsPerEpoch: loader.batchCount(true),
    close: async () => {
      await loader.close();
      await validator?.close();
      step.dispose();
      for (const slot of slots.values()) slot.dispose();
      model.dispose();
    },
  };
}

function requireTrainable(labels: Int32Array, config: RunConfig): void {
  const { classes } = config.data;
  const missing = classes.filter((_, index) => !labels.includes(index));
  if (missing.length === 0) return;
  throw new AppError(
    'badInput',
    `Expected training images of every class, received none of ${missing.join(', ')}. Use another split, or leave that class out.`,
  );
}
