// A heat map painted over its scan: inferno, transparent below a fifth of the scale, so that the tissue stays grey
// where the model did not look. A flat map is not painted at all.
import { toRgb } from '../../../imaging/grey.ts';
import type { Raster } from '../../../imaging/raster.ts';
import { blendPixel, fillRectangle, type Rgb } from './canvas.ts';
import { paintHeat } from './heatColor.ts';
import { flatReason, type HeatMap, upsampleMap } from './heatMap.ts';

export interface OverlayOptions {
  /** [row, column] at image size, not 0 = border fill: drawn hatched on black, without heat. */
  readonly fillMask?: Uint8Array;
  /**
   * Attribution at the top of the scale; absent = the map's own maximum. Mass on fill counts towards that maximum, so
   * tissue never looks hotter than it is.
   */
  readonly scaleMax?: number;
  /** White lines at 50 and 80 % of the scale. */
  readonly contours?: boolean;
}

export type Overlay =
  | {
      readonly kind: 'overlay' /** RGB, image size. */;
      readonly raster: Raster<Uint8Array>;
      readonly maximum: number;
      readonly scaleMax: number;
    }
  | { readonly kind: 'flat'; readonly reason: string };

const contourLevels = [0.5, 0.8] as const;
const white: Rgb = [255, 255, 255];
const hatch: Rgb = [88, 88, 88];

/** `image` is grey or RGB; `map` may be smaller than it. Errors: `nonFinite` for a map that holds NaN or infinity. */
export function overlayHeatMap(image: Raster<Uint8Array>, map: HeatMap, options: OverlayOptions = {}): Overlay {
  const { rows, columns } = image;
  const { data: heat } = upsampleMap(map, rows, columns);
  const reason = flatReason(map);
  if (reason !== null) return { kind: 'flat', reason };
  const maximum = map.data.reduce((most, value) => Math.max(most, value), 0);
  const scaleMax = options.scaleMax ?? maximum;

  const rgb = toRgb(image);
  const raster = { ...rgb, data: rgb.data.slice() };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      paintHeat(raster, row, column, (heat[row * columns + column] as number) / scaleMax);
    }
  }
  if (options.contours === true) for (const level of contourLevels) drawContour(raster, heat, level * scaleMax);
  if (options.fillMask !== undefined) hatchFill(raster, options.fillMask);
  return { kind: 'overlay', raster, maximum, scaleMax };
}

/** Draws border fill as black with fine diagonal lines, in place. */
export function hatchFill(raster: Raster<Uint8Array>, fillMask: Uint8Array): void {
  for (let row = 0; row < raster.rows; row++) {
    for (let column = 0; column < raster.columns; column++) {
      if (fillMask[row * raster.columns + column] === 0) continue;
      fillRectangle(raster, row, column, 1, 1, (row + column) % 6 === 0 ? hatch : [0, 0, 0]);
    }
  }
}

function drawContour(raster: Raster<Uint8Array>, heat: Float32Array, level: number): void {
  const { rows, columns } = raster;
  const isAbove = (row: number, column: number): boolean => (heat[row * columns + column] as number) >= level;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!isAbove(row, column)) continue;
      const isEdge =
        (row > 0 && !isAbove(row - 1, column)) ||
        (row < rows - 1 && !isAbove(row + 1, column)) ||
        (column > 0 && !isAbove(row, column - 1)) ||
        (column < columns - 1 && !isAbove(row, column + 1));
      if (isEdge) blendPixel(raster, row, column, white, 0.7);
    }
  }
}
