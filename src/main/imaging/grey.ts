// Between grey and RGB.
import { AppError } from '../../shared/errors.ts';
import type { Raster, RasterData } from './raster.ts';

/**
 * One channel: luma of ITU-R BT.601 in 16-bit fixed point, Pillow's `convert('L')` to the same bytes.
 * Equal channels keep their value exactly. A grey raster is returned as it is. Errors: `badInput` for other channel counts.
 */
export function toGrey<Data extends RasterData>(raster: Raster<Data>): Raster<Data> {
  const { data, rows, columns, channels } = raster;
  if (channels === 1) return raster;
  if (channels !== 3) throw new AppError('badInput', `Expected 1 or 3 channels, received ${channels}.`);
  const grey = emptyLike(data, rows * columns);
  const isInteger = !(data instanceof Float32Array);
  for (let i = 0, from = 0; i < grey.length; i++, from += 3) {
    const red = data[from] as number;
    const green = data[from + 1] as number;
    const blue = data[from + 2] as number;
    const luma = (red * 19595 + green * 38470 + blue * 7471 + (isInteger ? 32768 : 0)) / 65536;
    grey[i] = luma; // integer arrays drop the fraction
  }
  return { data: grey, rows, columns, channels: 1 };
}

/** Three equal channels from one. An RGB raster is returned as it is. */
export function toRgb<Data extends RasterData>(raster: Raster<Data>): Raster<Data> {
  const { data, rows, columns, channels } = raster;
  if (channels === 3) return raster;
  if (channels !== 1) throw new AppError('badInput', `Expected 1 or 3 channels, received ${channels}.`);
  const rgb = emptyLike(data, data.length * 3);
  for (let i = 0; i < data.length; i++) rgb.fill(data[i] as number, i * 3, i * 3 + 3);
  return { data: rgb, rows, columns, channels: 3 };
}

/** A zeroed array of the same element type. */
export function emptyLike<Data extends RasterData>(data: Data, length: number): Data {
  return new (data.constructor as new (length: number) => Data)(length);
}
