// Words of Home, of choosing a folder, and of importing it.
import { demoSets, tinyDemoClasses } from '../../shared/domain/demo.ts';
import { formatBytes, formatCount, formatNumber, narrowSpace } from '../../shared/units.ts';

const scans = (count: number): string => formatCount(count, 'scan');
const patients = (count: number): string => formatCount(count, 'patient');
const volumes = (count: number): string => formatCount(count, 'volume');
const files = (count: number): string => formatCount(count, 'file');

export const homeText = {
  open: 'Open a folder of images',
  openText: 'Class folders, scans without labels, volumes. Files stay where they are.',
  openHint: 'Or drop a folder, volumes, images or a zip anywhere in this window.',
  openFiles: 'Open files…',
  openFilesText: 'Heidelberg, Topcon, Zeiss, Optovue, DICOM, NIfTI and other volumes',
  demo: 'Try the demo',
  demoText: `CNV against NORMAL on ${formatNumber(demoSets[2].scans)} real OCT scans of ${patients(demoSets[2].patients)}, from training to heat maps.`,
  fourClasses: 'With four classes',
  fourClassesText: `${tinyDemoClasses.map(({ name, patients: count }) => `${name} has ${patients(count)}`).join(', ')}: too few to estimate how well they are told apart.`,
  attribution: 'Scans: Kermany, Zhang, Goldbaum 2018, Mendeley Data v2, CC BY 4.0',
  attributionHref: 'https://doi.org/10.17632/rscbjbr9sj.2',
  privacy: 'Research use only. Nothing leaves this computer.',
  datasets: 'Data sets',
  noDatasets: 'None yet. What you open appears here.',
  running: 'At work',
  latest: 'Latest runs',
  headline: (part: string, interval: string) => `balanced accuracy, ${part}, ${interval}`,
  interval: (interval: string) => `95${narrowSpace}% CI ${interval}`,
  noRuns: 'No runs yet. A training appears here with its result.',
  allRuns: 'All runs',
  allDatasets: 'All data sets',
  scansOf: (scanCount: number, patientCount: number) =>
    `${scans(scanCount)} · ${patientCount === 0 ? 'patients unknown' : patients(patientCount)}`,
  unlabelled: 'no labels',
  missing: (path: string) => `Its folder is not there: ${path}`,
  relink: 'Relink…',
  drop: 'Drop to open',
  dropText: 'A folder, volumes, images or a zip',
  doctor: (count: number) => `${formatCount(count, 'thing')} on this computer will not work.`,
  showDoctor: 'Show',
} as const;

export const folderText = {
  begin: 'Where to begin',
  path: 'Folder',
  filter: 'Filter folders',
  filterHint: 'Type to filter, Enter opens, Backspace goes up',
  up: 'One folder up',
  list: 'Folders',
  none: 'There are no folders in here.',
  noMatch: (words: string) => `No folder here has “${words}” in its name.`,
  scans: (count: number | null, isCut: boolean) =>
    count === null
      ? 'no permission'
      : count === 0 && !isCut
        ? ''
        : `${formatNumber(count)}${isCut ? '+' : ''} ${count === 1 && !isCut ? 'scan' : 'scans'}`,
  link: 'link',
  here: (scanCount: number, others: number) =>
    scanCount === 0 && others === 0
      ? 'No files right in this folder'
      : `Right in this folder: ${scans(scanCount)}, ${formatCount(others, 'other file')}`,
  more: (count: number) => `${formatNumber(count)} more folders: type a part of the name.`,
  cut: 'Only the first part of this folder is shown.',
  choose: 'Open this folder',
  relinkHere: 'It is here now',
} as const;

export const importText = {
  title: 'Open a folder of images',
  review: 'Import',
  changeFolder: 'Other folder…',
  changeFiles: 'Other files…',
  listing: 'Looking into the folder',
  summary: (images: number, volumeCount: number, patientCount: number, sizeBytes: number) =>
    [
      ...(images > 0 ? [scans(images)] : []),
      ...(volumeCount > 0 ? [volumes(volumeCount)] : []),
      ...(patientCount === 0 ? [] : [patients(patientCount)]),
      formatBytes(sizeBytes),
    ].join(' · '),
  known: (names: readonly string[]) => `This folder is imported already as ${names.map(name => `“${name}”`).join(', ')}.`,
  openKnown: (name: string) => `Open “${name}”`,
  noImages: 'No image and no volume',
  noImagesText: (count: number, names: readonly string[]) =>
    `${names.length === 1 ? `“${names[0]}”` : count === 1 ? 'This file' : `None of ${files(count)}`} holds ${count === 1 ? 'neither an image nor a volume' : 'an image or a volume'}, whatever its name says. Fovea reads Heidelberg, Topcon, Zeiss, Optovue, Bioptigen, DICOM, NIfTI, MetaImage and NRRD volumes, and JPEG, PNG, TIFF, BMP and WebP images.`,
  name: 'Name of the data set',
  nameTaken: 'There is a data set of this name already.',
  nameMissing: 'A data set needs a name.',
  classes: 'Classes',
  layouts: { classFolders: 'From folders', flat: 'None' },
  flatText: 'Imported without labels. You can label them afterwards with the keys 1 to 9.',
  moreClasses: (count: number) => `and ${formatCount(count, 'more class', 'more classes')}`,
  classRow: (scanCount: number, patientCount: number) => `${scans(scanCount)} of ${patients(patientCount)}`,
  patients: 'Patients',
  byNames: 'from the names of the files',
  byTable: 'from patients.csv in the folder',
  byPattern: 'Read from the names by this pattern:',
  unknownPatients: (count: number, all: number) =>
    count === all ? 'The names do not tell the patients.' : `${formatNumber(count)} of ${formatNumber(all)} names do not tell the patient.`,
  changePattern: 'Change…',
  pattern: 'Pattern',
  patternHelp: 'A regular expression on the path, with a group named patient: (?<patient>\\d+)_',
  ownPatients: 'Count each file without a known patient as a patient of its own',
  ownPatientsText: 'Needed to train. If one patient has several files, results will look better than they are.',
  example: { path: 'File', label: 'Class', patient: 'Patient', eye: 'Eye' },
  findings: 'Findings',
  noFindings: 'Nothing that needs attention.',
  reading: (done: number, total: number) => `Reading scan ${formatNumber(Math.min(done + 1, total))} of ${formatNumber(total)}`,
  storing: (done: number, total: number) => `Storing scan ${formatNumber(Math.min(done + 1, total))} of ${formatNumber(total)}`,
  verifying: (done: number, total: number) => `Comparing file ${formatNumber(Math.min(done + 1, total))} of ${formatNumber(total)}`,
  uploading: (done: number, total: number, sentBytes: number, totalBytes: number) =>
    `Copying file ${formatNumber(Math.min(done + 1, total))} of ${formatNumber(total)} · ${formatBytes(sentBytes)} of ${formatBytes(totalBytes)}`,
  uploadText:
    'A browser does not tell where dropped files lie, so Fovea keeps a copy in its workspace. “Open a folder” reads them where they are.',
  refused: (count: number) => `${files(count)} could not be copied.`,
  unreadable: (count: number, all: number, good: number) =>
    `${formatNumber(count)} of ${files(all)} could not be read. The other ${formatNumber(good)} are ready.`,
  show: (count: number) => (count === 1 ? 'Show it' : `Show the ${formatNumber(count)}`),
  hide: 'Hide',
  sizes: 'Sizes',
  moreSizes: (count: number) => `and ${formatCount(count, 'other size')}`,
  notTrainable: 'It cannot be trained on yet: two classes with at least two patients each are needed.',
  open: 'Open',
  importing: (name: string) => `Importing “${name}”`,
  import: (count: number, areVolumes: boolean) => `Import ${areVolumes ? volumes(count) : scans(count)}`,
  patientsInFiles: 'Patient, eye and date are read from the files themselves.',
  cancelled: 'The import was cancelled. What was read is remembered and need not be read again.',
  done: (count: number, volumeCount: number, patientCount: number) =>
    `Imported ${[...(count > volumeCount ? [scans(count - volumeCount)] : []), ...(volumeCount > 0 ? [volumes(volumeCount)] : [])].join(' and ')} of ${patientCount === 0 ? 'unknown patients' : patients(patientCount)}.`,
  tryAgain: 'Try again',
  relinkTitle: 'Where is the folder now?',
  relinkText: (path: string) =>
    `The images were imported from ${path}. Choose the folder that it is now; a sample of the files is compared before anything changes.`,
  relinked: (count: number) => `All ${files(count)} are there, unchanged.`,
  relinkedPart: (missing: number, changed: number) =>
    `The folder is linked. ${formatCount(missing, 'file')} missing, ${formatCount(changed, 'file')} changed since the import.`,
} as const;

export const slicesText = {
  title: 'Numbered images',
  kinds: { images: 'Single images', slices: 'Slices of one volume' },
  found: (imageCount: number, sequences: number) =>
    `${formatCount(imageCount, 'image')} ${imageCount === 1 ? 'is' : 'are'} numbered in sequence${sequences === 1 ? '' : `, in ${formatCount(sequences, 'sequence')}`}. Are they the B-scans of ${sequences === 1 ? 'a volume' : volumes(sequences)}?`,
  chosen:
    'Images of one folder and size become one volume, in the order of their numbers. Volumes are for looking and labelling; training reads images.',
} as const;
