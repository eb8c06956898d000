import { expect, test } from 'vitest';
import { randomGenerator } from '../../shared/random.ts';
import { parseCsv } from './csv.ts';

const fieldsOf = (text: string): Record<string, string>[] => parseCsv(text).rows.map(row => row.fields);

test('quotes, doubled quotes, separators and line ends inside quotes are kept', () => {
  expect(fieldsOf('path,patient\r\n"a, ""b"".png",7\r\n"two\nlines",""\r\n')).toEqual([
    { path: 'a, "b".png', patient: '7' },
    { path: 'two\nlines', patient: '' },
  ]);
});

test('a byte-order mark, semicolons, tabs, empty lines and a missing last line end are understood', () => {
  expect(fieldsOf('\uFEFFpath;patient\n\na,b.png;7')).toEqual([{ path: 'a,b.png', patient: '7' }]);
  expect(fieldsOf('path\tpatient\na.png\t7\n')).toEqual([{ path: 'a.png', patient: '7' }]);
});

test('rows know the line that they begin on', () => {
  expect(parseCsv('a,b\n"1\n2",3\n4,5\n').rows.map(row => row.line)).toEqual([2, 4]);
});

test('errors name the line', () => {
  expect(() => parseCsv('')).toThrow('empty text');
  expect(() => parseCsv('a,b\n1,2\n"open,3\n')).toThrow('line 3: expected a closing quote');
  expect(() => parseCsv('a,b\n"x"y,2\n')).toThrow("line 2: expected a separator or a new line after a closing quote, received 'y'");
  expect(() => parseCsv('a,b\n1,2\n1,2,3\n')).toThrow('line 3: expected 2 fields as in the first row, received 3');
  expect(() => parseCsv('a,a\n1,2\n')).toThrow("'a' empty or twice");
});

test('any table survives being written and read', () => {
  const random = randomGenerator(1, 'csv');
  const alphabet = ['a', 'é', '"', ',', ';', '\n', '\r\n', ' ', '\t', ''];
  for (let round = 0; round < 200; round++) {
    const field = (): string => Array.from({ length: random.integer(5) }, () => alphabet[random.integer(alphabet.length)]).join('');
    const rows = Array.from({ length: 1 + random.integer(4) }, () => ({ first: field(), second: `x${field()}` }));
    const quote = (value: string): string => `"${value.replaceAll('"', '""')}"`;
    const text = ['first,second', ...rows.map(row => `${quote(row.first)},${quote(row.second)}`)].join('\r\n');
    expect(fieldsOf(text)).toEqual(rows);
  }
});
