// Words of class labelling.
import { formatCount } from '../../shared/units.ts';

const scans = (count: number): string => formatCount(count, 'scan');

export const labelingText = {
  states: { labelled: 'labelled', unlabelled: 'no label', ungradable: 'ungradable' },
  unlabelled: 'no label',
  ungradable: 'ungradable',
  cleared: (count: number) => `Label of ${scans(count)} taken away.`,
  labelled: (count: number, name: string) => `${scans(count)} labelled ${name}.`,
  ungradables: (count: number) => `${scans(count)} marked ungradable.`,
  flagged: (count: number, isOn: boolean) => `${scans(count)} ${isOn ? 'flagged' : 'no longer flagged'}.`,
  excluded: (count: number, isOn: boolean) => `${scans(count)} ${isOn ? 'left out of lists and training' : 'taken in again'}.`,
  undone: (what: string, which: string) => `Taken back: ${what} on ${which}.`,
  redone: (what: string, which: string) => `Done again: ${what} on ${which}.`,
  show: 'Show it',
  nothingToUndo: 'You have labelled nothing here that could be taken back.',
  nothingToRedo: 'Nothing was taken back since your last label.',
  conflict: (author: string, time: string, now: string, which: string) =>
    `${author} changed ${which} to ${now} at ${time}, while you were looking. Yours was not written.`,
  setAnyway: (name: string) => `Set ${name} anyway`,
  flagWord: 'flag',
  exclusionWord: 'left out',
  noLabelWord: 'no label',
  picker: 'Class',
  pickerHint: 'Type part of a name',
  noSuchClass: 'No class has that name.',
  addClass: (name: string) => `Add class “${name}”`,
  newClass: 'New class',
  newClassHint: 'Name of the class',
  add: 'Add',
  rename: (name: string) => `Rename class ${name}`,
  noClasses: 'This data set has no classes yet. Add the first one, then label with the key 1.',
  labelAs: 'Label as ',
  suggestion: (name: string, percent: string) => `Model: ${name} ${percent}`,
  confirm: 'Confirm',
} as const;
