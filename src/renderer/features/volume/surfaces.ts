// Layer lines: their colours from vitreous to choroid (UX §3.12), and what lies between them under the cursor.
import type { Surface } from '../../../shared/domain/volume.ts';

/** Pale, so that tissue stays what is looked at; every two neighbours differ. */
const ramp = ['#7FB8FF', '#9BC3F5', '#B3CEF0', '#C9D9ED', '#DEE5EE', '#F2F2F2', '#F0E7DD', '#F3DAC3', '#F6CDA6', '#FBBF88', '#FFB067'];
const strong = new Set(['ILM', 'RPE', 'BM']);

export interface LayerLine {
  /** Place among the header's surfaces. */
  index: number;
  name: string;
  source: Surface['source'];
  colour: string;
  widthPx: 1 | 2;
  /** Names can repeat; this cannot. */
  key: string;
}

/** From vitreous to choroid by their mean depth; a line without any height comes last. */
export function layerLines(surfaces: readonly Surface[], heights: Float32Array): LayerLine[] {
  const length = surfaces.length === 0 ? 0 : heights.length / surfaces.length;
  const depths = surfaces.map((_, index) => meanOf(heights.subarray(index * length, (index + 1) * length)));
  const order = surfaces.map((_, index) => index).sort((a, b) => (depths[a] as number) - (depths[b] as number));
  return order.map((index, place) => {
    const { name, source } = surfaces[index] as Surface;
    const isRepeated = surfaces.some((other, i) => other.name === name && i !== index);
    return {
      ...{ index, name, source },
      colour: rampColour(order.length < 2 ? 0 : place / (order.length - 1)),
      widthPx: strong.has(name.toUpperCase()) ? 2 : 1,
      key: isRepeated ? `${name} ${index + 1}` : name,
    };
  });
}

function meanOf(heights: Float32Array): number {
  let [sum, count] = [0, 0];
  for (const height of heights) {
    if (Number.isNaN(height)) continue;
    sum += height;
    count += 1;
  }
  return count === 0 ? Number.POSITIVE_INFINITY : sum / count;
}

/** The ramp resampled. */
export function rampColour(share: number): string {
  const at = Math.min(1, Math.max(0, share)) * (ramp.length - 1);
  const [from, to] = [ramp[Math.floor(at)] as string, ramp[Math.ceil(at)] as string];
  const part = at - Math.floor(at);
  const channel = (place: number) => {
    const [a, b] = [from, to].map(colour => Number.parseInt(colour.slice(place, place + 2), 16)) as [number, number];
    return Math.round(a + (b - a) * part)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`.toUpperCase();
}

/** Row of a line at an A-scan, in rows from the top with fractions; NaN where there is none. */
export function heightAt(heights: Float32Array, bscans: number, columns: number, index: number, bscan: number, column: number): number {
  return heights[(index * bscans + bscan) * columns + column] ?? Number.NaN;
}

export interface Between {
  upper: LayerLine;
  lower: LayerLine;
  rows: number;
}

/** The two shown lines that a row lies between at an A-scan; null above the first, below the last. */
export function layerUnder(lines: readonly LayerLine[], height: (line: LayerLine) => number, row: number): Between | null {
  const known = lines.filter(line => !Number.isNaN(height(line)));
  for (let i = 0; i + 1 < known.length; i++) {
    const [upper, lower] = [known[i] as LayerLine, known[i + 1] as LayerLine];
    if (row >= height(upper) && row < height(lower)) return { upper, lower, rows: height(lower) - height(upper) };
  }
  return null;
}

/** From the innermost to the outermost line at an A-scan: the retina, where they are ILM and BM. */
export function wholeThickness(lines: readonly LayerLine[], height: (line: LayerLine) => number): Between | null {
  const known = lines.filter(line => !Number.isNaN(height(line)));
  const upper = known.find(({ name }) => name === 'ILM') ?? known[0];
  const lower = known.findLast(({ name }) => name === 'BM') ?? known.at(-1);
  if (upper === undefined || lower === undefined || upper === lower) return null;
  return { upper, lower, rows: height(lower) - height(upper) };
}
