import { expect, test } from 'vitest';
import { golden, unpack } from '../../../tests/golden/imaging/golden.ts';
import { toGrey, toRgb } from './grey.ts';

test('luma equals Pillow to the byte and keeps equal channels as they are', () => {
  const coloured = unpack(golden.coloured);
  const grey = toGrey(coloured);
  expect(grey.data).toEqual(unpack(golden.pillowGrey).data);
  expect(grey.data[3]).toBe(coloured.data[9]);
});

test('grey to RGB and back is the same, 16 bit too', () => {
  const grey = { data: Uint16Array.of(0, 1, 257, 32768, 65534, 65535), rows: 2, columns: 3, channels: 1 };
  const rgb = toRgb(grey);
  expect(Array.from(rgb.data.subarray(6, 9))).toEqual([257, 257, 257]);
  expect(toGrey(rgb)).toEqual(grey);
});

test('refuses two channels', () => {
  expect(() => toGrey({ data: new Uint8Array(4), rows: 1, columns: 2, channels: 2 })).toThrow('received 2');
});
