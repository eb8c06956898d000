// The named display transforms (UX §3.10): they change what is seen and never the data. The same for every B-scan of a volume, because a
// contrast of its own would fake a change from slice to slice.

export const displayPresets = ['vendor', 'linear', 'dark', 'deep', 'inverted'] as const;
export type DisplayPreset = (typeof displayPresets)[number];

/** Which samples a preset shows: grey by the format's display transform, or those that the file stores. */
export type Intensity = 'display' | 'stored';

export function intensityOf(preset: DisplayPreset): Intensity {
  return preset === 'linear' ? 'stored' : 'display';
}

/** Values drawn as black and as white. */
export interface GreyWindow {
  low: number;
  high: number;
}

export const displayRange: GreyWindow = { low: 0, high: 255 };
const darkGamma = 0.6;
/** Gain of `deep`: 1 at the top of the picture, this at its bottom. */
const deepestGain = 2.5;

/** Grey 0–255 of a share of the window. */
export function curveOf(preset: DisplayPreset): (share: number) => number {
  if (preset === 'dark') return share => 255 * share ** darkGamma;
  if (preset === 'inverted') return share => 255 * (1 - share);
  return share => 255 * share;
}

/** What grey is multiplied with in a row. */
export function gainOf(preset: DisplayPreset, row: number, rows: number): number {
  return preset === 'deep' ? 1 + (deepestGain - 1) * ((row + 0.5) / rows) : 1;
}

const steps = 1024;

/** Grey for shares of the window in `steps` steps, as a table. */
function tableOf(preset: DisplayPreset): Uint8ClampedArray {
  const curve = curveOf(preset);
  return Uint8ClampedArray.from({ length: steps + 1 }, (_, i) => curve(i / steps));
}

export type Samples = Uint8Array | Uint16Array | Int16Array | Float32Array;

export interface Look {
  preset: DisplayPreset;
  window: GreyWindow;
}

/** Grey shown for one value; no number is black. */
export function shownGrey(value: number, row: number, rows: number, { preset, window }: Look): number {
  const share = shareOf(value, window);
  return Math.min(255, Math.round(curveOf(preset)(share) * gainOf(preset, row, rows)));
}

function shareOf(value: number, { low, high }: GreyWindow): number {
  const share = (value - low) / Math.max(1e-12, high - low);
  return share > 0 ? Math.min(1, share) : 0;
}

/** RGBA of one B-scan, in an array of its own or in `rgba`. Whole pixels at a time: every platform that this runs on is little-endian. */
export function paintSamples(
  samples: Samples,
  rows: number,
  columns: number,
  { preset, window }: Look,
  rgba: Uint8ClampedArray<ArrayBuffer> = new Uint8ClampedArray(rows * columns * 4),
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint32Array(rgba.buffer);
  const table = tableOf(preset);
  const scale = steps / Math.max(1e-12, window.high - window.low);
  const colours = new Uint32Array(steps + 1);
  const ofGrey = new Uint32Array(256);
  const stepOf = (value: number): number => {
    const step = (value - window.low) * scale;
    // False for what is no number, too.
    return step > 0 ? (step < steps ? Math.round(step) : steps) : 0;
  };
  for (let row = 0; row < rows; row++) {
    if (row === 0 || preset === 'deep') {
      const gain = gainOf(preset, row, rows);
      for (let i = 0; i <= steps; i++) colours[i] = (Math.min(255, Math.round((table[i] as number) * gain)) * 0x010101 + 0xff000000) >>> 0;
    }
    const [from, to] = [row * columns, (row + 1) * columns];
    if (samples instanceof Uint8Array) {
      // Grey has 256 values, which are worked out once instead of once a sample.
      if (row === 0 || preset === 'deep') for (let i = 0; i < 256; i++) ofGrey[i] = colours[stepOf(i)] as number;
      for (let at = from; at < to; at++) pixels[at] = ofGrey[samples[at] as number] as number;
    } else for (let at = from; at < to; at++) pixels[at] = colours[stepOf(samples[at] as number)] as number;
  }
  return rgba;
}

/** p0.5 to p99.5 of values that are numbers and no fill, from samples of several B-scans: one window for the whole volume. */
export function percentileWindow(parts: readonly Samples[]): GreyWindow {
  const values: number[] = [];
  for (const part of parts) {
    const stride = Math.max(1, Math.floor(part.length / 20_000));
    for (let i = 0; i < part.length; i += stride) {
      const value = part[i] as number;
      if (Number.isFinite(value) && Math.abs(value) < 1e30) values.push(value);
    }
  }
  if (values.length === 0) return displayRange;
  values.sort((a, b) => a - b);
  const at = (share: number) => Number((values[Math.round(share * (values.length - 1))] as number).toPrecision(4));
  const [low, high] = [at(0.005), at(0.995)];
  return high > low ? { low, high } : { low, high: low + 1 };
}

/** Window and level after a drag: to the right widens, upwards brightens, within the range that the values can take. */
export function draggedWindow({ low, high }: GreyWindow, by: { x: number; y: number }, range: GreyWindow): GreyWindow {
  const whole = range.high - range.low;
  const width = Math.min(whole * 2, Math.max(whole / 128, (high - low) * Math.exp(by.x / 200)));
  const level = Math.min(range.high + whole / 2, Math.max(range.low - whole / 2, (low + high) / 2 + (by.y / 400) * (high - low)));
  return rounded({ low: level - width / 2, high: level + width / 2 }, whole);
}

/** As exact as the range asks for: whole numbers for 8 and 16 bit, four figures for powers below 1. */
export function rounded({ low, high }: GreyWindow, whole: number): GreyWindow {
  const unit = whole >= 64 ? 1 : 10 ** (Math.floor(Math.log10(Math.max(1e-9, whole))) - 3);
  const round = (value: number) => Number((Math.round(value / unit) * unit).toPrecision(8));
  const [from, to] = [round(low), round(high)];
  return { low: from, high: to > from ? to : from + unit };
}
