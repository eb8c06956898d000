import { expect, it } from 'vitest';
import { decodePixels, encodePixels, type Pixels } from './pixels.ts';

const pixels: Pixels = {
  ...{ version: 1, image: { rows: 4, columns: 6 }, row: 0, column: 0, factor: 2, rows: 2, columns: 3, channels: 1, bits: 16 },
  ...{ window: { low: 10, high: 60_000 }, hasFill: true },
  data: Uint16Array.from([0, 1, 256, 65_535, 5, 6]),
  fill: Uint8Array.from([1, 0, 0, 0, 0, 1]),
};
const encoded = () => encodePixels(pixels).slice().buffer;

it('pixels come back as they were', () => {
  expect(decodePixels(encoded())).toEqual(pixels);
});

it('what is cut short or is something else is refused', () => {
  for (const bytes of [new ArrayBuffer(2), encoded().slice(0, -1), new TextEncoder().encode('{"error":1}').buffer]) {
    expect(() => decodePixels(bytes)).toThrow(/Expected the pixels of an image/);
  }
});
