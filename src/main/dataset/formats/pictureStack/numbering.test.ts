import { expect, test } from 'vitest';
import { missingNumbers, sequencesOf } from './numbering.ts';

test('names that differ by one number are a sequence in natural order, wherever the number stands', () => {
  expect(sequencesOf(['eye/b10.png', 'eye/b2.png', 'eye/b1.png'])).toEqual([['eye/b1.png', 'eye/b2.png', 'eye/b10.png']]);
  expect(sequencesOf(['slice_02_of_12.jp2', 'slice_01_of_12.jp2'])).toEqual([['slice_01_of_12.jp2', 'slice_02_of_12.jp2']]);
});

test('sequences side by side are told apart, and what counts nothing is none', () => {
  const eyes = ['P1_OD_1.png', 'P1_OD_2.png', 'P1_OS_1.png', 'P1_OS_2.png', 'P2_OD_1.png', 'fundus.png'];
  expect(sequencesOf(eyes)).toEqual([eyes.slice(0, 2), eyes.slice(2, 4)]);
  expect(sequencesOf(['a.png', 'b.png'])).toEqual([]);
  expect(sequencesOf(['b1.png'])).toEqual([]);
});

test('numbers that a sequence leaves out are counted, in steps of its own', () => {
  expect(missingNumbers(['b1', 'b2', 'b4', 'b10'])).toBe(6);
  expect(missingNumbers(['b10', 'b20', 'b40'])).toBe(1);
  expect(missingNumbers(['b1', 'b01', 'b2'])).toBe(0);
  expect(missingNumbers(['a1', 'b2', 'c7'])).toBe(0);
});
