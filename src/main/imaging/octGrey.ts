// How an OCT's linear intensities become grey, as their vendor's programs show them: fixed curves, the same for every B-scan.
// Fourth root: RETIMAT and LibOctData for .vol. Logarithm: fitted to HEYEX's own grey values (tabulated by LibOctData) within 0.2 grey.

/** Grey 255 · x^¼, clamped; 0 where there is no sample (NaN). */
export const fourthRootGrey = greyCurve(value => 255 * Math.sqrt(Math.sqrt(value)));

/** Intensity that HEYEX shows as white, and how steeply the curve leaves black. */
const heyexWhite = 0.41;
const heyexGain = 9800;
const heyexScale = 255 / Math.log1p(heyexGain * heyexWhite);

/** Grey as HEYEX shows and exports it: 255 · ln(1 + 9800 x) / ln(1 + 9800 · 0.41), clamped; 0 where there is no sample (NaN). */
export const heyexGrey = greyCurve(value => heyexScale * Math.log1p(heyexGain * value));

/** Grey 255 · (ln(x + 2.44e-4) + 8.3) / 8.285, clamped: what OCT-Converter and eyepy make of these intensities. */
export const octConverterGrey = greyCurve(value => (value > 1 ? 255 : (255 * (Math.log(value + 2.44e-4) + 8.3)) / 8.285));

/** Floats whose upper bits are equal lie beside each other: where both ends of such a range have one grey, so have all between. */
const rangeBits = 14;
const isMixed = 256;

/** Rounded and clamped. `curve` never falls; it is computed for a range of floats once, and anew only where its grey changes. */
function greyCurve(curve: (value: number) => number): (values: Float32Array) => Uint8Array {
  const exact = (value: number): number => {
    const grey = curve(value);
    return grey > 0 ? Math.round(Math.min(grey, 255)) : 0;
  };
  let table: Uint16Array | null = null;
  return values => {
    table ??= greyTable(exact);
    const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
    const greys = new Uint8Array(values.length);
    for (let i = 0; i < greys.length; i++) {
      const grey = table[(bits[i] as number) >>> rangeBits] as number;
      greys[i] = grey === isMixed ? exact(values[i] as number) : grey;
    }
    return greys;
  };
}

function greyTable(exact: (value: number) => number): Uint16Array {
  const ends = new Uint32Array(2);
  const values = new Float32Array(ends.buffer);
  return Uint16Array.from({ length: 2 ** (32 - rangeBits) }, (_, range) => {
    ends[0] = range << rangeBits;
    ends[1] = ((range + 1) << rangeBits) - 1;
    const [first, last] = [exact(values[0] as number), exact(values[1] as number)];
    return first === last ? first : isMixed;
  });
}
