// How a folder is best imported, judged by the names of its files alone: where its classes lie, and whose scan each file is.
import { realpath } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { resolveChoice } from '../../shared/domain/choice.ts';
import { type ImportChoices, type ImportProposal, imageExtensionsOf } from '../../shared/domain/importProposal.ts';
import { compareText } from './compareText.ts';
import { openBytes } from './formats/byteSource.ts';
import { imageFormats } from './formats/index.ts';
import { stackNoteName } from './formats/pictureStack/index.ts';
import { sequencesOf } from './formats/pictureStack/numbering.ts';
import { sniffReader } from './formats/volumes.ts';
import { layouts } from './layouts/index.ts';
import { patientRules } from './patients/index.ts';
import type { Identity } from './patients/patientRule.ts';
import { type Progress, ProgressMeter } from './progress.ts';
import { noteFolders } from './sliceTasks.ts';
import { listFiles, walkFolder } from './walkFolder.ts';

const examplesShown = 5;
/** A rule is taken when it finds a patient in nearly every name. */
const leastShare = 0.95;
const leastSlices = 3;
const tableName = 'patients.csv';
const pictureExtensions: ReadonlySet<string> = new Set(Object.values(imageFormats).flatMap(format => format.extensions));
/** Of these alone some are volumes, by their pages or samples. */
const stackExtensions: ReadonlySet<string> = new Set(imageFormats.tiff.extensions);
const extensions = imageExtensionsOf([...pictureExtensions]);
/** Files whose first bytes are read: as many as nobody has to wait for. */
const mostLookedInto = 2000;

/** Tried in this order after Kermany's names; each takes the patient from what stays the same in several names. */
const patterns: readonly { pattern: string; needsRepeats: boolean }[] = [
  // P0043_OD_2021-03-14.png, 12-L-3.tif
  { pattern: String.raw`(?:^|/)(?<patient>[^/]*?\d[^/]*?)[ _-](?<eye>OD|OS|R|L|od|os|right|left)(?=[ _.-])[^/]*$`, needsRepeats: false },
  // patient_0043/scan3.png
  { pattern: String.raw`(?:^|/)(?<patient>[^/]*\d[^/]*)/[^/]+$`, needsRepeats: true },
  // P0043_12.png
  { pattern: String.raw`(?:^|/)(?<patient>[^/]*?\d[^/]*?)[ _-]\d+\.[^./]+$`, needsRepeats: true },
];

/**
 * Lists the folder and proposes; what is given in `choices` is taken as it is. Reads no image, and of what may be a volume the beginning.
 * Errors: those of `walkFolder`; `usage` for a bad pattern, `unknownName` for a layout; `interrupted`.
 */
export async function* proposeImport(
  folder: string,
  choices: ImportChoices = {},
  signal?: AbortSignal,
): AsyncGenerator<Progress, ImportProposal> {
  const meter = new ProgressMeter('list', 0);
  const paths: string[] = [];
  /** Without an extension, as DICOM files often are: images only where no others are. */
  const bare: string[] = [];
  const notes: { path: string }[] = [];
  const volumes = new Set<string>();
  let [files, sizeBytes, looked] = [0, 0, 0];
  for await (const entry of choices.only === undefined ? walkFolder(folder, signal) : listFiles(folder, choices.only)) {
    files += 1;
    if (entry.kind === 'file') {
      const extension = extname(entry.path).toLowerCase();
      const isNamed = extensions.has(extension);
      if (isNamed || entry.path === tableName) paths.push(entry.path);
      else if (extension === '') bare.push(entry.path);
      if (basename(entry.path) === stackNoteName) notes.push(entry);
      sizeBytes += entry.sizeBytes;
      // What is named like an image is one, but for stacks; of the others a part is looked into, and the rest is what its name says.
      const isPicture = pictureExtensions.has(extension);
      const mayBeVolume = !isPicture || stackExtensions.has(extension);
      if (mayBeVolume && (looked++ < mostLookedInto ? await isVolume(join(folder, entry.path)) : isNamed && !isPicture)) {
        volumes.add(entry.path);
      }
    }
    const progress = meter.due(files);
    if (progress !== null) yield progress;
  }
  const hasTable = paths.includes(tableName);
  const named = paths.filter(path => path !== tableName);
  // A folder of slices with what a conversion wrote beside them is a volume by its name.
  const noted = await noteFolders(folder, notes);
  const single = (named.length > 0 ? named : bare).filter(path => !volumes.has(path));
  for (const path of single.map(name => dirname(name))) if (noted.has(path)) volumes.add(path === '.' ? stackNoteName : path);
  // Volumes tell their patients themselves; where there are images, too, the names are read for these alone.
  const pictures = single.filter(path => !noted.has(dirname(path)));
  const listed = pictures.length > 0 ? pictures : [...volumes];
  // A folder around the folder, as archives and drops have it: what is meant lies inside.
  const inner = hasTable || layoutOf(listed) === 'classFolders' ? '' : commonFolder([...pictures, ...volumes]);
  const root = join(await realpath(folder), choices.only === undefined ? inner.slice(0, -1) : '');
  const images = listed.map(path => path.slice(inner.length));
  const hasImages = pictures.length > 0;
  const layout = choices.layout ?? layoutOf(images);
  const rule = await ruleOf({ root, images, hasTable }, layout, choices);
  const { place } = resolveChoice('folder layout', layouts, { name: layout }).spec;
  const rows = images.map((path, at) => {
    const { patient = null, eye = null, label = null } = rule.identities[at] ?? {};
    return { path, label: (rule.labelsWin ? label : null) ?? place(path).label, patient, eye };
  });
  const labelled = Map.groupBy(
    rows.filter(({ label }) => label !== null),
    ({ label }) => label as string,
  );
  const patientsOf = (members: typeof rows): number => new Set(members.flatMap(({ patient }) => patient ?? [])).size;
  const untold = rows.filter(({ patient }) => patient === null).length;
  return {
    ...{ root, name: basename(root) || 'images', layout, ...rule.choice },
    ownPatients: choices.ownPatients ?? (hasImages && untold > 0),
    ...{ files, images: pictures.length, volumes: volumes.size, sizeBytes },
    ...{ sequences: layout === 'flat' && hasImages ? sequencesIn(images) : null, slices: choices.slices ?? false },
    ...{ patients: hasImages ? patientsOf(rows) : 0, withoutPatient: hasImages ? untold : 0 },
    classes: [...labelled]
      .map(([name, members]) => ({ name, scans: members.length, patients: patientsOf(members) }))
      .sort((a, b) => compareText(a.name, b.name)),
    examples: spread(rows),
  };
}

/** Names tell slices where nearly all are numbered; two that follow each other are no sequence yet. */
function sequencesIn(images: readonly string[]): ImportProposal['sequences'] {
  const folders = [...Map.groupBy(images, path => dirname(path)).values()];
  const sequences = folders.flatMap(sequencesOf).filter(({ length }) => length >= leastSlices);
  const slices = sequences.reduce((sum, { length }) => sum + length, 0);
  return slices < leastShare * images.length ? null : { images: slices, volumes: sequences.length };
}

/** A file that cannot be looked into is for the import to report. */
async function isVolume(path: string): Promise<boolean> {
  const source = await openBytes(path).catch(() => null);
  if (source === null) return false;
  try {
    return (await sniffReader(source)) !== null;
  } catch {
    return false;
  } finally {
    await source.close();
  }
}

/** The folder that all of them lie in, with a slash at its end; empty where there is none. */
function commonFolder(paths: readonly string[]): string {
  const [first = ''] = paths;
  let folder = first.slice(0, first.lastIndexOf('/') + 1);
  while (folder !== '' && !paths.every(path => path.startsWith(folder))) {
    folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  }
  return folder;
}

/** Classes where there are several folders that look like classes; folders with a number in their name look like patients. */
function layoutOf(images: readonly string[]): 'classFolders' | 'flat' {
  const labels = new Set(images.map(path => layouts.classFolders.place(path).label));
  if (labels.has(null) || labels.size < 2) return 'flat';
  const numbered = [...labels].filter(name => /\d{2}/.test(name ?? '')).length;
  return labels.size > 10 && numbered > 0.8 * labels.size ? 'flat' : 'classFolders';
}

interface Rule {
  choice: Pick<ImportProposal, 'patientPattern' | 'patientTable'>;
  identities: readonly Partial<Identity>[];
  labelsWin: boolean;
}

async function ruleOf(
  { root, images, hasTable }: { root: string; images: readonly string[]; hasTable: boolean },
  layout: string,
  { patientPattern }: ImportChoices,
): Promise<Rule> {
  const identify = async (name: keyof typeof patientRules, given: object, choice: Rule['choice']): Promise<Rule> => {
    const { spec, params } = resolveChoice('patient rule', patientRules, { name, params: given });
    const { identities, labelsWin } = await spec.identify(params, { root, paths: [...images] });
    return { choice, identities, labelsWin };
  };
  const byPattern = (pattern: string): Promise<Rule> => identify('pattern', { pattern }, { patientPattern: pattern, patientTable: null });
  if (typeof patientPattern === 'string') return byPattern(patientPattern);
  if (hasTable) {
    const table = join(root, tableName);
    const found = await identify('table', { csv: table }, { patientPattern: null, patientTable: table }).catch(() => null);
    if (found !== null && shareTold(found) >= leastShare) return found;
  }
  const kermany = await identify('kermanyNames', {}, { patientPattern: null, patientTable: null });
  // Dates look alike: in OS_2021-03-14.png nobody is patient 03.
  const named = { ...kermany, identities: kermany.identities.filter(({ label }) => /^[A-Za-z]+$/.test(label ?? '')) };
  if (shareTold(named) >= leastShare && named.identities.length >= leastShare * images.length) return kermany;
  for (const { pattern, needsRepeats } of patterns) {
    const found = await byPattern(pattern);
    const patients = new Set(found.identities.flatMap(({ patient }) => patient ?? []));
    // A class folder is no patient.
    const isClasses = layout === 'classFolders' && [...patients].every(name => images.some(path => path.startsWith(`${name}/`)));
    if (shareTold(found) >= leastShare && !isClasses && (!needsRepeats || patients.size < 0.9 * images.length)) return found;
  }
  return kermany;
}

function shareTold({ identities }: Rule): number {
  return identities.length === 0 ? 0 : identities.filter(({ patient }) => typeof patient === 'string').length / identities.length;
}

/** A few of them from all over the list. */
function spread<Row>(rows: readonly Row[]): Row[] {
  const count = Math.min(examplesShown, rows.length);
  return Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)] as Row);
}
