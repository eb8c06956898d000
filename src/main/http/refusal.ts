// An error as an HTTP answer for programs.
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { AppError } from '../../shared/errors.ts';
import { toTrpcError } from '../api/trpc.ts';

export function refusal(error: AppError): Response {
  return Response.json({ error: error.toJSON() }, { status: statusOf(error) });
}

/** 401 asks for a key; a request under a foreign name is refused whatever key it holds. */
export function statusOf(error: AppError): number {
  return isForeign(error) ? 403 : getHTTPStatusCodeFromError(toTrpcError(error));
}

/** The request came under another name than this host's, so no key would help. */
export function isForeign(error: AppError): boolean {
  return error.code === 'unauthorized' && error.details.header !== 'authorization';
}
