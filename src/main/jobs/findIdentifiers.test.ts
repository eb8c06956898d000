import { expect, test } from 'vitest';
import { findIdentifiers } from './findIdentifiers.ts';

const wanted = { identifiers: new Set(['1016042', '7', 'Ana-María']), texts: new Set(['CNV/CNV-1016042-1.jpeg', '/data/clinic']) };
const find = (text: string, options = {}) => findIdentifiers(text, wanted, options);

test('finds identifiers inside file names, as whole strings, and in cells', () => {
  expect(find('{"path":"CNV-1016042-1.jpeg"}')).toBe('1016042');
  expect(find('{"patient":"7"}')).toBe('7');
  expect(find('{"patient":"Ana-María"}')).toBe('Ana-María');
  expect(find('item,patient\na1,1016042\n', { numbersCount: true })).toBe('1016042');
  expect(find('a,CNV/CNV-1016042-1.jpeg\n')).toBe('CNV/CNV-1016042-1.jpeg');
  expect(find('{"root":"/data/clinic"}')).toBe('/data/clinic');
});

test('hashes, counts, decimals and ordinary words are no identifiers', () => {
  expect(find('{"item":"1016042abcdef","sizeBytes":1016042,"value":0.1016042,"layer":"layer4.7","step":7}')).toBeNull();
  expect(find('series,step,epoch,value\ntrain/loss,7,1016042,0.5\n')).toBeNull();
});
