// Multinomial logistic regression with an L2 penalty, the plain model that baselines use
// (Hastie, Tibshirani & Friedman 2009, §4.4; equal to scikit-learn's LogisticRegression with C = 1 / (l2 · Σ weights)).
import { minimise } from './lbfgs.ts';

export interface LabelledFeatures {
  /** [item, feature], C order. */
  readonly features: Float32Array | Float64Array;
  readonly labels: Int32Array;
  readonly featureCount: number;
}

export interface LogisticModel {
  /** [class, feature] */
  readonly weights: Float64Array;
  /** [class], not penalised. */
  readonly intercepts: Float64Array;
  readonly featureCount: number;
  readonly converged: boolean;
}

export interface LogisticSettings {
  readonly classCount: number;
  /** Minimises (weighted mean of the cross-entropy) + l2 / 2 · Σ weight². */
  readonly l2: number;
  /** [class] how much an item of the class counts; absent = 1. */
  readonly classWeights?: Float64Array;
  /** A model to start from, e.g. that of the next stronger penalty. */
  readonly start?: LogisticModel;
}

/** [class] items / (classes · items of the class), as scikit-learn's 'balanced'; 0 for a class without items. */
export function balancedClassWeights(labels: Int32Array, classCount: number): Float64Array {
  const counts = new Float64Array(classCount);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  return counts.map(count => (count === 0 ? 0 : labels.length / (classCount * count)));
}

export function fitLogisticRegression(data: LabelledFeatures, settings: LogisticSettings): LogisticModel {
  const { features, labels, featureCount } = data;
  const { classCount, l2, classWeights, start } = settings;
  const weightCount = classCount * featureCount;
  const weightOf = (label: number): number => classWeights?.[label] ?? 1;
  const weightSum = labels.reduce((sum, label) => sum + weightOf(label), 0);
  const scores = new Float64Array(classCount);

  // Parameters: weights [class, feature], then intercepts [class].
  const evaluate = (parameters: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0);
    let loss = 0;
    for (let item = 0; item < labels.length; item++) {
      const row = item * featureCount;
      const label = labels[item] as number;
      const weight = weightOf(label) / weightSum;
      linearScores(parameters, features, row, featureCount, scores);
      const truthScore = scores[label] as number;
      loss += weight * (softmaxInPlace(scores) - truthScore);
      for (let c = 0; c < classCount; c++) {
        const error = weight * ((scores[c] as number) - (c === label ? 1 : 0));
        const base = c * featureCount;
        for (let f = 0; f < featureCount; f++) {
          gradient[base + f] = (gradient[base + f] as number) + error * (features[row + f] as number);
        }
        gradient[weightCount + c] = (gradient[weightCount + c] as number) + error;
      }
    }
    for (let i = 0; i < weightCount; i++) {
      const value = parameters[i] as number;
      loss += (l2 / 2) * value * value;
      gradient[i] = (gradient[i] as number) + l2 * value;
    }
    return loss;
  };

  const from = new Float64Array(weightCount + classCount);
  if (start !== undefined) {
    from.set(start.weights);
    from.set(start.intercepts, weightCount);
  }
  const { x, converged } = minimise({ evaluate, start: from, tolerance: 1e-6, maxIterations: 1000 });
  return { weights: x.slice(0, weightCount), intercepts: x.slice(weightCount), featureCount, converged };
}

/** Probabilities [item, class]. */
export function predictLogistic(model: LogisticModel, features: Float32Array | Float64Array): Float32Array {
  const { featureCount, weights, intercepts } = model;
  const classCount = intercepts.length;
  const itemCount = features.length / featureCount;
  const parameters = new Float64Array(weights.length + classCount);
  parameters.set(weights);
  parameters.set(intercepts, weights.length);
  const probabilities = new Float32Array(itemCount * classCount);
  const scores = new Float64Array(classCount);
  for (let item = 0; item < itemCount; item++) {
    linearScores(parameters, features, item * featureCount, featureCount, scores);
    softmaxInPlace(scores);
    probabilities.set(scores, item * classCount);
  }
  return probabilities;
}

function linearScores(
  parameters: Float64Array,
  features: Float32Array | Float64Array,
  row: number,
  featureCount: number,
  scores: Float64Array,
): void {
  for (let c = 0; c < scores.length; c++) {
    const base = c * featureCount;
    let sum = parameters[scores.length * featureCount + c] as number;
    for (let f = 0; f < featureCount; f++) sum += (parameters[base + f] as number) * (features[row + f] as number);
    scores[c] = sum;
  }
}

/** Turns scores into probabilities and returns ln Σ exp(score). */
function softmaxInPlace(scores: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (let c = 0; c < scores.length; c++) {
    const power = Math.exp((scores[c] as number) - most);
    scores[c] = power;
    sum += power;
  }
  for (let c = 0; c < scores.length; c++) scores[c] = (scores[c] as number) / sum;
  return most + Math.log(sum);
}
