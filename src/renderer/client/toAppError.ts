// Errors of calls in the words of the main process.
import { TRPCClientError } from '@trpc/client';
import { AppError } from '../../shared/errors.ts';

export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof TRPCClientError) {
    const appError: unknown = thrown.data?.appError;
    if (appError !== undefined) return AppError.fromJSON(appError);
    return new AppError('environment', 'Fovea does not answer. Look at the terminal that it runs in, or start it again.', {
      cause: thrown,
    });
  }
  return AppError.fromJSON(thrown);
}
