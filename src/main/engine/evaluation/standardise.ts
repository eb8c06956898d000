// Standardised features: mean 0 and variance 1 on the training items, the same shift and scale elsewhere.

export interface Standardiser {
  /** [feature] */
  readonly means: Float64Array;
  /** [feature] population standard deviation; 1 where a feature never changes. */
  readonly deviations: Float64Array;
  /** [item, feature] → [item, feature] */
  readonly apply: (features: ArrayLike<number>) => Float32Array;
}

export function fitStandardiser(features: ArrayLike<number>, featureCount: number): Standardiser {
  const itemCount = features.length / featureCount;
  const means = new Float64Array(featureCount);
  const squares = new Float64Array(featureCount);
  for (let i = 0; i < features.length; i++) {
    const f = i % featureCount;
    means[f] = (means[f] as number) + (features[i] as number) / itemCount;
  }
  for (let i = 0; i < features.length; i++) {
    const f = i % featureCount;
    squares[f] = (squares[f] as number) + ((features[i] as number) - (means[f] as number)) ** 2 / itemCount;
  }
  // Below 1e-12 of its mean a spread is rounding, not information.
  const deviations = squares.map((square, f) => (Math.sqrt(square) <= 1e-12 * Math.abs(means[f] as number) ? 1 : Math.sqrt(square)));
  const apply = (values: ArrayLike<number>): Float32Array =>
    Float32Array.from(values, (value, i) => (value - (means[i % featureCount] as number)) / (deviations[i % featureCount] as number));
  return { means, deviations, apply };
}
