// What lies in checkpoints/ of a run folder, for whoever reads it without TensorFlow.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, runFolderNames } from '../host/runFolder.ts';
import { fitStateSchema } from './fitState.ts';

export const checkpointStateSchema = z.strictObject({
  version: z.literal(1),
  fit: fitStateSchema,
  /** SHA-256 of the two other files. */
  weightsSha256: z.string(),
  optimizerSha256: z.string(),
});

export const pointerSchema = z.strictObject({ step: z.int().min(0), epoch: z.number(), value: z.number().nullable() });
export type CheckpointPointer = z.infer<typeof pointerSchema>;
export type CheckpointName = 'last' | 'best';

export const checkpointFiles = { weights: 'weights.safetensors', optimizer: 'optimizer.safetensors', state: 'state.json' } as const;

export function hasCheckpoint(runFolder: string, name: CheckpointName): boolean {
  return existsSync(pointerPath(runFolder, name));
}

function pointerPath(runFolder: string, name: CheckpointName): string {
  return join(runFolder, runFolderNames.checkpoints, `${name}.json`);
}

/** Where the weights of a run's checkpoint lie; null where the run has no such checkpoint (yet). Errors: `damaged`. */
export function checkpointWeights(runFolder: string, name: CheckpointName): { path: string; sha256: string } | null {
  if (!hasCheckpoint(runFolder, name)) return null;
  const { step } = readJsonFile(pointerPath(runFolder, name), pointerSchema);
  const place = join(runFolder, runFolderNames.checkpoints, String(step));
  return {
    path: join(place, checkpointFiles.weights),
    sha256: readJsonFile(join(place, checkpointFiles.state), checkpointStateSchema).weightsSha256,
  };
}
