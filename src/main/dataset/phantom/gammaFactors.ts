// Speckle and noise of averaged looks as factors: Gamma distributed (Goodman, Speckle Phenomena in Optics, ch. 4), from normal values by
// Wilson and Hilferty's cube.

/** Steps of the table between two whole normal values. */
export const normalSteps = 256;
const normalLimit = 5 * normalSteps;

/** Gamma factors of mean 1 for normal values −5 … 5, looked up by stepOf. */
export function gammaFactors(looks: number): Float32Array {
  return Float32Array.from({ length: 2 * normalLimit + 1 }, (_, i) => {
    const normal = (i - normalLimit) / normalSteps;
    return Math.max(0, 1 - 1 / (9 * looks) + normal / (3 * Math.sqrt(looks))) ** 3;
  });
}

/** Place in the table of a normal value times `normalSteps`. */
export function stepOf(scaledNormal: number): number {
  const step = (scaledNormal + normalLimit + 0.5) | 0;
  return step < 0 ? 0 : Math.min(step, 2 * normalLimit);
}
