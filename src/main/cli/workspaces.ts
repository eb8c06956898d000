// Opens the workspace for a command: for reading where it only shows; for changes here or, while another process has it open, through
// that one's API. The backend is loaded only now, so that help and usage errors come at once.
import { AppError } from '../../shared/errors.ts';
import type { Backend, JobContext } from '../backend.ts';
import type { CommandRun } from './command.ts';
import type { RemoteApi } from './remote.ts';
import type { Writer } from './writer.ts';

export type Operations = typeof import('../backend.ts');

/** Everything that the backend offers. */
export function operations(): Promise<Operations> {
  return import('../backend.ts');
}

/** A workspace that a command changes. */
export interface Session extends Writer {
  /** For reading results. */
  readonly context: JobContext;
  /** Stays with a run to its end. Errors: what it failed of; `interrupted` for a run that did not finish. */
  watch(run: string): Promise<void>;
}

/** Runs `work` with the workspace open for reading; other processes may be at work in it. */
export async function withReader<Result>(
  run: CommandRun,
  work: (context: JobContext, ops: Operations) => Result | Promise<Result>,
): Promise<Result> {
  const ops = await operations();
  const reader = ops.openReader(run.workspace);
  try {
    return await work(reader.context, ops);
  } finally {
    reader.close();
  }
}

/** Runs `work` with the workspace open for writing by this process itself. Errors: `locked` naming the owner. */
export async function withBackend<Result>(
  run: CommandRun,
  work: (backend: Backend, ops: Operations) => Result | Promise<Result>,
): Promise<Result> {
  const ops = await operations();
  const { workspace, output } = run;
  const backend = await ops.openBackend({ dir: workspace, onlyOwn: true, onProblem: error => output.warn(error.message) });
  try {
    return await work(backend, ops);
  } finally {
    await backend.close();
  }
}

/** Runs `work` on a workspace to be changed, whoever has it open. Errors: `locked` when its owner serves no API. */
export async function withSession<Result>(
  run: CommandRun,
  work: (session: Session, ops: Operations) => Result | Promise<Result>,
): Promise<Result> {
  const { localWriter } = await import('./writer.ts');
  const { watchRun } = await import('./watchRun.ts');
  try {
    return await withBackend(run, (backend, ops) => {
      const session = { ...localWriter(backend, ops), context: backend.context, watch: (id: string) => watchRun(run, backend, id) };
      return work(session, ops);
    });
  } catch (error) {
    const api = await ownerApi(run, error);
    return await withOwner(run, api, work);
  }
}

async function withOwner<Result>(
  run: CommandRun,
  api: RemoteApi,
  work: (session: Session, ops: Operations) => Result | Promise<Result>,
): Promise<Result> {
  const { remoteWriter } = await import('./remote.ts');
  const { watchRemoteRun } = await import('./watchRun.ts');
  run.output.note(`The workspace is open in another process; asking it at ${api.address}.`);
  return withReader(run, (context, ops) => {
    const session = { ...remoteWriter(api), context, watch: (id: string) => watchRemoteRun(run, context, ops, id) };
    return work(session, ops);
  });
}

/** Throws the error again unless it says that another process with an API has the workspace open. */
async function ownerApi({ workspace }: CommandRun, error: unknown): Promise<RemoteApi> {
  const isTaken = error instanceof AppError && error.code === 'locked' && error.details.dir !== undefined;
  const api = isTaken ? (await operations()).workspaceOwner(workspace)?.api : undefined;
  if (api === undefined) throw error;
  return api;
}
