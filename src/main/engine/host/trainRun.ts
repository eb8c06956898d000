// Trains in a run folder: everything comes from its files, everything goes into its files. Resumes where the last checkpoint stands.
import { setTimeout as sleep } from 'node:timers/promises';
import { fit } from '../training/fit.ts';
import { describeTraining } from './describeTraining.ts';
import { evaluateSplit } from './evaluateSplit.ts';
import { openTraining, type Training } from './openTraining.ts';
import { refuseLeaks } from './refuseLeaks.ts';
import { readPretraining } from './runFolder.ts';
import { readControl } from './runFolderWriter.ts';
import { loadRunInput } from './runInput.ts';
import type { RunReporter } from './runReporter.ts';

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
  refuseLeaks(input.manifest, readPretraining(run.folder));
  const training = await openTraining(run, input);
  try {
    const outcome = await trainingLoop(run, training);
    if (outcome === 'cancelled' || outcome === 'interrupted') return { state: outcome };
    training.checkpoints.load('best', { model: training.model });
    await evaluateSplit(run, input, training.model, 'val', training.checkpoints.pointer('best'));
    await describeTraining(run, input, training.model);
    return outcome === 'stopped' ? { state: 'finished', reason: 'stopped before the last epoch' } : { state: 'finished' };
  } finally {
    await training.close();
  }
}

async function trainingLoop(run: EngineRun, training: Training): Promise<Outcome> {
  const { config, checkpoints, parts, model, slots } = training;
  let { state } = training;
  const save = (isBest = false) => {
    run.report.sync();
    checkpoints.save({ model, slots }, state, { isBest });
    run.report.artifact(`checkpoints/${state.step}`, 'checkpoint', checkpoints.sizeBytes(state.step));
    run.report.log('info', `Checkpoint at step ${state.step}${isBest ? ', the best so far' : ''}.`);
  };
  for await (const event of fit(parts, state)) {
    if (event.type === 'metrics') {
      run.report.metrics({ epoch: event.epoch, step: event.step }, event.values);
      continue;
    }
    state = event.state;
    if (event.type === 'epoch') {
      save(event.improved);
      continue;
    }
    const total = training.stepsPerEpoch * config.training.epochs;
    run.report.progress('train', state.step, total, { step: state.step, epoch: state.epoch, items: event.items, waitMs: event.waitMs });
    const { checkpointSteps } = config.training;
    const command = await nextCommand(run, save);
    if (command === 'cancel') return 'cancelled';
    if (command === 'interrupt' || command === 'stop') {
      save(command === 'stop' && state.best === null);
      return command === 'stop' ? 'stopped' : 'interrupted';
    }
    if (checkpointSteps > 0 && state.step % checkpointSteps === 0) save();
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
