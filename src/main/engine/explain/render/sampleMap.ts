// Reads a heat map at places between its cells, bilinearly.
import type { HeatMap } from './heatMap.ts';

/** For each pixel along an axis its place on the map, as a share of the axis from 0 to 1; null where the network did not look. */
export type Places = readonly (number | null)[];

/** The map at every pair of places [row, column]; zero where there is none. */
export function sampleMap(map: HeatMap, rowPlaces: Places, columnPlaces: Places): HeatMap {
  const first = map.firstCentre ?? 0.5;
  const rowAt = rowPlaces.map(place => between(place, map.rows, first));
  const columnAt = columnPlaces.map(place => between(place, map.columns, first));
  const data = new Float32Array(rowAt.length * columnAt.length);
  const value = (row: number, column: number) => map.data[row * map.columns + column] as number;
  rowAt.forEach((r, row) => {
    if (r === null) return;
    columnAt.forEach((c, column) => {
      if (c === null) return;
      const upper = value(r.low, c.low) * (1 - c.share) + value(r.low, c.high) * c.share;
      const lower = value(r.high, c.low) * (1 - c.share) + value(r.high, c.high) * c.share;
      data[row * columnAt.length + column] = upper * (1 - r.share) + lower * r.share;
    });
  });
  return { data, rows: rowAt.length, columns: columnAt.length };
}

/** The two cells around a place, and how far it is from the first to the second; beyond the outer centres the outer cell alone. */
function between(place: number | null, cells: number, firstCentre: number): { low: number; high: number; share: number } | null {
  if (place === null) return null;
  const cell = Math.min(Math.max(place * cells - firstCentre, 0), cells - 1);
  const low = Math.floor(cell);
  return { low, high: Math.min(low + 1, cells - 1), share: cell - low };
}
