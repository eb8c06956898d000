// Finds border fill: the flat white or black areas that registration and export leave along an image's edges.
// They tell which device and clinic an image came from, so they are masked, measured and never silently trained on.
import { AppError } from '../../shared/errors.ts';
import type { Raster } from './raster.ts';

export interface FillOptions {
  /** Smallest share of the image that one region needs to count as fill. Default 0.00005: 13 pixels of 512 × 496. */
  readonly minShare?: number;
}

/**
 * Mask [row, column], 1 = fill: 8-connected regions that touch the image border and are white (≥ 245; in 16-bit images
 * 65535) or black (≤ 2; in 16-bit images 0). Thresholds leave room for JPEG's ringing: at 253 the one-pixel white lines
 * at the rim of Kermany's scans fall apart. A saturated layer that meets the rim loses a few pixels (there at most 0.1 %
 * of an image). Black has to be solid: only pixels whose eight neighbours are black too carry a region on, else the dark
 * speckle of the vitreous would count. Errors: `badInput` unless the raster has one channel.
 */
export function fillMask(raster: Raster<Uint8Array | Uint16Array>, options: FillOptions = {}): Uint8Array {
  const { data, rows, columns, channels } = raster;
  if (channels !== 1) throw new AppError('badInput', `Expected a grey raster, received ${channels} channels. Use toGrey first.`);
  const isWide = data instanceof Uint16Array;
  const white = isWide ? 65535 : 245;
  const black = isWide ? 0 : 2;
  const minPixels = (options.minShare ?? 0.00005) * rows * columns;
  const mask = new Uint8Array(rows * columns);
  const visited = new Uint8Array(rows * columns);
  const queue = new Int32Array(rows * columns);

  const isWhite = (at: number): boolean => (data[at] as number) >= white;
  const isBlack = (at: number): boolean => (data[at] as number) <= black;
  const isSolidBlack = (at: number): boolean => isBlack(at) && everyNeighbour(at, isBlack);

  for (let column = 0; column < columns; column++) {
    markRegion(column);
    markRegion((rows - 1) * columns + column);
  }
  for (let row = 1; row < rows - 1; row++) {
    markRegion(row * columns);
    markRegion(row * columns + columns - 1);
  }
  return mask;

  function markRegion(seed: number): void {
    if (visited[seed] === 1) return;
    if (isWhite(seed)) {
      const size = flood(seed, isWhite);
      if (size >= minPixels) for (let i = 0; i < size; i++) mask[queue[i] as number] = 1;
    } else if (isSolidBlack(seed)) {
      const size = flood(seed, isSolidBlack);
      if (size < minPixels) return;
      for (let i = 0; i < size; i++) {
        mask[queue[i] as number] = 1;
        everyNeighbour(queue[i] as number, at => {
          mask[at] = 1;
          return true;
        });
      }
    }
  }

  /** Fills `queue` with the region around the seed and returns its size. */
  function flood(seed: number, belongs: (at: number) => boolean): number {
    let size = 1;
    queue[0] = seed;
    visited[seed] = 1;
    const visit = (at: number): true => {
      if (visited[at] === 0 && belongs(at)) {
        visited[at] = 1;
        queue[size++] = at;
      }
      return true;
    };
    for (let next = 0; next < size; next++) everyNeighbour(queue[next] as number, visit);
    return size;
  }

  function everyNeighbour(at: number, holds: (at: number) => boolean): boolean {
    const column = at % columns;
    const hasLeft = column > 0;
    const hasRight = column < columns - 1;
    return (
      (!hasLeft || holds(at - 1)) &&
      (!hasRight || holds(at + 1)) &&
      (at < columns || (holds(at - columns) && (!hasLeft || holds(at - columns - 1)) && (!hasRight || holds(at - columns + 1)))) &&
      (at >= mask.length - columns ||
        (holds(at + columns) && (!hasLeft || holds(at + columns - 1)) && (!hasRight || holds(at + columns + 1))))
    );
  }
}

/** The share of pixels that are set, 0 to 1. */
export function maskShare(mask: Uint8Array): number {
  let count = 0;
  for (const value of mask) count += value;
  return count / mask.length;
}

/** Calls `visit` with the start and end of every unbroken stretch of set pixels within a row. */
export function forEachRun(mask: Uint8Array, columns: number, visit: (start: number, end: number) => void): void {
  for (let start = mask.indexOf(1); start >= 0; ) {
    const rowEnd = start - (start % columns) + columns;
    const gap = mask.indexOf(0, start);
    const end = gap < 0 ? rowEnd : Math.min(gap, rowEnd);
    visit(start, end);
    start = mask.indexOf(1, end);
  }
}

/** Mask [row, column] with every pixel set that lies within `radiusPx` rows and columns of a set one. */
export function growMask(mask: Uint8Array, columns: number, radiusPx: number): Uint8Array {
  const grown = new Uint8Array(mask.length);
  forEachRun(mask, columns, (start, end) => {
    const column = start % columns;
    const left = Math.min(radiusPx, column);
    const right = Math.min(radiusPx, columns - column - (end - start));
    for (let row = -radiusPx; row <= radiusPx; row++) {
      const shift = row * columns;
      if (start + shift >= 0 && start + shift < mask.length) grown.fill(1, start - left + shift, end + right + shift);
    }
  });
  return grown;
}
