// Evaluates a trained network on the test items of the manifest, after the same leakage gate as training.
import { AppError } from '../../../shared/errors.ts';
import { evaluateSplit } from './evaluateSplit.ts';
import { refuseLeaks } from './refuseLeaks.ts';
import { loadRunInput } from './runInput.ts';
import { openSourceModel } from './sourceModel.ts';
import type { EngineRun, RunEnd } from './trainRun.ts';

export async function evaluateRun(run: EngineRun): Promise<RunEnd> {
  const input = loadRunInput(run.folder);
  refuseLeaks(input.manifest);
  if (!input.manifest.some(item => item.split === 'test')) {
    throw new AppError('badInput', 'Expected test items to evaluate on, received a split without any. Make a split with a test part.');
  }
  const { model, checkpoint } = await openSourceModel(input.config);
  try {
    await evaluateSplit(run, input, model, 'test', checkpoint);
    return { state: 'finished' };
  } finally {
    model.dispose();
  }
}
