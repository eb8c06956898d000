// The hot path of every batch: prepared pixels and a plan become one normalised float image inside the batch buffer.
import { identityAffine, warpInto } from '../../imaging/affine.ts';
import { histogram } from '../../imaging/histogram.ts';
import type { Raster } from '../../imaging/raster.ts';
import { clampUnit } from '../../imaging/tone.ts';
import type { AugmentPlan } from './augmentation.ts';

export interface InputScale {
  /** Per channel on the 0..1 scale: output = (value − mean) / std. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

export type RenderInput = (source: Raster<Uint8Array | Uint16Array>, plan: AugmentPlan, output: Float32Array, offset: number) => void;

/**
 * A renderer with its own scratch space, for one thread. It writes [row, column, channel] to `output` from `offset` on.
 * Tone curves run over the 256 (65536) grey levels, not over the pixels.
 */
export function createRenderer({ mean, std }: InputScale): RenderInput {
  let toned = new Float32Array(0);
  return (source, plan, output, offset) => {
    const { data } = source;
    const table = toneTable(source, plan);
    if (plan.inverse === identityAffine) {
      for (let i = 0; i < data.length; i++) output[offset + i] = table[data[i] as number] as number;
    } else {
      if (toned.length !== data.length) toned = new Float32Array(data.length);
      for (let i = 0; i < data.length; i++) toned[i] = table[data[i] as number] as number;
      const outside = table[Math.round(plan.outside * (table.length - 1))] as number;
      warpInto({ ...source, data: toned }, plan.inverse, outside, output, offset);
    }
    const pixels = output.subarray(offset, offset + data.length);
    for (const { speckle, gauss, seed } of plan.noises) addNoise(pixels, speckle, gauss, seed);
    standardizeInPlace(pixels, mean, std);
  };
}

function toneTable(source: Raster<Uint8Array | Uint16Array>, plan: AugmentPlan): Float32Array {
  const levels = source.data instanceof Uint8Array ? 256 : 65536;
  const table = new Float32Array(levels);
  for (let level = 0; level < levels; level++) table[level] = level / (levels - 1);
  if (plan.tones.length > 0) {
    const counts = histogram(source);
    for (const tone of plan.tones) tone(table, counts);
  }
  return table;
}

/**
 * value · (1 + speckle · n) + gauss · n′, clamped to 0..1. n is the sum of four random bytes, brought to mean 0 and
 * standard deviation 1: close enough to normal, and one 32-bit word (mulberry32) each.
 */
function addNoise(pixels: Float32Array, speckle: number, gauss: number, seed: number): void {
  let state = seed | 0;
  const bytesMean = 510;
  const bytesStd = Math.sqrt((4 * (256 ** 2 - 1)) / 12);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    word ^= word >>> 14;
    return ((word & 255) + ((word >>> 8) & 255) + ((word >>> 16) & 255) + (word >>> 24) - bytesMean) / bytesStd;
  };
  for (let i = 0; i < pixels.length; i++) {
    const value = pixels[i] as number;
    pixels[i] = clampUnit(value * (1 + speckle * next()) + gauss * next());
  }
}

function standardizeInPlace(pixels: Float32Array, mean: readonly number[], std: readonly number[]): void {
  const channels = mean.length;
  for (let channel = 0; channel < channels; channel++) {
    const shift = mean[channel] as number;
    const factor = 1 / (std[channel] as number);
    for (let i = channel; i < pixels.length; i += channels) pixels[i] = ((pixels[i] as number) - shift) * factor;
  }
}
