// The composition root: opens a workspace, its store and its queue, and binds every operation to them. Shells (window, HTTP, command
// line) and the API know the rest of the main process through this file alone.
import { pino } from 'pino';
import { AppError, toAppError } from '../shared/errors.ts';
import { cleanIncoming } from './jobs/cleanIncoming.ts';
import { createJobContext, type JobContext } from './jobs/context.ts';
import { logPath } from './jobs/diagnostics.ts';
import { openQueue, type Queue } from './jobs/queue.ts';
import { removeUnfinishedImports } from './jobs/storeImport.ts';
import { openThumbnailsAhead } from './jobs/thumbnails/thumbnailsAhead.ts';
import { openLogFile } from './logFile.ts';
import { type Owner, readOwner } from './workspace/owner.ts';
import { resolveWorkspaceDir, workspacePaths } from './workspace/paths.ts';
import { readSessions, type SavedSessions } from './workspace/sessions.ts';
import { openWorkspace } from './workspace/workspace.ts';

export { parseSetting, type Setting } from '../shared/domain/configSettings.ts';
export { listFormats, listModels, showModel } from './jobs/catalogue.ts';
export type { JobContext } from './jobs/context.ts';
export { convertVolume } from './jobs/convertVolume.ts';
export { listDatasets, showDataset } from './jobs/datasetSummaries.ts';
export { type EvaluateRequest, evaluateRun } from './jobs/evaluateRun.ts';
export { type ExplainRequest, explainItems, readExplanations, testItems } from './jobs/explainItems.ts';
export { exportKinds, exportRun } from './jobs/exportRun.ts';
export { fitFolder } from './jobs/fitFolder.ts';
export { type ImportRequest, importDataset } from './jobs/importDataset.ts';
export { inspectScan } from './jobs/inspectScan.ts';
export { inspectVolume, volumeText } from './jobs/inspectVolume.ts';
export { makePhantom, makePhantomVolume } from './jobs/makePhantom.ts';
export { followRunEvents } from './jobs/newEvents.ts';
export type { Notification } from './jobs/notifications.ts';
export type { OperationOptions, RefusedFile } from './jobs/operation.ts';
export { type PredictRequest, predictFiles, readPredictions } from './jobs/predictFiles.ts';
export { previewTraining } from './jobs/previewTraining.ts';
export type { Queue } from './jobs/queue.ts';
export { rerunRun } from './jobs/rerunRun.ts';
export { commandEngine, commandRun, resumeRun } from './jobs/runCommands.ts';
export { type EvaluationView, type Headline, listRuns, type RunDetails, type RunSummary, showRun } from './jobs/runSummaries.ts';
export { type SplitOutcome, type SplitRequest, splitDataset } from './jobs/splitDataset.ts';
export { certificateText, importReportText, renderReport, textTable } from './jobs/texts.ts';
export { planTraining, type TrainRequest, trainDataset } from './jobs/trainDataset.ts';
export { deleteDataset, deleteRun, type TrashEntry } from './jobs/trash.ts';
export { importWeights, listWeights, removeWeights } from './jobs/weights.ts';
export type { TestOpening } from './store/testOpening.ts';
export { writeSessions } from './workspace/sessions.ts';

export interface Backend {
  readonly context: JobContext;
  readonly queue: Queue;
  /** Kills the engines of this process at once; their runs read `interrupted`. */
  killEngines(): void;
  /** Ends the run at work as interrupted (checkpoint first) and frees the workspace. */
  close(): Promise<void>;
}

export interface BackendOptions {
  /** Default: FOVEA_WORKSPACE, else ~/Fovea. */
  dir?: string | undefined;
  /** For a process that is there for one errand: runs that wait from earlier are not started. */
  onlyOwn?: boolean;
  onProblem: (error: AppError) => void;
  engine?: JobContext['engine'];
}

const backupEveryMs = 24 * 60 * 60 * 1000;

/** Opens a workspace for writing; it is created where there is none. Errors: `locked` with its owner; `damaged`; `environment`. */
export async function openBackend(options: BackendOptions): Promise<Backend> {
  const { dir, onlyOwn = false, engine = {} } = options;
  const workspace = openWorkspace(dir, { mode: 'write' });
  const log = pino({ base: { pid: process.pid } }, openLogFile(logPath({ workspace })));
  const onProblem = (error: AppError): void => {
    log.error({ code: error.code }, error.message);
    options.onProblem(error);
  };
  log.info('opened');
  const context = createJobContext({ workspace, onProblem, engine });
  let queue: Queue;
  try {
    await backUp(context);
    await removeUnfinishedImports(context);
    await cleanIncoming(context).catch(error => onProblem(toAppError(error)));
    queue = await openQueue(context, { onlyOwn });
    if (!onlyOwn) context.thumbnails = openThumbnailsAhead(context);
  } catch (error) {
    workspace.close();
    throw error;
  }
  return {
    context,
    queue,
    killEngines: () => {
      for (const pid of [...queue.list().map(job => job.pid), context.interactive.pid]) if (pid !== null) killProcess(pid);
    },
    close: async () => {
      await context.thumbnails.close();
      await context.interactive.close();
      await context.volumes.close();
      await queue.close();
      await backUp(context);
      log.info('closed');
      workspace.close();
    },
  };
}

/** Once a day a store with something in it is backed up. That it could not be is told, and stops nobody. */
async function backUp({ workspace: { store }, onProblem }: JobContext): Promise<void> {
  if (store.datasets.list().length === 0 && store.runs.list().length === 0) return;
  await store.backup(backupEveryMs).catch(thrown => {
    const { code, message } = toAppError(thrown);
    onProblem(new AppError(code, `Expected to back up the store, received: ${message} What is in the store is safe.`, { cause: thrown }));
  });
}

/** Opens a workspace for reading only, also while another process works in it. Errors: `notFound`, `damaged`, `environment`. */
export function openReader(dir: string | undefined): { context: JobContext; close(): void } {
  const workspace = openWorkspace(dir, { mode: 'read' });
  const context = createJobContext({ workspace, onProblem: () => undefined });
  return { context, close: () => workspace.close() };
}

/** The process that has the workspace open now, with the address of its API where it serves one; null when none has. */
export function workspaceOwner(dir: string | undefined): Owner | null {
  return readOwner(workspacePaths(resolveWorkspaceDir(dir)));
}

/** The browsers that the last host of the workspace let in, and its port. */
export function lastSessions(dir: string | undefined): SavedSessions | null {
  return readSessions(workspacePaths(resolveWorkspaceDir(dir)));
}

/** A process that is gone already needs no killing. */
function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
