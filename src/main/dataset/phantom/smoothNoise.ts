// Smooth random curves and fields: the slow irregularities of tissue.
import type { RandomGenerator } from '../../../shared/random.ts';

const waves = 6;

/** A random curve of unit standard deviation; its waves are `wavelength` to 2.5 × `wavelength` long, in the unit of its argument. */
export function smoothCurve(random: RandomGenerator, wavelength: number): (position: number) => number {
  const frequency = new Float64Array(waves);
  const phase = new Float64Array(waves);
  for (let i = 0; i < waves; i++) {
    frequency[i] = (2 * Math.PI) / (wavelength * (1 + 1.5 * random.uniform()));
    phase[i] = 2 * Math.PI * random.uniform();
  }
  const amplitude = Math.sqrt(2 / waves);
  return position => {
    let sum = 0;
    for (let i = 0; i < waves; i++) sum += Math.cos((frequency[i] as number) * position + (phase[i] as number));
    return amplitude * sum;
  };
}

/**
 * A random field [column, row] of about unit standard deviation: normal values on a grid of cells, interpolated smoothly.
 * @param cellColumns,cellRows size of a cell in pixels
 */
export function smoothField(random: RandomGenerator, columns: number, rows: number, cellColumns: number, cellRows: number): Float32Array {
  const gridColumns = Math.ceil(columns / cellColumns) + 2;
  const gridRows = Math.ceil(rows / cellRows) + 2;
  const grid = Float32Array.from({ length: gridColumns * gridRows }, () => 1.45 * random.normal());
  const cell = new Int32Array(rows);
  const weight = new Float32Array(rows);
  for (let z = 0; z < rows; z++) {
    const position = z / cellRows;
    cell[z] = Math.floor(position);
    weight[z] = ease(position - Math.floor(position));
  }
  const field = new Float32Array(columns * rows);
  for (let x = 0; x < columns; x++) {
    const position = x / cellColumns;
    const left = Math.floor(position) * gridRows;
    const across = ease(position - Math.floor(position));
    for (let z = 0, out = x * rows; z < rows; z++, out++) {
      const at = left + (cell[z] as number);
      const top = (grid[at] as number) + across * ((grid[at + gridRows] as number) - (grid[at] as number));
      const bottom = (grid[at + 1] as number) + across * ((grid[at + gridRows + 1] as number) - (grid[at + 1] as number));
      field[out] = top + (weight[z] as number) * (bottom - top);
    }
  }
  return field;
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function smoothStep(from: number, to: number, value: number): number {
  return ease(Math.min(1, Math.max(0, (value - from) / (to - from))));
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}
