import { expect, it } from 'vitest';
import { classWeightsOf } from './classWeights.ts';

it('gives every class the same total weight, and items the mean weight 1', () => {
  const labels = [0, 0, 0, 0, 0, 0, 1, 1, 2, 2];
  // n / (classes · count): 10 / (3 · 6), 10 / (3 · 2), 10 / (3 · 2)
  expect(Array.from(classWeightsOf('balanced', labels, 3))).toEqual([5 / 9, 5 / 3, 5 / 3].map(value => expect.closeTo(value, 6)));
  const weights = classWeightsOf('balanced', labels, 3);
  expect(labels.reduce((sum, label) => sum + (weights[label] as number), 0)).toBeCloseTo(10, 5);
});

it('gives a class without items no weight, and all classes 1 without weighting', () => {
  expect(Array.from(classWeightsOf('balanced', [0, 1], 3))).toEqual([expect.closeTo(1 / 1.5, 5), expect.closeTo(1 / 1.5, 5), 0]);
  expect(Array.from(classWeightsOf('none', [0, 0, 1], 3))).toEqual([1, 1, 1]);
});
