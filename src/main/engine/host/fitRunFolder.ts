// Does what a run folder's configuration says and records how it ended. Used by the engine process and by `fovea fit`.
import { AppError, toAppError } from '../../../shared/errors.ts';
import { tensorflowBackend } from '../tensorflow/backend.ts';
import { describeEnvironment } from './environment.ts';
import { evaluateRun } from './evaluateRun.ts';
import { explainRun } from './explainRun.ts';
import { predictRun } from './predictRun.ts';
import { readConfig, writeEnvironment } from './runFolder.ts';
import { openEventWriter } from './runFolderWriter.ts';
import { holdRunLock } from './runLock.ts';
import { RunReporter } from './runReporter.ts';
import { type EngineRun, type RunEnd, trainRun } from './trainRun.ts';

const kinds: Record<string, (run: EngineRun) => Promise<RunEnd>> = {
  train: trainRun,
  evaluate: evaluateRun,
  predict: predictRun,
  explain: explainRun,
};

export interface FitOptions {
  /** Aborted to save and end: the run reads `interrupted` and can be resumed. */
  interrupted: AbortSignal;
  /** The lock is held and the libraries are loaded. */
  onReady?: () => void;
}

/** Returns the state that was recorded. Errors: `locked`, `damaged`, `diskFull`, and whatever ended the run (recorded as failed). */
export async function fitRunFolder(folder: string, options: FitOptions): Promise<RunEnd['state']> {
  const config = readConfig(folder);
  const lock = holdRunLock(folder);
  try {
    const events = openEventWriter(folder);
    const report = new RunReporter(events);
    try {
      tensorflowBackend();
      writeEnvironment(folder, describeEnvironment(config.training.precision));
      options.onReady?.();
      report.state('running');
      const run = { folder, report, interrupted: options.interrupted };
      const end = await (kinds[config.kind] as (run: EngineRun) => Promise<RunEnd>)(run);
      report.state(end.state, end.reason === undefined ? {} : { reason: end.reason });
      return end.state;
    } catch (thrown) {
      const error = options.interrupted.aborted ? new AppError('interrupted', 'The run was told to end.') : toAppError(thrown);
      recordEnd(report, error);
      if (error.code === 'interrupted') return 'interrupted';
      throw error;
    } finally {
      events.close();
    }
  } finally {
    lock.release();
  }
}

/** A full disk may refuse even this; the original error matters more then. */
function recordEnd(report: RunReporter, error: AppError): void {
  try {
    if (error.code !== 'interrupted') report.error(error);
    report.state(error.code === 'interrupted' ? 'interrupted' : 'failed', { reason: error.message });
  } catch {
    process.stderr.write(`The end of the run could not be recorded: ${error.message}\n`);
  }
}
