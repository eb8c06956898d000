// A heat map as an explanation method returns it, brought to the size of its image.
import { AppError } from '../../../../shared/errors.ts';
import type { Raster } from '../../../imaging/raster.ts';
import { resize } from '../../../imaging/resize.ts';
import { sampleMap } from './sampleMap.ts';

/** Attribution [row, column] at the resolution of the layer it was read from, not scaled; negative values count as none. */
export interface HeatMap {
  readonly data: Float32Array;
  readonly rows: number;
  readonly columns: number;
  /**
   * Where the first cell is centred, in cells from the map's edge; absent = 0.5, the middle of its share of the image. Strided
   * convolutions with symmetric padding centre their first cell on the first pixel, which is half a cell further up and left.
   */
  readonly firstCentre?: number;
}

/** [row, column] at image size; anything but 0 is inside. */
export interface PixelMask {
  readonly data: Uint8Array;
  readonly rows: number;
  readonly columns: number;
}

/** Smallest difference within a map, as a share of its maximum, that is signal and not rounding. */
const smallestContrast = 1e-6;

/** Why a map must not be painted, or null. Scaled to its own range, a flat map would show noise as evidence. */
export function flatReason({ data }: HeatMap): string | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of data) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (high <= 0) return 'The map is zero everywhere: nothing in this feature map speaks for the class. No map is drawn.';
  if (high - low <= smallestContrast * high) return 'The map has the same value everywhere: it points nowhere. No map is drawn.';
  return null;
}

/**
 * Bilinear, pixel centres aligned: a cell covers its share of the image, as in PyTorch's interpolate with
 * align_corners=False. Errors: `nonFinite` for a map that holds NaN or infinity.
 */
export function upsampleMap(map: HeatMap, rows: number, columns: number): HeatMap {
  const bad = map.data.findIndex(value => !Number.isFinite(value));
  if (bad >= 0) {
    throw new AppError(
      'nonFinite',
      `Expected finite values in a heat map, received ${map.data[bad]} at row ${Math.floor(bad / map.columns)}, column ${bad % map.columns}. ` +
        "The model's weights may have diverged.",
    );
  }
  if (map.firstCentre !== undefined) {
    const places = (pixels: number) => Array.from({ length: pixels }, (_, pixel) => (pixel + 0.5) / pixels);
    return sampleMap(map, places(rows), places(columns));
  }
  const { data }: Raster<Float32Array> = resize({ ...map, channels: 1 }, rows, columns);
  return { data, rows, columns };
}
