// The last word of a training: what its scans were like, so that later ones can be told from them.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { toAppError } from '../../../shared/errors.ts';
import type { Model } from '../architectures/model.ts';
import { checkpointWeights } from '../training/checkpointFiles.ts';
import { makeReference } from '../unlike/makeReference.ts';
import type { RunInput } from './runInput.ts';
import type { EngineRun } from './trainRun.ts';

/** `model` holds the weights of the best checkpoint. A training does not fail by it: what is missing is made when it is asked for. */
export async function describeTraining(run: EngineRun, { config, manifest }: RunInput, model: Model): Promise<void> {
  const weights = checkpointWeights(run.folder, 'best')?.sha256;
  if (weights === undefined) return;
  try {
    const names = await makeReference({
      ...{ folder: run.folder, config, weights, model, manifest, signal: run.interrupted },
      onProgress: (done, total) => run.report.progress('describe the training data', done, total, { items: 1 }),
    });
    for (const name of names) run.report.artifact(name, 'trainingReference', statSync(join(run.folder, name)).size);
  } catch (thrown) {
    run.interrupted.throwIfAborted();
    run.report.log('warn', `What the training scans are like could not be kept: ${toAppError(thrown).message}`);
  }
}
