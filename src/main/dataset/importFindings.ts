// What a person should know about an imported folder before training on it.
import { type DataItem, type Finding, type ImportReport, placeOf } from '../../shared/domain/dataset.ts';
import type { VolumeHeader } from '../../shared/domain/volume.ts';
import { volumeWords } from '../../shared/domain/volumeWords.ts';
import type { VolumeFormat } from './formats/volumeFormat.ts';
import { type VolumeReaderName, volumeReaders } from './formats/volumes.ts';
import type { ImportNotes, PlacedFile } from './importReport.ts';

type Counts = Omit<ImportReport, 'findings'>;

const examplesShown = 10;

/** Findings on classes, then on files, then on patients; `inSeveralClasses` are the scans of each patient with several. */
export function importFindings(
  counts: Counts,
  files: readonly PlacedFile[],
  notes: ImportNotes,
  inSeveralClasses: readonly (readonly DataItem[])[],
): Finding[] {
  return [
    ...classFindings(counts, files, notes),
    ...fileFindings(counts, files),
    ...volumeFindings(files, notes),
    ...patientFindings(files, notes, inSeveralClasses),
  ];
}

function classFindings(
  { classes, folderSplits }: Counts,
  files: readonly PlacedFile[],
  { labelsWin, patientRule }: ImportNotes,
): Finding[] {
  const names = classes.map(({ name }) => name);
  const onePatient = classes.filter(({ patients }) => patients === 1).map(({ name }) => name);
  const alike = [...Map.groupBy(names, name => name.trim().toLowerCase()).values()].filter(members => members.length > 1);
  const unlabelled = files.filter(({ item }) => item.label === null).map(({ item }) => placeOf(item));
  const conflicts = files.flatMap(({ item, identity, folderLabel }) =>
    folderLabel === null || identity.label === null || folderLabel === identity.label
      ? []
      : [`${item.path}: folder ${folderLabel}, ${patientRule.name} ${identity.label}`],
  );
  return [
    ...finding(
      'singleClass',
      'warning',
      names.length === 1 ? names : [],
      () => 'There is one class only, so nothing can be told apart. Choose the folder that holds the class folders.',
    ),
    ...finding(
      'onePatientClass',
      'warning',
      onePatient,
      count => `Classes with one patient only: ${count}. Such a class can be learned or tested, not both.`,
    ),
    ...finding(
      'similarClassNames',
      'warning',
      alike.map(members => members.map(name => `'${name}'`).join(' and ')),
      count => `Class names that differ in capitals or spaces only: ${count}.`,
    ),
    ...finding('unlabelled', 'note', unlabelled, count => `Scans without a class: ${count}.`),
    ...finding(
      'labelDisagrees',
      labelsWin ? 'warning' : 'note',
      conflicts,
      count =>
        `Scans with one class by their folder and another by ${patientRule.name}: ${count}. ${labelsWin ? 'The latter' : "The folder's"} was taken.`,
    ),
    ...finding(
      'folderSplits',
      'note',
      folderSplits.map(({ name }) => name),
      () => 'Split folders were noted and not used: whether they separate patients is for a leakage check to say.',
    ),
  ];
}

function fileFindings({ unreadable, ignored, duplicates }: Counts, files: readonly PlacedFile[]): Finding[] {
  const pathsOf = (sets: ImportReport['duplicates']): string[] => sets.map(({ paths }) => paths.join(' = '));
  const acrossClasses = pathsOf(duplicates.filter(({ classes }) => classes.length > 1));
  const acrossPatients = pathsOf(duplicates.filter(({ patients }) => patients > 1));
  const pages = files.filter(({ item }) => item.facts.frames > 1).map(({ item }) => `${item.path}: ${item.facts.frames} pages`);
  return [
    ...finding('unreadable', 'error', namesOf(unreadable), count => `Files or folders that could not be read: ${count}.`),
    ...finding('ignored', 'note', namesOf(ignored), count => `Files or folders that were ignored: ${count}.`),
    ...finding('morePages', 'warning', pages, count => `Files with more than one page: ${count}. The first page was imported.`),
    ...finding(
      'duplicates',
      'note',
      pathsOf(duplicates),
      count => `Sets of files with the same content: ${count}. A split keeps each set together.`,
    ),
    ...finding(
      'duplicateAcrossClasses',
      'error',
      acrossClasses,
      count => `Sets of files with the same content under several classes: ${count}. At least one label of each is wrong.`,
    ),
    ...finding(
      'duplicateAcrossPatients',
      'warning',
      acrossPatients,
      count => `Sets of files with the same content under several patients: ${count}. A split keeps these patients together.`,
    ),
  ];
}

function volumeFindings(files: readonly PlacedFile[], { areSlices }: ImportNotes): Finding[] {
  const volumes = files.flatMap(({ item, otherEye }) => (item.volume === null ? [] : [{ item, otherEye, header: item.volume.header }]));
  const places = (members: typeof volumes): string[] => members.map(({ item }) => placeOf(item));
  const formatOf = ({ format }: DataItem): VolumeFormat => volumeReaders[format as VolumeReaderName];
  const unproven = volumes.filter(({ item }) => formatOf(item).proof === 'ownWriter');
  const unprovenTitles = [...new Set(unproven.map(({ item }) => formatOf(item).title))].join(', ');
  const otherEyes = volumes.flatMap(({ item, otherEye }) =>
    otherEye === null ? [] : [`${placeOf(item)}: the file says ${item.eye}, its name ${otherEye}`],
  );
  const noSlices = areSlices ? files.flatMap(({ item }) => (item.volume === null ? [item.path] : [])) : [];
  const gaps = volumes.flatMap(({ item, header }) =>
    header.notes
      .filter(({ about, severity }) => about === 'file' && severity === 'warning')
      .map(({ message }) => `${placeOf(item)}: ${message}`),
  );
  const lacksSpacing = ({ spacingUm: { row, column } }: VolumeHeader): boolean => row === null || column === null;
  return [
    ...finding('volumes', 'note', places(volumes), volumeWords),
    ...finding(
      'notSlices',
      'note',
      noSlices,
      count => `Images that are not numbered in sequence with others of their folder and size, and stayed images: ${count}.`,
    ),
    ...finding('volumeDoubt', 'warning', gaps, count => `Volumes that may not be whole: ${count}. Their data cards say what is missing.`),
    ...finding(
      'volumeOtherEye',
      'warning',
      otherEyes,
      count => `Volumes whose file says one eye and whose name says the other: ${count}. The file's was taken.`,
    ),
    ...finding(
      'volumeWithoutEye',
      'warning',
      places(volumes.filter(({ item }) => item.eye === null)),
      count => `Volumes whose eye is not stored: ${count}. Mark OD or OS when you look at them.`,
    ),
    ...finding(
      'volumeWithoutSpacing',
      'warning',
      places(volumes.filter(({ header }) => lacksSpacing(header))),
      count => `Volumes without a stored scale: ${count}. Sizes are in pixels until a spacing is set.`,
    ),
    ...finding(
      'volumeGuessed',
      'warning',
      places(volumes.filter(({ item }) => typeof item.volume?.options.columns === 'number')),
      count => `Volumes without a header whose cut into B-scans is a guess: ${count}. Correct width and order by their pictures.`,
    ),
    ...finding(
      'volumeUnproven',
      'note',
      places(unproven),
      count => `Volumes of a format that is unproven on real files (${unprovenTitles}): ${count}. Check what you see.`,
    ),
  ];
}

function patientFindings(
  files: readonly PlacedFile[],
  { unmatchedRows }: ImportNotes,
  inSeveralClasses: readonly (readonly DataItem[])[],
): Finding[] {
  const untold = files.filter(({ identity }) => identity.patient === null).map(({ item }) => item);
  const missing = untold.filter(item => item.patient === null);
  const byStudy = files.filter(({ isByStudy }) => isByStudy).map(({ item }) => placeOf(item));
  const contradicted = files.filter(({ isContradicted }) => isContradicted).map(({ item }) => placeOf(item));
  const ownPatients = untold.filter(item => item.patient !== null).map(placeOf);
  const areVolumes = untold.some(({ volume }) => volume !== null);
  const unknownEyes = files.flatMap(({ item, identity }) => (identity.unknownEye === null ? [] : [`${item.path}: ${identity.unknownEye}`]));
  const severalClasses = inSeveralClasses.map(scans => scans.find(scan => scan.label !== scans[0]?.label)?.path ?? '');
  return [
    ...finding(
      'missingPatient',
      'error',
      missing.filter(({ volume }) => volume === null).map(placeOf),
      count => `Scans whose patient is unknown: ${count}. No split by patient is possible; give a pattern or a table.`,
    ),
    ...finding(
      'volumeWithoutPatient',
      'warning',
      missing.filter(({ volume }) => volume !== null).map(placeOf),
      count =>
        `Volumes whose patient is unknown: ${count}. They count as no patient and are in no part of a split; say whether they are of one.`,
    ),
    ...finding('patientByStudy', 'note', byStudy, count => `Volumes whose patient is told by another file of their study: ${count}.`),
    ...finding(
      'studyOfSeveralPatients',
      'warning',
      contradicted,
      count => `Volumes of a study whose files tell several patients: ${count}. Each was taken at its own word; a split may part them.`,
    ),
    ...finding(
      'ownPatient',
      'warning',
      ownPatients,
      count =>
        `Scans that count as a patient each, as asked, because theirs is unknown: ${count}.${areVolumes ? ' Volumes of one study count as one.' : ''} Leaks between them cannot be seen.`,
    ),
    ...finding('patientsInSeveralClasses', 'note', severalClasses, count => `Patients with scans under several classes: ${count}.`),
    ...finding('unknownEye', 'warning', unknownEyes, count => `Scans whose word for the eye was not understood: ${count}.`),
    ...finding('unmatchedRows', 'warning', unmatchedRows, count => `Rows of the patient table without a readable file: ${count}.`),
  ];
}

function finding(name: string, severity: Finding['severity'], concerned: readonly string[], message: (count: number) => string): Finding[] {
  const count = concerned.length;
  return count === 0 ? [] : [{ name, severity, message: message(count), count, examples: concerned.slice(0, examplesShown) }];
}

function namesOf(entries: readonly { name: string }[]): string[] {
  return entries.map(({ name }) => name);
}
