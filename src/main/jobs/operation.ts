// What every operation takes beside its request: a way to end it and a way to hear how far it is.
import type { AppErrorJson } from '../../shared/errors.ts';
import { AppError } from '../../shared/errors.ts';
import type { Progress } from '../dataset/progress.ts';

export interface OperationOptions {
  /** Aborted to end the operation; it leaves nothing half-done and throws `interrupted`. */
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** Errors: `interrupted` once the signal is aborted. */
export function throwIfInterrupted(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted) throw new AppError('interrupted', `${what} was cancelled; nothing was changed.`);
}

/** A file that could not be taken, with its reason. */
export interface RefusedFile {
  name: string;
  code: AppErrorJson['code'];
  reason: string;
}
