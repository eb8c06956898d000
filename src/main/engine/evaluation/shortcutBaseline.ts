// How far the diagnosis can be guessed without looking at the retina: logistic regression on border fill, size, file
// density and grey level. Where it does well, the data set leaks its labels through the camera or the export
// (Geirhos et al., Nat. Mach. Intell. 2020: shortcut learning), and a network's score must be read against it.
import { type BaselineResult, scoreBaseline } from './baseline.ts';
import { balancedClassWeights, fitLogisticRegression } from './logisticRegression.ts';
import { fitStandardiser } from './standardise.ts';

export const shortcutFeatureNames = ['fillShare', 'log2 widthPx', 'log2 heightPx', 'log2 density', 'greyMean', 'greySd'] as const;

/** What import measures of each file (`ImageFacts` of a data set fits). */
export interface ShortcutFacts {
  readonly widthPx: number;
  readonly heightPx: number;
  /** File bytes per pixel. */
  readonly density: number;
  /** Share of the pixels that are border fill. */
  readonly fillShare: number;
  /** Mean and standard deviation of the grey level outside fill; null where all is fill. */
  readonly greyMean: number | null;
  readonly greySd: number | null;
}

export interface ShortcutPart {
  /** [item] */
  readonly facts: readonly ShortcutFacts[];
  readonly labels: Int32Array;
  readonly subjects: readonly string[];
}

export interface ShortcutBaseline extends BaselineResult {
  readonly features: readonly string[];
  /** [class][feature], for standardised features: the further from 0, the more the feature speaks for (+) or against (−) the class. */
  readonly weights: readonly (readonly number[])[];
  readonly converged: boolean;
}

/** Fits on `train`, scores on `evaluate`, both of the same split. Penalty: scikit-learn's default, C = 1, with balanced classes. */
export function shortcutBaseline(parts: {
  readonly train: ShortcutPart;
  readonly evaluate: ShortcutPart;
  readonly classes: readonly string[];
  readonly seed: number;
}): ShortcutBaseline {
  const { train, evaluate, classes, seed } = parts;
  const featureCount = shortcutFeatureNames.length;
  const trainFeatures = shortcutFeatures(train.facts);
  const standardiser = fitStandardiser(trainFeatures, featureCount);
  const model = fitLogisticRegression(
    { features: standardiser.apply(trainFeatures), labels: train.labels, featureCount },
    { classCount: classes.length, l2: 1 / train.labels.length, classWeights: balancedClassWeights(train.labels, classes.length) },
  );
  return {
    ...scoreBaseline(model, standardiser.apply(shortcutFeatures(evaluate.facts)), evaluate, classes, seed),
    features: shortcutFeatureNames,
    weights: classes.map((_, c) => Array.from(model.weights.subarray(c * featureCount, (c + 1) * featureCount))),
    converged: model.converged,
  };
}

/** [item, feature] in the order of `shortcutFeatureNames`; an image that is all fill counts as black and flat. */
function shortcutFeatures(facts: readonly ShortcutFacts[]): Float64Array {
  return Float64Array.from(
    facts.flatMap(({ fillShare, widthPx, heightPx, density, greyMean, greySd }) => [
      fillShare,
      Math.log2(widthPx),
      Math.log2(heightPx),
      Math.log2(Math.max(density, 1e-6)),
      greyMean ?? 0,
      greySd ?? 0,
    ]),
  );
}
