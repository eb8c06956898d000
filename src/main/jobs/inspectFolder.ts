// A look at a folder before it is imported: what its names propose, then what its files hold. Nothing is stored but the journal of
// what was read, from which the import goes on.
import { basename, resolve } from 'node:path';
import type { ImportReport } from '../../shared/domain/dataset.ts';
import type { ImportChoices, ImportProposal } from '../../shared/domain/importProposal.ts';
import { importInThread, proposeInThread } from '../dataset/importThread.ts';
import { runToEnd } from '../dataset/progress.ts';
import type { JobContext } from './context.ts';
import { type ImportRequest, journalOf, layoutOf, patientRuleOf } from './importDataset.ts';
import { freeDatasetName } from './importNames.ts';
import type { OperationOptions } from './operation.ts';

const listedFiles = 100;
const longestName = 80;
const longestFileName = 40;

export interface FolderProposal extends ImportProposal {
  /** Data sets whose images lie in this folder already. */
  known: string[];
}

/** By the names of the files alone; `name` is one that no data set has. Errors: those of `proposeImport`. */
export async function proposeFolder(
  context: JobContext,
  { folder, ...choices }: ImportChoices & { folder: string },
  options: OperationOptions = {},
): Promise<FolderProposal> {
  const proposal = await runToEnd(proposeInThread(resolve(folder), choices, options.signal), options.onProgress);
  const name = freeDatasetName(context, nameOf(proposal, choices.only));
  const known = context.workspace.store.datasets.list().filter(({ report }) => (report.report as ImportReport).root === proposal.root);
  return { ...proposal, name, known: known.map(dataset => dataset.name) };
}

/** Of one file its own name; of several, or of what a browser sent, what they are. */
function nameOf({ name, root, examples, files, volumes, images }: ImportProposal, only: readonly string[] | undefined): string {
  const [first] = examples;
  const isDrop = basename(root).startsWith('upload-') || name.startsWith('upload-');
  if ((only !== undefined || isDrop) && first !== undefined && images + volumes === 1) {
    return (
      basename(first.path)
        .replace(/(\.gz)?$/i, '')
        .replace(/\.[^.]+$/, '')
        .slice(0, longestFileName)
        .trim() || 'Opened file'
    );
  }
  if (only === undefined && !isDrop) return name.slice(0, longestName);
  return images === 0 && files > 0 ? 'Opened volumes' : 'Dropped images';
}

export interface FolderInspection {
  report: ImportReport;
  /** Before lists were cut to what a person reads. */
  unreadable: number;
  ignored: number;
  /** Whether a first split can be made. */
  isTrainable: boolean;
}

/** Reads every file. Errors: those of `importFolder`. */
export async function inspectFolder(
  context: JobContext,
  request: Omit<ImportRequest, 'name'>,
  { signal, onProgress }: OperationOptions = {},
): Promise<FolderInspection> {
  const folder = resolve(request.folder);
  const work = importInThread(
    folder,
    {
      layout: layoutOf(request),
      patientRule: patientRuleOf(request),
      missingPatient: request.ownPatients === true ? 'ownPatient' : 'report',
      ...{ signal, journalPath: journalOf(context, folder), only: request.only, slices: request.slices, split: true },
    },
    async ({ report, split }): Promise<FolderInspection> => {
      const { unreadable, ignored, duplicates, ...rest } = report;
      const short = {
        unreadable: unreadable.slice(0, listedFiles),
        ignored: ignored.slice(0, listedFiles),
        duplicates: duplicates.slice(0, 10),
      };
      return { report: { ...rest, ...short }, unreadable: unreadable.length, ignored: ignored.length, isTrainable: split !== null };
    },
  );
  return runToEnd(work, onProgress);
}
