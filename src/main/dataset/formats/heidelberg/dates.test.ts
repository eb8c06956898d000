import { expect, it } from 'vitest';
import { filetimeToIso, isoToFiletime, isoToOleDate, oleDateToIso } from './dates.ts';

it('FILETIME counts from 1601, OLE dates from the end of 1899', () => {
  // 116444736000000000 is the FILETIME of the Unix epoch; 36526 the OLE date of 2000-01-01 (Microsoft).
  expect(filetimeToIso(116_444_736_000_000_000n)).toBe('1970-01-01T00:00:00Z');
  expect(oleDateToIso(36_526)).toBe('2000-01-01');
  expect(oleDateToIso(36_526.75)).toBe('2000-01-01');
  expect(filetimeToIso(isoToFiletime('2021-03-04T05:06:07Z'))).toBe('2021-03-04T05:06:07Z');
  expect(oleDateToIso(isoToOleDate('1901-02-03'))).toBe('1901-02-03');
});

it('numbers that are no date are none', () => {
  expect(filetimeToIso(0n)).toBeNull();
  expect(filetimeToIso(2n ** 64n - 1n)).toBeNull();
  for (const days of [0, Number.NaN, 1e300, -1e9, 3.4e38]) expect(oleDateToIso(days)).toBeNull();
});
