// Where the mass of a heat map lies: on border fill, or in a lesion. Shares of the positive attribution, at image size.
import { AppError } from '../../../../shared/errors.ts';
import { type MetricValue, undefinedBecause } from '../../metrics/metric.ts';
import { type HeatMap, type PixelMask, upsampleMap } from './heatMap.ts';

/** Share of a map's mass that lies on border fill: what the model took from the export instead of from the retina. */
export function camMassOnFill(map: HeatMap, fill: PixelMask): MetricValue {
  return massShare(map, fill);
}

export interface MassInMask {
  /** Share of the map's mass inside the dilated mask. */
  readonly share: MetricValue;
  /** Share of the image that the mask covers, and that the dilated mask covers: what a map without knowledge would score. */
  readonly maskShare: number;
  readonly dilatedShare: number;
}

/**
 * Share of a map's mass inside a mask that is dilated by `dilateCells` map cells in each direction, because a map
 * knows a place only to half a cell.
 */
export function camMassInMask(map: HeatMap, mask: PixelMask, dilateCells = 0.5): MassInMask {
  const dilated = dilate(mask, Math.round((dilateCells * mask.rows) / map.rows), Math.round((dilateCells * mask.columns) / map.columns));
  return { share: massShare(map, dilated), maskShare: coveredShare(mask), dilatedShare: coveredShare(dilated) };
}

function massShare(map: HeatMap, mask: PixelMask): MetricValue {
  if (mask.data.length !== mask.rows * mask.columns) {
    throw new AppError('badInput', `Expected a mask of ${mask.rows} × ${mask.columns} pixels, received ${mask.data.length} values.`);
  }
  const { data } = upsampleMap(map, mask.rows, mask.columns);
  let inside = 0;
  let total = 0;
  for (let i = 0; i < data.length; i++) {
    const mass = Math.max(0, data[i] as number);
    total += mass;
    if (mask.data[i] !== 0) inside += mass;
  }
  return total === 0 ? undefinedBecause('the map is zero everywhere') : { value: inside / total };
}

function coveredShare({ data }: PixelMask): number {
  return data.reduce((count, value) => count + (value === 0 ? 0 : 1), 0) / data.length;
}

/** Dilation by a rectangle of ± `rowRadius` × ± `columnRadius` pixels, one axis after the other. */
function dilate({ data, rows, columns }: PixelMask, rowRadius: number, columnRadius: number): PixelMask {
  const across = spread(data, rows, columns, columns, 1, columnRadius);
  return { data: spread(across, columns, rows, 1, columns, rowRadius), rows, columns };
}

/** Dilates each of `lines` lines (`lineStride` apart) of `length` pixels (`stride` apart) by `radius`. */
function spread(data: Uint8Array, lines: number, length: number, lineStride: number, stride: number, radius: number): Uint8Array {
  const result = new Uint8Array(data.length);
  for (let line = 0; line < lines; line++) {
    const start = line * lineStride;
    // First pixel of the line that is not written yet.
    let next = 0;
    for (let i = 0; i < length; i++) {
      if (data[start + i * stride] === 0) continue;
      const end = Math.min(length - 1, i + radius);
      for (next = Math.max(next, i - radius); next <= end; next++) result[start + next * stride] = 1;
    }
  }
  return result;
}
