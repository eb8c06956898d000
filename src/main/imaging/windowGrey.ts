// Stored values as grey 0–255 between two limits, the same for every B-scan of a volume (UX §3.10), and the limits themselves.

export type Samples = Uint8Array | Uint16Array | Int16Array | Float32Array;

export interface GreyWindow {
  /** Value shown as black. */
  readonly low: number;
  /** Value shown as white. */
  readonly high: number;
  /** Large values are dark (MONOCHROME1). */
  readonly inverted?: boolean;
}

/** Linear from `low` to `high`, clipped; NaN is black. */
export function windowGrey(values: Samples, { low, high, inverted = false }: GreyWindow): Uint8Array {
  const shown = new Uint8Array(values.length);
  const scale = high > low ? 255 / (high - low) : 0;
  for (let i = 0; i < values.length; i++) {
    const grey = Math.min(Math.max(((values[i] as number) - low) * scale, 0), 255);
    shown[i] = Number.isNaN(grey) ? 0 : Math.round(inverted ? 255 - grey : grey);
  }
  return shown;
}

/** The 0.5th and 99.5th percentile (nearest rank) of the finite values; {0, 1} where there are none. */
export function percentileWindow(values: Float32Array): GreyWindow {
  const sorted = values.filter(value => Number.isFinite(value)).sort();
  if (sorted.length === 0) return { low: 0, high: 1 };
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
  return { low: at(0.005), high: at(0.995) };
}
