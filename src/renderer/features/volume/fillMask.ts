// Border fill: white runs from the upper and lower edge of a B-scan that moving it into place left behind (UX §3.11). Shown as hatched
// black, in display only.

const white = 255;
const leastRows = 3;
const hatchGrey = 88;
const hatchPeriod = 6;

/** 1 where a sample is fill; null without any. */
export function fillMask(grey: ArrayLike<number>, rows: number, columns: number): Uint8Array | null {
  let mask: Uint8Array | null = null;
  for (let column = 0; column < columns; column++) {
    for (const [edge, step] of [
      [0, 1],
      [rows - 1, -1],
    ] as const) {
      let run = 0;
      while (run < rows && grey[(edge + run * step) * columns + column] === white) run += 1;
      if (run < leastRows || run === rows) continue;
      mask ??= new Uint8Array(rows * columns);
      for (let i = 0; i < run; i++) mask[(edge + i * step) * columns + column] = 1;
    }
  }
  return mask;
}

export function paintFill(mask: Uint8Array, columns: number): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(mask.length * 4);
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue;
    if ((Math.floor(i / columns) + (i % columns)) % hatchPeriod === 0) rgba.fill(hatchGrey, 4 * i, 4 * i + 3);
    rgba[4 * i + 3] = 255;
  }
  return rgba;
}
