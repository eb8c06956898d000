// Separable Gaussian blur of an A-scan-major field, in place; edges repeat.

/** @param field [column, row] */
export function gaussianBlur(field: Float32Array, columns: number, rows: number, sigmaColumns: number, sigmaRows: number): void {
  blurRows(field, columns, rows, kernel(sigmaRows));
  blurColumns(field, columns, rows, kernel(sigmaColumns));
}

/** Scale that gives white noise its unit standard deviation back after such a blur. */
export function blurGain(sigmaColumns: number, sigmaRows: number): number {
  const norm = (weights: Float64Array): number => Math.sqrt(weights.reduce((sum, w, i) => sum + (i === 0 ? 1 : 2) * w * w, 0));
  return 1 / (norm(kernel(sigmaColumns)) * norm(kernel(sigmaRows)));
}

/** One side of the symmetric kernel, centre first. */
function kernel(sigma: number): Float64Array {
  const radius = sigma < 0.05 ? 0 : Math.max(1, Math.ceil(2 * sigma));
  const side = Float64Array.from({ length: radius + 1 }, (_, i) => (i === 0 ? 1 : Math.exp(-(i * i) / (2 * sigma * sigma))));
  const sum = side.reduce((total, w, i) => total + (i === 0 ? w : 2 * w), 0);
  return side.map(w => w / sum);
}

function blurRows(field: Float32Array, columns: number, rows: number, weights: Float64Array): void {
  const radius = weights.length - 1;
  if (radius === 0) return;
  const padded = new Float32Array(rows + 2 * radius);
  const centre = weights[0] as number;
  for (let x = 0; x < columns; x++) {
    const start = x * rows;
    padded.fill(field[start] as number, 0, radius);
    padded.set(field.subarray(start, start + rows), radius);
    padded.fill(field[start + rows - 1] as number, rows + radius);
    for (let z = 0; z < rows; z++) {
      const at = z + radius;
      let sum = centre * (padded[at] as number);
      for (let i = 1; i <= radius; i++) sum += (weights[i] as number) * ((padded[at - i] as number) + (padded[at + i] as number));
      field[start + z] = sum;
    }
  }
}

function blurColumns(field: Float32Array, columns: number, rows: number, weights: Float64Array): void {
  const radius = weights.length - 1;
  if (radius === 0) return;
  const source = field.slice();
  const centre = weights[0] as number;
  for (let x = 0; x < columns; x++) {
    const out = x * rows;
    for (let i = 1; i <= radius; i++) {
      const weight = weights[i] as number;
      const left = Math.max(0, x - i) * rows;
      const right = Math.min(columns - 1, x + i) * rows;
      const [from, keep] = i === 1 ? [source, centre] : [field, 1];
      for (let z = 0; z < rows; z++) {
        field[out + z] = keep * (from[out + z] as number) + weight * ((source[left + z] as number) + (source[right + z] as number));
      }
    }
  }
}
