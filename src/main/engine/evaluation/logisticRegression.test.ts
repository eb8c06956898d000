import { describe, expect, it } from 'vitest';
import golden from '../../../../tests/golden/metrics/logistic.json' with { type: 'json' };
import { minimise } from './lbfgs.ts';
import { balancedClassWeights, fitLogisticRegression, predictLogistic } from './logisticRegression.ts';

describe('fitLogisticRegression', () => {
  it.each(golden.cases)(
    'finds the coefficients of scikit-learn: $name',
    ({ features, labels, classes, balanced, c, weights, intercepts, probabilities }) => {
      const data = { features: Float64Array.from(features), labels: Int32Array.from(labels), featureCount: 5 };
      const classWeights = balanced ? balancedClassWeights(data.labels, classes) : new Float64Array(classes).fill(1);
      // Balanced or all 1, the weights of the items add up to their number.
      const model = fitLogisticRegression(data, { classCount: classes, l2: 1 / (c * labels.length), classWeights });
      expect(model.converged).toBe(true);
      for (const [i, weight] of weights.entries()) expect(Math.abs((model.weights[i] ?? Number.NaN) - weight)).toBeLessThan(1e-3);
      for (const [i, intercept] of intercepts.entries())
        expect(Math.abs((model.intercepts[i] ?? Number.NaN) - intercept)).toBeLessThan(1e-3);
      const ours = predictLogistic(model, data.features);
      for (const [i, probability] of probabilities.entries()) expect(Math.abs((ours[i] ?? Number.NaN) - probability)).toBeLessThan(1e-4);
    },
  );

  it('reaches the same model from another start', () => {
    const [first] = golden.cases;
    const data = { features: Float64Array.from(first?.features ?? []), labels: Int32Array.from(first?.labels ?? []), featureCount: 5 };
    const strong = fitLogisticRegression(data, { classCount: 3, l2: 1 });
    const cold = fitLogisticRegression(data, { classCount: 3, l2: 0.01 });
    const warm = fitLogisticRegression(data, { classCount: 3, l2: 0.01, start: strong });
    for (const [i, weight] of cold.weights.entries()) expect(warm.weights[i]).toBeCloseTo(weight, 4);
  });

  it('weighs classes by the inverse of their frequency, and an absent class not at all', () => {
    expect([...balancedClassWeights(Int32Array.of(0, 0, 0, 1), 3)]).toEqual([4 / 9, 4 / 3, 0]);
  });
});

describe('minimise', () => {
  it('finds the minimum of a badly scaled quadratic', () => {
    const scales = [1, 100, 10_000];
    const { x, converged } = minimise({
      evaluate: (at, gradient) =>
        scales.reduce((sum, scale, i) => {
          const offset = (at[i] ?? 0) - (i + 1);
          gradient[i] = scale * offset;
          return sum + (scale / 2) * offset * offset;
        }, 0),
      start: new Float64Array(3),
      tolerance: 1e-9,
      maxIterations: 200,
    });
    expect(converged).toBe(true);
    expect([...x]).toEqual([expect.closeTo(1, 8), expect.closeTo(2, 8), expect.closeTo(3, 8)]);
  });

  it('says when it ran out of iterations', () => {
    const evaluate = (at: Float64Array, gradient: Float64Array) => {
      gradient[0] = 4 * (at[0] ?? 0) ** 3;
      return (at[0] ?? 0) ** 4;
    };
    expect(minimise({ evaluate, start: Float64Array.of(100), tolerance: 1e-12, maxIterations: 2 }).converged).toBe(false);
  });
});
