// Starts a probing engine process on a throw-away run folder and hears what it measures.
import { type ProbeMeasurement, probeMessageSchema } from '../../../shared/domain/probe.ts';
import { AppError } from '../../../shared/errors.ts';
import { type EngineCommand, startEngineChild } from './engineChild.ts';

const advice = {
  crashed: 'The settings may not fit this machine; a training would end the same way.',
  outOfMemory: 'A training with these settings would end the same way: use a smaller batch, image size or model.',
};

export interface ProbeOptions extends EngineCommand {
  runFolder: string;
  signal?: AbortSignal | undefined;
  onProgress?: (done: number, total: number) => void;
}

/** Errors: `interrupted` by the signal; what the engine reports; `outOfMemory` and `engineCrashed`. */
export async function probe({ runFolder, signal, onProgress, ...command }: ProbeOptions): Promise<ProbeMeasurement> {
  const interrupted = () => new AppError('interrupted', 'The measurement was cancelled.');
  if (signal?.aborted) throw interrupted();
  let measurement: ProbeMeasurement | null = null;
  const child = startEngineChild({
    ...command,
    args: ['probe', runFolder],
    serialization: 'json',
    advice,
    onMessage: message => {
      const { success, data } = probeMessageSchema.safeParse(message);
      if (!success) return false;
      if (data.type === 'progress') onProgress?.(data.done, data.total);
      else measurement = data.measurement;
      return true;
    },
  });
  signal?.addEventListener('abort', child.kill, { once: true });
  const { error } = await child.exited;
  signal?.removeEventListener('abort', child.kill);
  if (signal?.aborted) throw interrupted();
  if (error !== null) throw error;
  if (measurement === null) throw new AppError('engine', 'Expected a measurement from the engine, but it ended without one.');
  return measurement;
}
