// From the numbers of a scan to what the canvas shows of them.
import type { Pixels } from '../../../shared/domain/pixels.ts';

/** Raw values drawn as black and as white. */
export interface GreyWindow {
  low: number;
  high: number;
}

const hatchGrey = 88;
const hatchPeriod = 6;

/** RGBA of every sample. */
export function paintPixels({ data, rows, columns, channels, bits }: Pixels, window: GreyWindow): Uint8ClampedArray<ArrayBuffer> {
  const table = windowTable(bits === 8 ? 256 : 65_536, window);
  const rgba = new Uint8ClampedArray(rows * columns * 4);
  if (channels === 1) {
    // Whole pixels at a time: window and level follow the hand. Every platform that this runs on is little-endian.
    const whole = new Uint32Array(rgba.buffer);
    const colours = Uint32Array.from(table, grey => (grey * 0x010101 + 0xff000000) >>> 0);
    for (let i = 0; i < whole.length; i++) whole[i] = colours[data[i] as number] as number;
    return rgba;
  }
  for (let from = 0, to = 0; to < rgba.length; from += 3, to += 4) {
    for (let c = 0; c < 3; c++) rgba[to + c] = table[data[from + c] as number] as number;
    rgba[to + 3] = 255;
  }
  return rgba;
}

/** Border fill as black with fine diagonals, and nothing where there is none: it is drawn over scan and heat alike, in display only. */
export function paintFill({ rows, columns }: Pixels, fill: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(rows * columns * 4);
  for (let i = 0; i < fill.length; i++) {
    if (fill[i] === 0) continue;
    const isLine = (Math.floor(i / columns) + (i % columns)) % hatchPeriod === 0;
    if (isLine) rgba.fill(hatchGrey, 4 * i, 4 * i + 3);
    rgba[4 * i + 3] = 255;
  }
  return rgba;
}

/** Grey shown for each raw value. */
export function windowTable(levels: number, { low, high }: GreyWindow): Uint8ClampedArray {
  const scale = 255 / Math.max(1, high - low);
  return Uint8ClampedArray.from({ length: levels }, (_, value) => (value - low) * scale);
}

/** Window and level after a drag: to the right widens, upwards darkens, over the range that the image can hold. */
export function draggedWindow({ low, high }: GreyWindow, by: { x: number; y: number }, bits: 8 | 16): GreyWindow {
  const range = bits === 8 ? 255 : 65_535;
  const width = Math.min(range * 2, Math.max(range / 128, (high - low) * Math.exp(by.x / 200)));
  const level = Math.min(range * 1.5, Math.max(-range / 2, (low + high) / 2 + (by.y / 400) * (high - low)));
  return { low: Math.round(level - width / 2), high: Math.round(level + width / 2) };
}

/** What stands at a pixel of the image, and whether it is exact or the mean of a block. */
export function rawValueAt(pixels: Pixels, at: { row: number; column: number }): { value: number[]; isMean: boolean } | null {
  const row = Math.floor((at.row - pixels.row) / pixels.factor);
  const column = Math.floor((at.column - pixels.column) / pixels.factor);
  if (row < 0 || column < 0 || row >= pixels.rows || column >= pixels.columns) return null;
  const from = (row * pixels.columns + column) * pixels.channels;
  const value = [...pixels.data.subarray(from, from + pixels.channels)];
  // A grey image saved in colour has one value.
  return { value: new Set(value).size === 1 ? value.slice(0, 1) : value, isMean: pixels.factor > 1 };
}
