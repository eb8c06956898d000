import { expect, it } from 'vitest';
import { namedSwitches } from './namedSwitches.ts';

it('switches go to the formats that have them, with values in JSON or words', () => {
  expect(namedSwitches([])).toEqual({});
  expect(namedSwitches(['columns=512', 'isMirrored=false'])).toMatchObject({ zeissImg: { columns: 512, isMirrored: false, rows: null } });
  expect(namedSwitches(['intensity=octConverter'])).toEqual({ heidelbergE2e: { isRegistered: true, intensity: 'octConverter' } });
});

it('unknown names, values and words are told with what there is', () => {
  expect(() => namedSwitches(['width=512'])).toThrow(/Zeiss \.img: columns, rows/);
  expect(() => namedSwitches(['columns=wide'])).toThrow(/switches of Zeiss/);
  expect(() => namedSwitches(['columns'])).toThrow(/name=value/);
});
