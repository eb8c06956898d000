import { expect, test } from 'vitest';
import { resolveChoice } from '../../../shared/domain/choice.ts';
import { layouts } from './index.ts';

const place = (name: string, path: string): unknown => resolveChoice('layout', layouts, { name }).spec.place(path);

test('class folders: the first folder is the class, however deep the file lies', () => {
  expect(place('classFolders', 'CNV/a.png')).toEqual({ label: 'CNV', folderSplit: null });
  expect(place('classFolders', 'wet AMD/patient 7/OD/a.png')).toEqual({ label: 'wet AMD', folderSplit: null });
});

test('class folders below split folders: the split is noted, the class is the second folder', () => {
  expect(place('classFolders', 'train/CNV/a.png')).toEqual({ label: 'CNV', folderSplit: 'train' });
  expect(place('classFolders', 'Test/CNV/x/a.png')).toEqual({ label: 'CNV', folderSplit: 'Test' });
});

test('class folders: a file outside any class has none', () => {
  expect(place('classFolders', 'a.png')).toEqual({ label: null, folderSplit: null });
  expect(place('classFolders', 'val/a.png')).toEqual({ label: null, folderSplit: 'val' });
});

test('class folders: of the classes asked for, only these; without any, all', () => {
  const leftOut = (classes: string[], path: string) => layouts.classFolders.leavesOut?.(path, { classes });
  expect(['CNV/a.png', 'train/CNV/a.png', 'DME/a.png', 'a.png'].map(path => leftOut(['CNV'], path))).toEqual([false, false, true, true]);
  expect(['CNV/a.png', 'a.png'].map(path => leftOut([], path))).toEqual([false, false]);
});

test('flat: no path has a class', () => {
  expect(place('flat', 'CNV/a.png')).toEqual({ label: null, folderSplit: null });
});

test('an unknown layout is refused with those that are known', () => {
  expect(() => place('bids', 'a.png')).toThrow('Known: classFolders, flat');
});
