// Shared by the fits: an image and its fill mask are resized and placed together.
import { emptyLike } from '../../imaging/grey.ts';
import type { Raster } from '../../imaging/raster.ts';
import { resize } from '../../imaging/resize.ts';
import type { NetworkSize, WorkingImage } from './step.ts';

/** Image and mask at a new size; a pixel is fill where at least half of its footprint was. */
export function resizeImage(image: WorkingImage, rows: number, columns: number): WorkingImage {
  const { raster, fill, spacing, placement } = image;
  const rowScale = rows / raster.rows;
  const columnScale = columns / raster.columns;
  return {
    raster: resize(raster, rows, columns),
    fill: fill === null ? null : resizeMask(fill, raster, rows, columns),
    spacing: spacing && { rowUm: spacing.rowUm / rowScale, columnUm: spacing.columnUm / columnScale },
    placement: {
      rowScale: placement.rowScale * rowScale,
      rowOffset: placement.rowOffset * rowScale,
      columnScale: placement.columnScale * columnScale,
      columnOffset: placement.columnOffset * columnScale,
    },
  };
}

/** Cut or padded about the centre to the network's size. `value` (0..1) fills what is added, and that counts as fill. */
export function placeCentred(image: WorkingImage, size: NetworkSize, value: number): WorkingImage {
  const { raster, fill, spacing, placement } = image;
  return {
    raster: place(raster, size, levelOf(raster.data, value)),
    fill: fill && place({ data: fill, rows: raster.rows, columns: raster.columns, channels: 1 }, size, 1).data,
    spacing,
    placement: {
      ...placement,
      rowOffset: placement.rowOffset + centredOffset(size.rows, raster.rows),
      columnOffset: placement.columnOffset + centredOffset(size.columns, raster.columns),
    },
  };
}

/** A value on the 0..1 scale as a grey level of this element type. */
export function levelOf(data: Uint8Array | Uint16Array, value: number): number {
  return Math.round(value * (data instanceof Uint8Array ? 255 : 65535));
}

function centredOffset(outer: number, inner: number): number {
  return Math.floor((outer - inner) / 2);
}

function place<Data extends Uint8Array | Uint16Array>(raster: Raster<Data>, { rows, columns }: NetworkSize, level: number): Raster<Data> {
  const { data, channels } = raster;
  const placed = emptyLike(data, rows * columns * channels);
  if (level !== 0) placed.fill(level);
  const top = centredOffset(rows, raster.rows);
  const left = centredOffset(columns, raster.columns);
  const skipped = Math.max(-left, 0);
  const width = Math.min(raster.columns, columns);
  for (let row = Math.max(top, 0); row < Math.min(top + raster.rows, rows); row++) {
    const from = ((row - top) * raster.columns + skipped) * channels;
    placed.set(data.subarray(from, from + width * channels), (row * columns + Math.max(left, 0)) * channels);
  }
  return { data: placed, rows, columns, channels };
}

function resizeMask(mask: Uint8Array, { rows, columns }: NetworkSize, toRows: number, toColumns: number): Uint8Array {
  const scaled = resize({ data: mask.map(value => value * 255), rows, columns, channels: 1 }, toRows, toColumns);
  return scaled.data.map(value => (value >= 128 ? 1 : 0));
}
