// Changes a workspace through the API of the process that has it open: tRPC over its loopback address, with the token of owner.json.
import { resolve } from 'node:path';
import { createTRPCClient, httpBatchStreamLink, TRPCClientError } from '@trpc/client';
import { AppError } from '../../shared/errors.ts';
import type { LongWork } from '../api/longWork.ts';
import type { AppRouter } from '../api/router.ts';
import type { OperationOptions } from '../backend.ts';
import type { Writer } from './writer.ts';

export interface RemoteApi {
  address: string;
  token: string;
}

export function remoteWriter({ address, token }: RemoteApi): Writer {
  const link = httpBatchStreamLink({ url: `${address}/trpc`, headers: { authorization: `Bearer ${token}` } });
  const { datasets, compute, runs } = createTRPCClient<AppRouter>({ links: [link] });
  return {
    importDataset: (request, { signal, onProgress }) => {
      const manifest = request.manifest === undefined ? undefined : resolve(request.manifest);
      const place = { ...request, folder: resolve(request.folder), manifest };
      return answer(async () => outcomeOf(await datasets.import.mutate(place, options(signal)), onProgress));
    },
    splitDataset: request => answer(() => datasets.split.mutate({ ...request, ratios: [...request.ratios] })),
    deleteDataset: dataset => answer(() => datasets.delete.mutate({ dataset })),
    train: request => answer(() => compute.train.mutate({ ...request, set: [...(request.set ?? [])] })),
    evaluate: request => answer(() => compute.evaluate.mutate(request)),
    predict: (request, { signal, onProgress }) => {
      const place = { ...request, paths: absolute(request.paths) };
      return answer(async () => outcomeOf(await compute.predict.mutate(place, options(signal)), onProgress));
    },
    explain: (request, { signal, onProgress }) => {
      const { what } = request;
      const place = { ...request, what: 'paths' in what ? { paths: absolute(what.paths) } : { items: [...what.items] } };
      return answer(async () => outcomeOf(await compute.explain.mutate(place, options(signal)), onProgress));
    },
    resume: run => answer(() => runs.resume.mutate({ run })),
    rerun: (request, { signal, onProgress }) =>
      answer(async () => outcomeOf(await runs.rerun.mutate(request, options(signal)), onProgress)),
    command: (run, command) => answer(() => runs[command].mutate({ run })),
    deleteRun: run => answer(() => runs.delete.mutate({ run })),
  };
}

function options(signal: AbortSignal | undefined) {
  return signal === undefined ? {} : { signal };
}

/** The other process may stand in another folder. */
function absolute(paths: readonly string[]): string[] {
  return paths.map(path => resolve(path));
}

async function outcomeOf<Outcome>(stream: AsyncIterable<LongWork<Outcome>>, onProgress: OperationOptions['onProgress']): Promise<Outcome> {
  for await (const entry of stream) {
    if ('outcome' in entry) return entry.outcome;
    onProgress?.(entry.progress);
  }
  throw new AppError(
    'internal',
    'Expected the owner of the workspace to say how it ended, but its answer broke off. See its window or log.',
  );
}

/** Errors come back in the words that the owner found for them. */
async function answer<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (thrown) {
    if (!(thrown instanceof TRPCClientError)) throw thrown;
    const { appError } = (thrown.data ?? {}) as { appError?: unknown };
    if (appError !== undefined) throw AppError.fromJSON(appError);
    if ((thrown.cause as Error | undefined)?.name === 'AbortError') throw new AppError('interrupted', 'Interrupted.', { cause: thrown });
    throw new AppError(
      'locked',
      `Expected an answer from the process that has the workspace open, received: ${thrown.message}. Is it still there?`,
      {
        cause: thrown,
      },
    );
  }
}
