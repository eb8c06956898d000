// How much each class counts in a loss.

export const classWeightRules = ['none', 'balanced'] as const;

/**
 * Weight of each class. `balanced` is count / (classes · countOfClass), scikit-learn's rule, so that weights average 1 over items;
 * a class without items gets 0.
 */
export function classWeightsOf(rule: (typeof classWeightRules)[number], labels: ArrayLike<number>, classes: number): Float32Array {
  const counts = new Float64Array(classes);
  for (let i = 0; i < labels.length; i++) counts[labels[i] as number] = (counts[labels[i] as number] as number) + 1;
  return Float32Array.from(counts, count => (rule === 'none' ? 1 : count === 0 ? 0 : labels.length / (classes * count)));
}
