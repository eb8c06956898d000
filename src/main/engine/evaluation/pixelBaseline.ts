// Logistic regression on small images, pixel by pixel: what a data set gives away without any convolution.
// A phantom on which it does well would be too easy to prove anything.
import { balancedAccuracy } from '../metrics/balancedAccuracy.ts';
import { type BaselinePart, type BaselineResult, scoreBaseline } from './baseline.ts';
import { balancedClassWeights, fitLogisticRegression, type LogisticModel, predictLogistic } from './logisticRegression.ts';
import { fitStandardiser } from './standardise.ts';

/** Penalties tried, strongest first; each fit starts from the one before. */
const penalties = [100, 10, 1, 0.1, 0.01, 0.001] as const;

export interface PixelBaseline extends BaselineResult {
  /** The penalty with the best balanced accuracy on `val`; the stronger one where two are equal. */
  readonly l2: number;
  /** Balanced accuracy on `val` of each penalty tried. */
  readonly validation: readonly { readonly l2: number; readonly balancedAccuracy: number }[];
}

/** `features` of each part are [item, pixel] grey levels of images resized alike, e.g. 32 × 32 = 1024 pixels. */
export function pixelBaseline(parts: {
  readonly train: BaselinePart;
  readonly val: Omit<BaselinePart, 'subjects'>;
  readonly test: BaselinePart;
  readonly classes: readonly string[];
  readonly seed: number;
}): PixelBaseline {
  const { train, val, test, classes, seed } = parts;
  const featureCount = train.features.length / train.labels.length;
  const standardiser = fitStandardiser(train.features, featureCount);
  const data = { features: standardiser.apply(train.features), labels: train.labels, featureCount };
  const valFeatures = standardiser.apply(val.features);
  const classWeights = balancedClassWeights(train.labels, classes.length);

  const validation: { l2: number; balancedAccuracy: number }[] = [];
  let best: { model: LogisticModel; l2: number; value: number } | undefined;
  let start: LogisticModel | undefined;
  for (const l2 of penalties) {
    const model = fitLogisticRegression(data, { classCount: classes.length, l2, classWeights, ...(start === undefined ? {} : { start }) });
    start = model;
    const input = { labels: val.labels, probabilities: predictLogistic(model, valFeatures), classes };
    const { value } = balancedAccuracy.compute(input, {});
    validation.push({ l2, balancedAccuracy: value });
    if (best === undefined || value > best.value) best = { model, l2, value };
  }
  const chosen = best as NonNullable<typeof best>;
  return { ...scoreBaseline(chosen.model, standardiser.apply(test.features), test, classes, seed), l2: chosen.l2, validation };
}
