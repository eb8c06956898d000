// What is measured of a scan to tell whether a network was trained on such scans: size, colour, grey levels.
import { fillMask } from '../../imaging/fillMask.ts';
import { toGrey } from '../../imaging/grey.ts';
import type { Raster } from '../../imaging/raster.ts';

export const greyBins = 64;

export interface ScanMeasures {
  widthPx: number;
  heightPx: number;
  /** Mean over the pixels of (largest − smallest channel), 0..1. */
  colour: number;
  /** Share of the pixels up to each of `greyBins` levels, border fill left out; the last is 1. */
  grey: Float32Array;
}

export function measureScan(raster: Raster<Uint8Array | Uint16Array>): ScanMeasures {
  const grey = toGrey(raster);
  return { widthPx: raster.columns, heightPx: raster.rows, colour: colourOf(raster), grey: cumulativeGrey(grey, fillMask(grey)) };
}

/** Mean grey level, 0..1, of a cumulative histogram: what stands above it. */
export function meanGrey(cumulative: Float32Array): number {
  return cumulative.reduce((sum, share) => sum + 1 - share, 0) / cumulative.length;
}

/** Wasserstein-1 distance of two cumulative histograms, on the 0..1 scale of grey levels. */
export function greyDistance(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, share, bin) => sum + Math.abs(share - (b[bin] as number)), 0) / a.length;
}

function cumulativeGrey({ data }: Raster<Uint8Array | Uint16Array>, fill: Uint8Array): Float32Array {
  const levelsPerBin = (data instanceof Uint8Array ? 256 : 65536) / greyBins;
  const counts = new Float64Array(greyBins);
  const hasTissue = fill.includes(0);
  let total = 0;
  for (let i = 0; i < data.length; i++) {
    if (hasTissue && fill[i] === 1) continue;
    const bin = Math.floor((data[i] as number) / levelsPerBin);
    counts[bin] = (counts[bin] as number) + 1;
    total += 1;
  }
  let below = 0;
  return Float32Array.from(counts, count => {
    below += count;
    return below / total;
  });
}

function colourOf({ data, channels }: Raster<Uint8Array | Uint16Array>): number {
  if (channels !== 3) return 0;
  let sum = 0;
  for (let i = 0; i < data.length; i += 3) {
    const [red, green, blue] = [data[i] as number, data[i + 1] as number, data[i + 2] as number];
    sum += Math.max(red, green, blue) - Math.min(red, green, blue);
  }
  return sum / (data.length / 3) / (data instanceof Uint8Array ? 255 : 65535);
}
