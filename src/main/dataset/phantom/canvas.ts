// The scan while it is painted: mean reflected power and lesion labels, A-scan by A-scan, so that depth is contiguous.

export interface Canvas {
  readonly columns: number;
  readonly rows: number;
  /** Mean power [column, row]; 1 shows as white at unit exposure. */
  readonly power: Float32Array;
  /** Lesion label [column, row]. */
  readonly labels: Uint8Array;
}

export function blankCanvas(columns: number, rows: number): Canvas {
  return { columns, rows, power: new Float32Array(columns * rows), labels: new Uint8Array(columns * rows) };
}

/** Power that shows as `grey` in a fourth-root display. */
export function powerOfGrey(grey: number): number {
  return (grey / 255) ** 4;
}

/**
 * Replaces what lies between two rows of one A-scan, soft at the ends; a pixel takes the label when more than half of it is covered.
 * @param label left unchanged when null
 */
export function paintSpan(canvas: Canvas, column: number, topRow: number, bottomRow: number, power: number, label: number | null): void {
  const { rows } = canvas;
  const first = Math.max(0, Math.floor(topRow));
  const last = Math.min(rows, Math.ceil(bottomRow));
  for (let z = first, at = column * rows + first; z < last; z++, at++) {
    const cover = Math.min(z + 1, bottomRow) - Math.max(z, topRow);
    canvas.power[at] = (canvas.power[at] as number) + cover * (power - (canvas.power[at] as number));
    if (label !== null && cover > 0.5) canvas.labels[at] = label;
  }
}
