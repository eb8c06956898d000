// Asks an engine process what networks consist of; TensorFlow is never loaded in the process that asks.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Choice } from '../../../shared/domain/choice.ts';
import { AppError } from '../../../shared/errors.ts';
import { nodeProgram, programFile } from '../../programFile.ts';
import { parseJson } from './runFolder.ts';

const modelDescriptionSchema = z.strictObject({
  /** […spatial, channel] */
  inputShape: z.array(z.int()),
  outputShape: z.array(z.int()),
  /** Trained values. */
  parameters: z.int(),
  /** Names and shapes as in the reference library. */
  tensors: z.array(z.strictObject({ name: z.string(), shape: z.array(z.int()), kind: z.enum(['parameter', 'state']) })),
  featureMaps: z.array(z.strictObject({ name: z.string(), size: z.array(z.int()), channels: z.int() })),
});
export type ModelDescription = z.infer<typeof modelDescriptionSchema>;

export interface ModelRequest {
  architecture: Choice;
  classes: number;
  /** […spatial, channel] */
  inputShape: readonly number[];
}

const largestAnswerBytes = 64 * 1024 * 1024;

/** One description a request. Errors: those of the engine: `environment` without TensorFlow, `unknownName`, `usage`. */
export async function describeModels(requests: readonly ModelRequest[]): Promise<ModelDescription[]> {
  const env = { TF_CPP_MIN_LOG_LEVEL: '3', ...process.env };
  try {
    const { stdout } = await promisify(execFile)(
      nodeProgram(),
      [fileURLToPath(programFile('modelDescription')), JSON.stringify(requests)],
      {
        env,
        maxBuffer: largestAnswerBytes,
      },
    );
    return parseJson(stdout, z.array(modelDescriptionSchema), 'the answer of the engine');
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : engineError(thrown);
  }
}

/** The engine's last line is its error; anything else means that it crashed. */
function engineError(cause: unknown): AppError {
  const { stderr = '' } = cause as { stderr?: string };
  try {
    return AppError.fromJSON(JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? ''));
  } catch {
    return new AppError('engineCrashed', `Expected the engine to describe a network, but it ended: ${stderr.slice(-500)}`, { cause });
  }
}
