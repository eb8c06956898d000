// From a folder to a described data set: reads every file, places it by its path, finds its patient, reports what it saw.
import { choiceSchema, resolveChoice } from '../../shared/domain/choice.ts';
import type { DataItem, DatasetFacts, ImportReport } from '../../shared/domain/dataset.ts';
import { AppError } from '../../shared/errors.ts';
import { datasetFacts } from './facts.ts';
import { importReport, type PlacedFile } from './importReport.ts';
import { type Layout, layouts } from './layouts/index.ts';
import { patientRules } from './patients/index.ts';
import type { Identity } from './patients/patientRule.ts';
import type { Progress } from './progress.ts';
import { type FolderScan, type ScanOptions, scanFolder } from './scanFolder.ts';

export interface ImportOptions extends Omit<ScanOptions, 'leavesOut'> {
  layout?: { name: string; params?: unknown } | undefined;
  patientRule?: { name: string; params?: unknown } | undefined;
  /** A file whose patient is not told is reported and left without, or counts as a patient of its own. */
  missingPatient?: 'report' | 'ownPatient' | undefined;
}

export interface ImportedFolder {
  /** In the order of the walk. */
  items: DataItem[];
  report: ImportReport;
  facts: DatasetFacts;
  /** How many files an earlier, interrupted session had read. */
  resumed: number;
}

/**
 * Imports a folder. Nothing is written but the scan journal, and nothing skipped without an entry in the report.
 * Errors: `unknownName` and `usage` for layout and rule, those of `scanFolder` and of the patient table;
 * `badInput` when no file is a readable image, with the report in its details.
 */
export async function* importFolder(folder: string, options: ImportOptions = {}): AsyncGenerator<Progress, ImportedFolder> {
  const layout = resolveChoice<Layout>('folder layout', layouts, options.layout ?? { name: 'classFolders' });
  const rule = resolveChoice('patient rule', patientRules, options.patientRule ?? { name: 'kermanyNames' });
  await rule.spec.identify(rule.params, { root: folder, paths: [] }); // a bad pattern or table shows before the long part
  const scan = yield* scanFolder(folder, { ...options, leavesOut: path => layout.spec.leavesOut?.(path, layout.params) === true });
  const paths = scan.records.map(record => record.path);
  const { identities, labelsWin, unmatchedRows } = await rule.spec.identify(rule.params, { root: scan.root, paths });
  const files = scan.records.map(({ path, mtimeMs, file }, at): PlacedFile => {
    const identity = identities[at] as Identity;
    const { label: folderLabel, folderSplit } = layout.spec.place(path);
    const label = labelsWin ? (identity.label ?? folderLabel) : folderLabel;
    const patient = identity.patient ?? (options.missingPatient === 'ownPatient' ? `file ${path}` : null);
    const item = { path, mtimeMs, ...file, label, patient, eye: identity.eye, date: identity.date, folderSplit };
    return { item, identity, folderLabel };
  });
  const report = importReport(scan, files, {
    layout: choiceSchema.parse({ name: layout.spec.name, params: layout.params }),
    patientRule: choiceSchema.parse({ name: rule.spec.name, params: rule.params }),
    labelsWin,
    unmatchedRows,
  });
  if (files.length === 0) throw noImages(scan, report);
  const items = files.map(({ item }) => item);
  return { items, report, facts: datasetFacts(items), resumed: scan.resumed };
}

function noImages({ root, unreadable, ignored }: FolderScan, report: ImportReport): AppError {
  const first = unreadable[0] ?? ignored[0];
  const example = first === undefined ? '' : ` The first: ${first.name}: ${first.reason}`;
  return new AppError(
    'badInput',
    `Expected a folder with images, received '${root}' with ${unreadable.length} unreadable and ${ignored.length} ignored files and no other.${example}`,
    { details: { report } },
  );
}
