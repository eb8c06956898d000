// One TF_Status per guarded call, freed whatever happens.
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { capi, type Handle } from './capi.ts';

/** TF_Code values (tensorflow/c/tf_status.h) that mean more than "engine". */
const codes: Record<number, ErrorCode> = { 1: 'interrupted', 8: 'outOfMemory' };

/** Calls `body` with a fresh TF_Status and throws when it came back set. `what` says what was tried. */
export function withStatus<T>(what: string, body: (status: Handle) => T): T {
  const api = capi();
  const status: Handle = api.TF_NewStatus();
  try {
    const result = body(status);
    throwIfSet(what, status);
    return result;
  } finally {
    api.TF_DeleteStatus(status);
  }
}

/** Throws AppError when the status is set. */
export function throwIfSet(what: string, status: Handle): void {
  const api = capi();
  const code: number = api.TF_GetCode(status);
  if (code === 0) return;
  const message: string = api.TF_Message(status);
  throw new AppError(codes[code] ?? 'engine', `${what}: ${message}`, { details: { tensorflowCode: code } });
}
