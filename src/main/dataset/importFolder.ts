// From a folder to a described data set: reads every file, places it by its path, finds its patient, reports what it saw.
import { dirname } from 'node:path/posix';
import { choiceSchema, resolveChoice } from '../../shared/domain/choice.ts';
import type { DataItem, DatasetFacts, ImportReport } from '../../shared/domain/dataset.ts';
import { AppError } from '../../shared/errors.ts';
import { datasetFacts } from './facts.ts';
import { pictureStack } from './formats/pictureStack/index.ts';
import { importReport, type PlacedFile } from './importReport.ts';
import { type Layout, layouts } from './layouts/index.ts';
import { patientRules } from './patients/index.ts';
import type { Identity } from './patients/patientRule.ts';
import { type StudyPatient, studyPatients } from './patients/studyPatients.ts';
import type { Progress } from './progress.ts';
import { type ScanOptions, scanFolder } from './scanFolder.ts';
import type { FolderScan } from './sortScan.ts';

export interface ImportOptions extends Omit<ScanOptions, 'leavesOut'> {
  layout?: { name: string; params?: unknown } | undefined;
  patientRule?: { name: string; params?: unknown } | undefined;
  /** A file whose patient is not told is reported and left without, or counts as a patient of its own, with those of its study. */
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
 * `badInput` when no file is a readable image or volume, with the report in its details.
 */
export async function* importFolder(folder: string, options: ImportOptions = {}): AsyncGenerator<Progress, ImportedFolder> {
  const layout = resolveChoice<Layout>('folder layout', layouts, options.layout ?? { name: 'classFolders' });
  const rule = resolveChoice('patient rule', patientRules, options.patientRule ?? { name: 'kermanyNames' });
  await rule.spec.identify(rule.params, { root: folder, paths: [] }); // a bad pattern or table shows before the long part
  const scan = yield* scanFolder(folder, { ...options, leavesOut: path => layout.spec.leavesOut?.(path, layout.params) === true });
  const found = [...scan.records.map(imageOf), ...scan.volumes.map(volumeOf)];
  const paths = found.map(({ path }) => path);
  const { identities, labelsWin, unmatchedRows } = await rule.spec.identify(rule.params, { root: scan.root, paths });
  const studies = studyPatients(
    found.map(({ path, ties, own }, at) => ({ path, ties, patient: own.patient ?? (identities[at] as Identity).patient })),
  );
  const files = found.map(({ own, ties, ...file }, at): PlacedFile => {
    const byPath = identities[at] as Identity;
    const study = studies[at] as StudyPatient;
    // What a volume's own header says comes before its name, and its name before what is known of its study.
    const told = own.patient ?? byPath.patient;
    const identity = { ...byPath, patient: told ?? study.patient, eye: own.eye ?? byPath.eye, date: own.date ?? byPath.date };
    const { label: folderLabel, folderSplit } = layout.spec.place(isFolderOfSlices(file) ? dirname(file.path) : file.path);
    const label = labelsWin ? (identity.label ?? folderLabel) : folderLabel;
    const patient = identity.patient ?? (options.missingPatient === 'ownPatient' ? `file ${study.together}` : null);
    const together = identity.patient === null ? study.together : null;
    const item = { ...file, label, patient, together, eye: identity.eye, date: identity.date, folderSplit };
    const otherEye = own.eye !== null && byPath.eye !== null && own.eye !== byPath.eye ? byPath.eye : null;
    return {
      item,
      identity,
      folderLabel,
      otherEye,
      isByStudy: told === null && study.patient !== null,
      isContradicted: study.isContradicted,
    };
  });
  const report = importReport(scan, files, {
    layout: choiceSchema.parse({ name: layout.spec.name, params: layout.params }),
    patientRule: choiceSchema.parse({ name: rule.spec.name, params: rule.params }),
    labelsWin,
    unmatchedRows,
    areSlices: options.slices === true,
  });
  if (files.length === 0) throw noImages(scan, report);
  const items = files.map(({ item }) => item);
  return { items, report, facts: datasetFacts(items.filter(({ volume }) => volume === null)), resumed: scan.resumed };
}

/** A file, and what it says of its patient by itself. */
type Found = Pick<DataItem, 'path' | 'mtimeMs' | 'sha256' | 'format' | 'facts' | 'volume'> & {
  own: Pick<DataItem, 'patient' | 'eye' | 'date'>;
  /** What only files of one patient share. */
  ties: string[];
};

/** Its folder is the volume, and the folder above it the class. */
function isFolderOfSlices({ format, volume }: Pick<Found, 'format' | 'volume'>): boolean {
  return format === pictureStack.name && volume !== null && volume.files.length > 1;
}

function imageOf({ path, mtimeMs, file }: FolderScan['records'][number]): Found {
  return { path, mtimeMs, ...file, volume: null, ties: [], own: { patient: null, eye: null, date: null } };
}

function volumeOf({ patient, eye, date, ties, ...file }: FolderScan['volumes'][number]): Found {
  return { ...file, ties: [...ties, ...file.volume.files.map(({ path }) => `file ${path}`)], own: { patient, eye, date } };
}

function noImages({ root, files, unreadable, ignored }: FolderScan, report: ImportReport): AppError {
  const first = unreadable[0] ?? ignored[0];
  // Of a single file the reader has said all that there is to say.
  if (files === 1 && unreadable[0] !== undefined) {
    return new AppError('badInput', unreadable[0].reason, { details: { report } });
  }
  const example = first === undefined ? '' : ` The first: ${first.name}: ${first.reason}`;
  return new AppError(
    'badInput',
    `Expected a folder with images or volumes, received '${root}' with ${unreadable.length} unreadable and ${ignored.length} ignored files and no other.${example}`,
    { details: { report } },
  );
}
