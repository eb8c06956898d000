// The picture's frame: white where registering moved the frame away, black where the light missed. Turns A-scans into rows.
import { around, chance, integerBetween } from './draw.ts';
import { phantomParameters } from './phantomParameters.ts';
import { type ScanKey, scanRandom } from './scanKey.ts';

export interface Frame {
  columns: number;
  rows: number;
  /** First row and last row + 1 of the picture in each column; white outside [column]. */
  first: Int32Array;
  last: Int32Array;
  /** Columns from … to − 1 hold light; black outside. */
  lightFrom: number;
  lightTo: number;
}

/** The frame of one scan, from its key alone. */
export function drawFrame(key: ScanKey, columns: number, rows: number): Frame {
  const p = phantomParameters;
  const random = scanRandom(key, 'frame');
  const moved = !chance(random, p.fill.noneProbability);
  const slope = (moved ? Math.tan((around(random, p.fill.rotationDegrees) * Math.PI) / 180) : 0) * (512 / columns) || 1e-9;
  const shiftRows = moved ? around(random, p.fill.shiftRows) : 0;
  const shiftColumns = moved ? around(random, p.fill.shiftColumns) : 0;
  const dark = chance(random, p.scan.darkSideProbability) ? integerBetween(random, p.scan.darkSideColumns) : 0;
  const darkOnLeft = random.uniform() < 0.5;
  const first = new Int32Array(columns);
  const last = new Int32Array(columns);
  for (let x = 0; x < columns; x++) {
    // Nearly level edges at `edge` and `rows + edge`; the upright edges cross this column at rows `left` and `right`.
    const centre = x + 0.5;
    const edge = shiftRows + slope * (centre - columns / 2);
    const left = rows / 2 + (shiftColumns - centre) / slope;
    const right = rows / 2 + (columns + shiftColumns - centre) / slope;
    first[x] = Math.round(Math.min(rows, Math.max(0, edge, Math.min(left, right))));
    last[x] = Math.round(Math.max(0, Math.min(rows, rows + edge, Math.max(left, right))));
  }
  return { columns, rows, first, last, lightFrom: darkOnLeft ? dark : 0, lightTo: darkOnLeft ? columns : columns - dark };
}

/**
 * Rows of the framed picture [row, column].
 * @param source [column, row], 0 … 255, rounded
 * @param fill value outside the frame; the dark sides become 0
 */
export function framed(
  source: Float32Array | Uint8Array,
  { columns, rows, first, last, lightFrom, lightTo }: Frame,
  fill: number,
): Uint8Array {
  const picture = new Uint8Array(rows * columns);
  const tile = 32; // columns at a time, so that both sides of the turn stay in cache
  for (let start = 0; start < columns; start += tile) {
    const end = Math.min(columns, start + tile);
    for (let z = 0; z < rows; z++) {
      for (let x = start; x < end; x++) {
        const inside = z >= (first[x] as number) && z < (last[x] as number);
        if (!inside) picture[z * columns + x] = fill;
        else if (x >= lightFrom && x < lightTo) picture[z * columns + x] = (source[x * rows + z] as number) + 0.5;
      }
    }
  }
  return picture;
}
