// Tone curves on values in 0..1, in place. Brightness and contrast as torchvision's adjust_brightness and adjust_contrast.

/** Values × factor, clamped. */
export function adjustBrightness(values: Float32Array, factor: number): void {
  for (let i = 0; i < values.length; i++) values[i] = clampUnit((values[i] as number) * factor);
}

/**
 * Distance from the mean × factor, clamped. `weights` says how often each value occurs in the image, so that a
 * 256-entry table can stand for all its pixels; without it every value counts once.
 */
export function adjustContrast(values: Float32Array, factor: number, weights?: Uint32Array): void {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    sum += weight * (values[i] as number);
    total += weight;
  }
  const mean = sum / total;
  for (let i = 0; i < values.length; i++) values[i] = clampUnit(mean + factor * ((values[i] as number) - mean));
}

/** Values to the power of `gamma`: above 1 darkens, below 1 lightens. */
export function adjustGamma(values: Float32Array, gamma: number): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) ** gamma;
}

export function clampUnit(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}
