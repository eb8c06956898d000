// The colours of heat maps: our own table of 256 (resources/colormaps), the same as in the pictures that the engine paints.
import inferno from '../../../resources/colormaps/inferno.json';
import { colorIndex, heatAlpha } from '../../shared/heatScale.ts';

const table = Uint8Array.from(inferno.colors.join('').match(/../g) ?? [], pair => Number.parseInt(pair, 16));

/** Red, green, blue, opacity (0–255 each) of a share of the scale, written at `at`. */
export function writeHeatColor(rgba: Uint8ClampedArray, at: number, share: number): void {
  const entry = 3 * colorIndex(share);
  rgba[at] = table[entry] as number;
  rgba[at + 1] = table[entry + 1] as number;
  rgba[at + 2] = table[entry + 2] as number;
  rgba[at + 3] = Math.round(255 * heatAlpha(share));
}

/** The scale from 0 to its maximum as a CSS gradient, as it looks over tissue. */
export function heatGradient(steps = 32): string {
  const rgba = new Uint8ClampedArray(4);
  const stops = Array.from({ length: steps + 1 }, (_, i) => {
    writeHeatColor(rgba, 0, i / steps);
    return `rgba(${rgba[0]}, ${rgba[1]}, ${rgba[2]}, ${((rgba[3] as number) / 255).toFixed(3)}) ${((100 * i) / steps).toFixed(1)}%`;
  });
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

/** The same over light and dark tissue, as a background. */
export const heatRamp = `${heatGradient()}, linear-gradient(#c8c8c8, #1a1a1a)`;
