import { expect, test } from 'vitest';
import { safePath } from './safePath.ts';

test('folders survive, steps upwards and odd characters do not', () => {
  expect(safePath('CNV/CNV-1-1.jpeg')).toBe('CNV/CNV-1-1.jpeg');
  expect(safePath('\\scans\\a.png')).toBe('scans/a.png');
  expect(safePath('../../etc/passwd')).toBe('etc/passwd');
  expect(safePath('/a/./b//c.png')).toBe('a/b/c.png');
  expect(safePath('a\u0000b:"c".png')).toBe('a_b__c_.png');
  expect([safePath('..'), safePath(''), safePath('/')]).toEqual([null, null, null]);
});

test('a name of 300 characters is cut and keeps its extension; two that begin alike stay apart', () => {
  const [first, second] = ['a', 'b'].map(end => safePath(`${'ü'.repeat(300)}${end}.jpeg`));
  expect(Buffer.byteLength(first ?? '')).toBeLessThanOrEqual(200);
  expect(first).toMatch(/^ü+~[0-9a-f]{8}\.jpeg$/);
  expect(first).not.toBe(second);
  expect(safePath(`${'folder/'.repeat(40)}a.png`)?.split('/')).toHaveLength(16);
});
