// How an OCT's linear intensities become grey, as their vendor's programs show them: fixed curves, the same for every B-scan.
// Fourth root: RETIMAT and LibOctData for .vol. Logarithm: fitted to HEYEX's own grey values (tabulated by LibOctData) within 0.2 grey.

/** Grey 255 · x^¼, clamped; 0 where there is no sample (NaN). */
export function fourthRootGrey(values: Float32Array): Uint8Array {
  return mapGrey(values, value => 255 * Math.sqrt(Math.sqrt(value)));
}

/** Intensity that HEYEX shows as white, and how steeply the curve leaves black. */
const heyexWhite = 0.41;
const heyexGain = 9800;
const heyexScale = 255 / Math.log1p(heyexGain * heyexWhite);

/** Grey as HEYEX shows and exports it: 255 · ln(1 + 9800 x) / ln(1 + 9800 · 0.41), clamped; 0 where there is no sample (NaN). */
export function heyexGrey(values: Float32Array): Uint8Array {
  return mapGrey(values, value => heyexScale * Math.log1p(heyexGain * value));
}

/** Grey 255 · (ln(x + 2.44e-4) + 8.3) / 8.285, clamped: what OCT-Converter and eyepy make of these intensities. */
export function octConverterGrey(values: Float32Array): Uint8Array {
  return mapGrey(values, value => (value > 1 ? 255 : (255 * (Math.log(value + 2.44e-4) + 8.3)) / 8.285));
}

/** Rounded and clamped. A plain loop: `Uint8Array.from` takes ten times as long. */
function mapGrey(values: Float32Array, curve: (value: number) => number): Uint8Array {
  const greys = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const grey = curve(values[i] as number);
    greys[i] = grey > 0 ? Math.round(Math.min(grey, 255)) : 0;
  }
  return greys;
}
