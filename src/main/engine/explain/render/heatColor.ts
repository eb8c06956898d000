// One pixel of heat: the only place that turns attribution into colour, so that legend and overlay always agree.

import { colorIndex, heatAlpha } from '../../../../shared/heatScale.ts';
import { colorMaps } from '../../../imaging/colorMaps.ts';
import type { Raster } from '../../../imaging/raster.ts';
import { blendPixel } from './canvas.ts';

/** Paints a share of the scale over one pixel of an RGB picture: inferno, at the opacity that `heatAlpha` gives. */
export function paintHeat(picture: Raster<Uint8Array>, row: number, column: number, share: number): void {
  const alpha = heatAlpha(share);
  if (alpha === 0) return;
  const at = 3 * colorIndex(share);
  const { inferno } = colorMaps;
  blendPixel(picture, row, column, [inferno[at] as number, inferno[at + 1] as number, inferno[at + 2] as number], alpha);
}
