// The base of every router: what procedures work with, and how their errors cross the border.
import { initTRPC, TRPCError } from '@trpc/server';
import { z } from 'zod';
import { AppError, type ErrorCode, toAppError } from '../../shared/errors.ts';
import type { JobContext } from '../jobs/context.ts';
import type { Queue } from '../jobs/queue.ts';
import type { Run } from '../store/run.ts';

/** A workspace open for writing, with its queue; a `Backend` is one. */
export interface ApiContext {
  context: JobContext;
  queue: Queue;
}

type TrpcCode = TRPCError['code'];

const trpcCodes: Readonly<Record<ErrorCode, TrpcCode>> = {
  usage: 'BAD_REQUEST',
  unknownName: 'BAD_REQUEST',
  notFound: 'NOT_FOUND',
  conflict: 'CONFLICT',
  badInput: 'BAD_REQUEST',
  unreadableFile: 'UNPROCESSABLE_CONTENT',
  unsupportedFormat: 'UNSUPPORTED_MEDIA_TYPE',
  leakage: 'CONFLICT',
  environment: 'INTERNAL_SERVER_ERROR',
  locked: 'CONFLICT',
  diskFull: 'INTERNAL_SERVER_ERROR',
  outOfMemory: 'INTERNAL_SERVER_ERROR',
  permissionDenied: 'FORBIDDEN',
  damaged: 'INTERNAL_SERVER_ERROR',
  unauthorized: 'UNAUTHORIZED',
  nonFinite: 'INTERNAL_SERVER_ERROR',
  engine: 'INTERNAL_SERVER_ERROR',
  engineCrashed: 'INTERNAL_SERVER_ERROR',
  internal: 'INTERNAL_SERVER_ERROR',
  interrupted: 'CLIENT_CLOSED_REQUEST',
};

const t = initTRPC.context<ApiContext>().create({
  isDev: false,
  errorFormatter: ({ shape, error }) => {
    const appError = appErrorOf(error).toJSON();
    return { ...shape, message: appError.message, data: { ...shape.data, appError } };
  },
});

export const router = t.router;

/** Every procedure starts from here: an AppError gets the status that fits its code. */
export const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (result.ok || !(result.error.cause instanceof AppError)) return result;
  throw toTrpcError(result.error.cause);
});

/** A run as an answer to what was done to it. */
export function briefRun({ id, name, state }: Run) {
  return { id, name, state };
}

/** For whoever answers outside tRPC with the same statuses. */
export function toTrpcError(error: AppError): TRPCError {
  return new TRPCError({ code: trpcCodes[error.code], message: error.message, cause: error });
}

/** What tRPC itself refuses (unknown procedure, input that does not fit) in the words of an AppError. */
function appErrorOf(error: TRPCError): AppError {
  const { cause, code, message } = error;
  if (cause instanceof z.ZodError) {
    return new AppError('usage', `Expected the input of this procedure, received another one: ${z.prettifyError(cause)}`, {
      details: { issues: cause.issues },
    });
  }
  if (cause instanceof AppError) return cause;
  if (code === 'NOT_FOUND') return new AppError('notFound', `${message}. See src/main/api for what there is.`);
  if (code === 'BAD_REQUEST' || code === 'PARSE_ERROR' || code === 'METHOD_NOT_SUPPORTED' || code === 'UNSUPPORTED_MEDIA_TYPE') {
    return new AppError('usage', `Expected a tRPC call: ${message}`);
  }
  return toAppError(cause ?? error);
}
