import { expect, test } from 'vitest';
import { decodeFields, encodeMessage } from './protobuf.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

test("the encoding guide's examples decode: 150 as a varint, 'testing' as bytes, a submessage", () => {
  expect(decodeFields(bytes('08 96 01'))).toEqual([{ number: 1, value: 150 }]);
  expect(decodeFields(bytes('12 07 74 65 73 74 69 6e 67'))).toEqual([{ number: 2, value: bytes('74 65 73 74 69 6e 67') }]);
  const [submessage] = decodeFields(bytes('1a 03 08 96 01'));
  expect(submessage).toEqual({ number: 3, value: bytes('08 96 01') });
});

test('fixed 32- and 64-bit fields come as bytes, and the fields after them are found', () => {
  expect(decodeFields(bytes('0d 01 02 03 04 11 01 02 03 04 05 06 07 08 18 05'))).toEqual([
    { number: 1, value: bytes('01 02 03 04') },
    { number: 2, value: bytes('01 02 03 04 05 06 07 08') },
    { number: 3, value: 5 },
  ]);
});

test('messages encode as the guide says, with field numbers above 15 and nested messages', () => {
  expect(encodeMessage([[1, 150]])).toEqual(bytes('08 96 01'));
  expect(encodeMessage([[3, [[1, 150]]]])).toEqual(bytes('1a 03 08 96 01'));
  expect(encodeMessage([[31, 1]])).toEqual(bytes('f8 01 01'));
  expect(encodeMessage([[7, true]])).toEqual(bytes('38 01'));
});
