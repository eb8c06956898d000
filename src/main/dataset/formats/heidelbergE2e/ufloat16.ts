// The unsigned 16-bit float of E2E B-scans: 6 bits of exponent, 10 of mantissa. UOCTE, LibOctData, RETIMAT and private_eye take the
// mantissa in natural order; OCT-Converter and eyepy reverse its bits, which is off by up to 1.91× and not monotonic.

/** What an empty sample holds. */
export const emptySample = 0xffff;

/** Intensity of each of the 65,536 codes; NaN for the empty one. */
export function naturalIntensities(): Float32Array {
  const values = Float32Array.from({ length: 2 ** 16 }, (_, code) => naturalIntensity(code));
  values[emptySample] = Number.NaN;
  return values;
}

/** The same as OCT-Converter 0.7 and eyepy decode them, to repeat what was computed from their output. */
export function octConverterIntensities(): Float32Array {
  return Float32Array.from({ length: 2 ** 16 }, (_, code) => (1 + reversed10(code & 1023) / 1024) * 2 ** ((code >> 10) - 63));
}

function naturalIntensity(code: number): number {
  const exponent = code >> 10;
  const fraction = (code & 1023) / 1024;
  if (exponent === 0) return fraction * 2 ** -62;
  return exponent === 63 ? 0 : (1 + fraction) * 2 ** (exponent - 63);
}

function reversed10(bits: number): number {
  let reversed = 0;
  for (let i = 0; i < 10; i++) if ((bits >> i) & 1) reversed |= 512 >> i;
  return reversed;
}

/** The natural code nearest below an intensity from 2^-62 to 1, for writing. */
export function ufloat16Of(intensity: number): number {
  if (intensity < 2 ** -62) return 0;
  const exponent = Math.min(62, Math.floor(Math.log2(intensity)) + 63);
  const fraction = intensity / 2 ** (exponent - 63) - 1;
  return (exponent << 10) | Math.min(1023, Math.round(1024 * fraction));
}
