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

test('flat: no path has a class', () => {
  expect(place('flat', 'CNV/a.png')).toEqual({ label: null, folderSplit: null });
});

test('an unknown layout is refused with those that are known', () => {
  expect(() => place('bids', 'a.png')).toThrow('Known: classFolders, flat');
});
