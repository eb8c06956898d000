// A folder of scans becomes a data set of the workspace: import root, patients, items with their facts, labels, report.
// Cancelled or killed, it leaves a journal of what was read, and the same import goes on from there.
import { createHash } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Choice } from '../../shared/domain/choice.ts';
import { AppError } from '../../shared/errors.ts';
import { firstSplitName } from '../dataset/firstSplit.ts';
import { importInThread } from '../dataset/importThread.ts';
import { runToEnd } from '../dataset/progress.ts';
import type { Dataset } from '../store/dataset.ts';
import type { JobContext } from './context.ts';
import type { DatasetReport } from './datasetRecords.ts';
import { freeDatasetName, reserveImport } from './importNames.ts';
import { type OperationOptions, throwIfInterrupted } from './operation.ts';
import { storeImport } from './storeImport.ts';

export interface ImportRequest {
  folder: string;
  name: string;
  /** Folder layout; default `classFolders`. */
  layout?: string | undefined;
  /** Only these class folders; all where none is named. */
  classes?: string[] | undefined;
  /** Paths below the folder: these files and no others. */
  only?: string[] | undefined;
  /** A regular expression on the path with a group named `patient`; default: Kermany's names. */
  patientPattern?: string | undefined;
  /** A CSV table with the columns path and patient. */
  manifest?: string | undefined;
  /** A file whose patient is not told counts as a patient of its own. */
  ownPatients?: boolean | undefined;
  /** Images of one folder and size that are numbered in sequence are slices of one volume. */
  slices?: boolean | undefined;
  /** Nobody chose the name: where it is taken it gets a number. */
  numbered?: boolean | undefined;
  /** Also splits it by patient, under the name `main`, if it can be trained on as it is. */
  split?: boolean | undefined;
}

export interface ImportOutcome extends DatasetReport {
  dataset: Dataset;
  /** Files that an earlier, interrupted session had read. */
  resumed: number;
  /** Name of the split that was made with it. */
  split: string | null;
}

/**
 * Errors: those of `importFolder`; `conflict` when the name is taken, or name or folder are being imported just now; `usage` for a
 * pattern and a table at once; `interrupted`.
 */
export async function importDataset(context: JobContext, request: ImportRequest, options: OperationOptions = {}): Promise<ImportOutcome> {
  const name = request.numbered === true ? freeDatasetName(context, request.name) : request.name;
  requireNewName(context, name);
  const folder = resolve(request.folder);
  const release = reserveImport(context, name, { folder, key: realFolder(folder) });
  try {
    return await importReserved(context, folder, { ...request, name }, options);
  } finally {
    release();
  }
}

async function importReserved(
  context: JobContext,
  folder: string,
  request: ImportRequest,
  options: OperationOptions,
): Promise<ImportOutcome> {
  const journalPath = journalOf(context, folder);
  const { signal, onProgress } = options;
  const work = importInThread(
    folder,
    {
      layout: layoutOf(request),
      patientRule: patientRuleOf(request),
      missingPatient: request.ownPatients === true ? 'ownPatient' : 'report',
      ...{ signal, journalPath, only: request.only, slices: request.slices, split: request.split === true },
    },
    async imported => {
      throwIfInterrupted(signal, `Importing ${folder}`);
      return { id: await storeImport(context, request.name, imported, options), imported };
    },
  );
  const { id, imported } = await runToEnd(work, onProgress);
  rmSync(journalPath, { force: true });
  context.notifications.publish({ topic: 'datasets' });
  context.thumbnails.prepare(id);
  const { report, facts, resumed, split } = imported;
  return { dataset: context.workspace.store.datasets.get(id), report, facts, resumed, split: split === null ? null : firstSplitName };
}

/** What was read of a folder, also by a look at it that came before the import. */
export function journalOf({ workspace }: JobContext, folder: string): string {
  return join(workspace.paths.incoming, `import-${hashText(realFolder(folder))}.journal`);
}

function requireNewName({ workspace }: JobContext, name: string): void {
  if (name.trim() === '') throw new AppError('usage', 'Expected a name for the data set, received an empty one.');
  if (workspace.store.datasets.find(name) === null) return;
  throw new AppError(
    'conflict',
    `Expected a new name, but there is a data set '${name}' already. Choose another name, or delete that one.`,
  );
}

export function layoutOf({ layout = 'classFolders', classes = [] }: Pick<ImportRequest, 'layout' | 'classes'>): Choice {
  return { name: layout, params: classes.length === 0 ? {} : { classes: [...classes] } };
}

export function patientRuleOf({ patientPattern, manifest }: Pick<ImportRequest, 'patientPattern' | 'manifest'>): {
  name: string;
  params?: unknown;
} {
  if (patientPattern !== undefined && manifest !== undefined) {
    throw new AppError('usage', 'Expected a patient pattern or a table of patients, received both. Leave one out.');
  }
  if (patientPattern !== undefined) return { name: 'pattern', params: { pattern: patientPattern } };
  if (manifest !== undefined) return { name: 'table', params: { csv: resolve(manifest) } };
  return { name: 'kermanyNames' };
}

/** The folder with links resolved, as the journal knows it; a folder that is not there is for `importFolder` to refuse. */
function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
