// A folder of scans becomes a data set of the workspace: import root, patients, items with their facts, labels, report.
// Cancelled or killed, it leaves a journal of what was read, and the same import goes on from there.
import { createHash, randomUUID } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { DataItem } from '../../shared/domain/dataset.ts';
import { AppError } from '../../shared/errors.ts';
import { type ImportedFolder, importFolder } from '../dataset/importFolder.ts';
import { runToEnd } from '../dataset/progress.ts';
import type { Dataset } from '../store/dataset.ts';
import type { ImportRoot } from '../store/importRoot.ts';
import { type Item, itemId } from '../store/item.ts';
import type { JobContext } from './context.ts';
import { type DatasetReport, diagnosisTask, unknownSubject } from './datasetRecords.ts';
import { type OperationOptions, throwIfInterrupted } from './operation.ts';

export interface ImportRequest {
  folder: string;
  name: string;
  /** Folder layout; default `classFolders`. */
  layout?: string | undefined;
  /** A regular expression on the path with a group named `patient`; default: Kermany's names. */
  patientPattern?: string | undefined;
  /** A CSV table with the columns path and patient. */
  manifest?: string | undefined;
  /** A file whose patient is not told counts as a patient of its own. */
  ownPatients?: boolean | undefined;
}

export interface ImportOutcome extends DatasetReport {
  dataset: Dataset;
  /** Files that an earlier, interrupted session had read. */
  resumed: number;
}

/** Errors: those of `importFolder`; `conflict` when the name is taken; `usage` for a pattern and a table at once; `interrupted`. */
export async function importDataset(context: JobContext, request: ImportRequest, options: OperationOptions = {}): Promise<ImportOutcome> {
  const { store } = context.workspace;
  requireNewName(context, request.name);
  const folder = resolve(request.folder);
  const journalPath = join(context.workspace.paths.incoming, `import-${hashText(realFolder(folder))}.journal`);
  const work = importFolder(folder, {
    layout: { name: request.layout ?? 'classFolders' },
    patientRule: patientRuleOf(request),
    missingPatient: request.ownPatients === true ? 'ownPatient' : 'report',
    signal: options.signal,
    journalPath,
  });
  const imported = await runToEnd(work, options.onProgress);
  throwIfInterrupted(options.signal, `Importing ${folder}`);
  const id = store.transaction(() => insertDataset(context, request.name, imported));
  rmSync(journalPath, { force: true });
  context.notifications.publish({ topic: 'datasets' });
  const { report, facts, resumed } = imported;
  return { dataset: store.datasets.get(id), report, facts, resumed };
}

function requireNewName({ workspace }: JobContext, name: string): void {
  if (name.trim() === '') throw new AppError('usage', 'Expected a name for the data set, received an empty one.');
  if (workspace.store.datasets.find(name) === null) return;
  throw new AppError(
    'conflict',
    `Expected a new name, but there is a data set '${name}' already. Choose another name, or delete that one.`,
  );
}

function patientRuleOf({ patientPattern, manifest }: ImportRequest): { name: string; params?: unknown } {
  if (patientPattern !== undefined && manifest !== undefined) {
    throw new AppError('usage', 'Expected a patient pattern or a table of patients, received both. Leave one out.');
  }
  if (patientPattern !== undefined) return { name: 'pattern', params: { pattern: patientPattern } };
  if (manifest !== undefined) return { name: 'table', params: { csv: resolve(manifest) } };
  return { name: 'kermanyNames' };
}

/** Writes all rows; the caller holds the transaction. */
function insertDataset(context: JobContext, name: string, { items, report, facts }: ImportedFolder): string {
  const { store, hashSubject } = context.workspace;
  const createdMs = Date.now();
  const dataset = randomUUID();
  const root = importRootOf(context, report.root);
  const classes = report.classes.map(entry => entry.name);
  store.datasets.insert({ id: dataset, name, classes, report: { report, facts }, createdMs });
  const identifiers = [...new Set(items.flatMap(({ patient }) => patient ?? []))];
  const subjects = new Map(identifiers.map(identifier => [identifier, hashSubject(identifier)]));
  store.patients.insertMany(identifiers.map(identifier => ({ subject: subjects.get(identifier) as string, identifier, createdMs })));
  const rows = items.map((item): Item => {
    const subject = item.patient === null ? unknownSubject : (subjects.get(item.patient) as string);
    return { ...rowOf(item), id: itemIdOf(name, item), dataset, root: root.id, subject, createdMs };
  });
  store.items.insertMany(rows);
  store.labels.append(
    items.flatMap(item =>
      item.label === null
        ? []
        : [
            {
              ...{ item: itemIdOf(name, item), task: diagnosisTask, kind: 'class' as const, value: item.label, blob: null },
              ...{ author: 'import', source: 'import' as const, basisRun: null, supersedes: null, atMs: createdMs },
            },
          ],
    ),
  );
  return dataset;
}

function itemIdOf(datasetName: string, { path, sha256 }: DataItem): string {
  return itemId({ datasetName, path, frame: null, sha256 });
}

function rowOf(item: DataItem): Omit<Item, 'id' | 'dataset' | 'root' | 'subject' | 'createdMs'> {
  const { path, sha256, eye, format, date, folderSplit, mtimeMs, facts } = item;
  return {
    ...{ path, frame: null, sha256, laterality: eye, sizeBytes: facts.sizeBytes },
    ...{ width: facts.widthPx, height: facts.heightPx, channels: facts.channels, bitDepth: facts.bitDepth },
    facts: { ...facts, format, date, folderSplit, mtimeMs },
  };
}

/** The root that already lies there, else a new one named after the folder. */
function importRootOf({ workspace }: JobContext, path: string): ImportRoot {
  const { importRoots } = workspace.store;
  const known = importRoots.list().find(root => root.path === path);
  if (known !== undefined) return known;
  const base = basename(path) || 'root';
  let name = base;
  for (let number = 2; importRoots.find(name) !== null; number++) name = `${base}-${number}`;
  return importRoots.add(name, path);
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
