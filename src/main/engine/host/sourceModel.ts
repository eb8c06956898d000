// The trained network that an evaluate, predict or explain run uses.
import { existsSync } from 'node:fs';
import type { RunConfig } from '../../../shared/domain/runConfig.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Model } from '../architectures/model.ts';
import { buildNetwork } from '../training/buildNetwork.ts';
import { type CheckpointPointer, CheckpointStore } from '../training/checkpoint.ts';

/** Errors: `notFound` when the run or its checkpoint is gone, `damaged`. */
export async function openSourceModel(config: RunConfig): Promise<{ model: Model; checkpoint: CheckpointPointer | null }> {
  const { weights } = config;
  if (weights === undefined) throw new AppError('usage', `Expected a run of kind '${config.kind}' to name the run whose weights it uses.`);
  if (!existsSync(weights.folder)) {
    throw new AppError('notFound', `Expected the trained run at ${weights.folder}, received nothing there. Was it deleted or moved?`);
  }
  const checkpoints = new CheckpointStore(weights.folder);
  const model = await buildNetwork(config);
  try {
    checkpoints.load(weights.checkpoint, { model });
    return { model, checkpoint: checkpoints.pointer(weights.checkpoint) };
  } catch (error) {
    model.dispose();
    throw error;
  }
}
