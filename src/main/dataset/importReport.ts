// The report on an import: what was found, in numbers and lists. It names paths, never patients.
import type { Choice } from '../../shared/domain/choice.ts';
import { type DataItem, type ImportReport, placeOf } from '../../shared/domain/dataset.ts';
import { formatCount } from '../../shared/units.ts';
import { compareText } from './compareText.ts';
import { importFindings } from './importFindings.ts';
import type { Identity } from './patients/patientRule.ts';
import type { FolderScan } from './sortScan.ts';

/** An item with what its folder and its patient rule said. */
export interface PlacedFile {
  item: DataItem;
  identity: Identity;
  folderLabel: string | null;
  /** The eye by its path, where the file itself says the other one. */
  otherEye: DataItem['eye'];
  /** Its patient is that of another file of its study. */
  isByStudy: boolean;
  /** Files of its study tell several patients. */
  isContradicted: boolean;
}

export interface ImportNotes {
  layout: Choice;
  patientRule: Choice;
  /** Whether the rule's class was taken where it disagreed with the folder's. */
  labelsWin: boolean;
  /** Rows of the patient table without a file. */
  unmatchedRows: string[];
  /** Whether images that are numbered in sequence were to be slices. */
  areSlices: boolean;
}

/** Puts the report together. */
export function importReport(scan: FolderScan, files: readonly PlacedFile[], notes: ImportNotes): ImportReport {
  const items = files.map(({ item }) => item);
  const ofPatients = [...Map.groupBy(items, item => item.patient)].flatMap(([patient, members]) => (patient === null ? [] : [members]));
  const inSeveralClasses = ofPatients.filter(members => distinct(members, item => item.label).length > 1);
  const counts = {
    version: 1,
    root: scan.root,
    layout: notes.layout,
    patientRule: notes.patientRule,
    files: scan.files,
    items: items.length,
    volumes: items.filter(({ volume }) => volume !== null).length,
    bscans: items.reduce((sum, { volume }) => sum + (volume?.header.shape.bscans ?? 0), 0),
    patients: ofPatients.length,
    classes: countClasses(items),
    sizes: countSizes(items),
    duplicates: findDuplicates(items),
    unreadable: scan.unreadable,
    ignored: scan.ignored,
    patientsInSeveralClasses: inSeveralClasses.length,
    folderSplits: countFolderSplits(items),
  } as const;
  return { ...counts, findings: importFindings(counts, files, notes, inSeveralClasses) };
}

function countClasses(items: readonly DataItem[]): ImportReport['classes'] {
  return [...Map.groupBy(items, item => item.label)]
    .flatMap(([name, members]) =>
      name === null ? [] : [{ name, scans: members.length, patients: distinct(members, item => item.patient).length }],
    )
    .sort(byName);
}

function countFolderSplits(items: readonly DataItem[]): ImportReport['folderSplits'] {
  return [...Map.groupBy(items, item => item.folderSplit)]
    .flatMap(([name, members]) => (name === null ? [] : [{ name, scans: members.length }]))
    .sort(byName);
}

function countSizes(items: readonly DataItem[]): ImportReport['sizes'] {
  const nameOf = ({ format, facts, volume }: DataItem): string => {
    const bscans = volume === null ? '' : ` × ${formatCount(volume.header.shape.bscans, 'B-scan')}`;
    return `${facts.widthPx} × ${facts.heightPx}${bscans}, ${facts.channels === 1 ? 'grey' : 'RGB'}, ${facts.bitDepth} bit, ${format}`;
  };
  return [...Map.groupBy(items, nameOf)]
    .map(([name, members]) => {
      const { format, facts } = members[0] as DataItem;
      const { widthPx, heightPx, channels, bitDepth } = facts;
      return { name, format, widthPx, heightPx, channels, bitDepth, scans: members.length };
    })
    .sort((a, b) => b.scans - a.scans || byName(a, b));
}

function findDuplicates(items: readonly DataItem[]): ImportReport['duplicates'] {
  return [...Map.groupBy(items, item => item.sha256)].flatMap(([name, members]) => {
    if (members.length === 1) return [];
    const paths = members.map(placeOf);
    return [{ name, paths, classes: distinct(members, item => item.label), patients: distinct(members, item => item.patient).length }];
  });
}

function distinct(items: readonly DataItem[], wordOf: (item: DataItem) => string | null): string[] {
  return [...new Set(items.map(wordOf))].filter(word => word !== null).sort(compareText);
}

function byName(a: { name: string }, b: { name: string }): number {
  return compareText(a.name, b.name);
}
