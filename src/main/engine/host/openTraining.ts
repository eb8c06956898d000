// A training made ready from its run folder: network, traced step, loaders and validation, at the state of its last checkpoint.
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
import { CheckpointStore } from '../training/checkpoint.ts';
import { type FitState, initialFitState } from '../training/fitState.ts';
import { makeSlots, trainStep } from '../training/trainStep.ts';
import { loadInitialWeights } from '../weights/initialWeights.ts';
import { openLoader, type RunInput } from './runInput.ts';
import { makeValidator } from './validate.ts';

export type Training = Awaited<ReturnType<typeof openTraining>>;

/** What opening tells of; a run's reporter is one. */
interface TrainingReport {
  state(state: 'resumed', extra: { fromStep: number }): void;
  log(level: 'info', message: string): void;
}

/** Goes on where the last checkpoint stands, else from the initial weights, else from the seed. Errors: `damaged`, `badInput`, `unknownName`. */
export async function openTraining(run: { folder: string; report: TrainingReport }, input: RunInput) {
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
    checkpoints.restoreBest(state);
    run.report.state('resumed', { fromStep: state.step });
  } else if (config.initialWeights !== undefined) {
    run.report.log('info', `${await loadInitialWeights(run.folder, config, config.initialWeights, model)}.`);
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
