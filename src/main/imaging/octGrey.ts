// How an OCT's linear intensities become grey, as their vendor's programs show them: fixed curves, the same for every B-scan.
// Fourth root: RETIMAT and LibOctData for .vol. Logarithm: fitted to HEYEX's own grey values (tabulated by LibOctData) within 0.2 grey.

/** Grey 255 · x^¼, clamped; 0 where there is no sample (NaN). */
export function fourthRootGrey(values: Float32Array): Uint8Array {
  return Uint8Array.from(values, value => toByte(255 * Math.sqrt(Math.sqrt(value))));
}

/** Intensity that HEYEX shows as white, and how steeply the curve leaves black. */
const heyexWhite = 0.41;
const heyexGain = 9800;
const heyexScale = 255 / Math.log1p(heyexGain * heyexWhite);

/** Grey as HEYEX shows and exports it: 255 · ln(1 + 9800 x) / ln(1 + 9800 · 0.41), clamped; 0 where there is no sample (NaN). */
export function heyexGrey(values: Float32Array): Uint8Array {
  return Uint8Array.from(values, value => toByte(heyexScale * Math.log1p(heyexGain * Math.max(value, 0))));
}

/** Grey 255 · (ln(x + 2.44e-4) + 8.3) / 8.285, clamped: what OCT-Converter and eyepy make of these intensities. */
export function octConverterGrey(values: Float32Array): Uint8Array {
  return Uint8Array.from(values, value => (value > 1 ? 255 : toByte((255 * (Math.log(value + 2.44e-4) + 8.3)) / 8.285)));
}

function toByte(grey: number): number {
  return Math.round(clampByte(grey));
}

function clampByte(grey: number): number {
  return grey > 0 ? Math.min(grey, 255) : 0;
}
