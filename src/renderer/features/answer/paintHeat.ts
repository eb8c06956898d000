// A heat map as colours and as lines, on the map's own grid; the canvas lays it over the scan.
import { writeHeatColor } from '../../ui/inferno.ts';

/** [row, column] attribution on the scan's grid, unscaled. */
export interface HeatGrid {
  data: Float32Array;
  rows: number;
  columns: number;
}

/** As it travels. */
export interface EncodedGrid {
  data: string;
  rows: number;
  columns: number;
}

export const contourShares = [0.5, 0.8] as const;

const decoded = new WeakMap<object, HeatGrid>();

/** Of a map that several pieces of a room show: decoded once. */
export function decodedGrid(map: EncodedGrid): HeatGrid {
  const grid = decoded.get(map) ?? decodeGrid(map);
  decoded.set(map, grid);
  return grid;
}

/** From base64 of little-endian float32. */
export function decodeGrid(map: EncodedGrid): HeatGrid {
  const bytes = Uint8Array.from(atob(map.data), character => character.charCodeAt(0));
  return { rows: map.rows, columns: map.columns, data: new Float32Array(bytes.buffer) };
}

/** RGBA; nothing where the attribution is below a fifth of the scale. */
export function paintHeat({ data, rows, columns }: HeatGrid, scaleMax: number): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(rows * columns * 4);
  for (let i = 0; i < data.length; i++) writeHeatColor(rgba, 4 * i, (data[i] as number) / scaleMax);
  return rgba;
}

/** Lines at a level as pairs of points x, y in cells of the grid, cell centres at .5 (marching squares). */
export function contour({ data, rows, columns }: HeatGrid, level: number): Float32Array {
  const points: number[] = [];
  const value = (row: number, column: number): number => data[row * columns + column] as number;
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const corners = [value(row, column), value(row, column + 1), value(row + 1, column + 1), value(row + 1, column)] as const;
      const crossings: number[] = [];
      for (let side = 0; side < 4; side++) {
        const [from, to] = [corners[side] as number, corners[(side + 1) % 4] as number];
        if (from >= level === to >= level) continue;
        const share = (level - from) / (to - from);
        const [x, y] = sidePoint(side, share);
        crossings.push(column + 0.5 + x, row + 0.5 + y);
      }
      points.push(...crossings.slice(0, 4 * Math.floor(crossings.length / 4)));
    }
  }
  return Float32Array.from(points);
}

/** Sides clockwise from the top. */
function sidePoint(side: number, share: number): [number, number] {
  if (side === 0) return [share, 0];
  if (side === 1) return [1, share];
  return side === 2 ? [1 - share, 1] : [0, 1 - share];
}
