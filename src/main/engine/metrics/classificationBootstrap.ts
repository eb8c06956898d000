// Patient bootstrap of all classification metrics at once: everything that does not depend on the draw is computed
// before (predictions, bins, sorted scores), so one resample is one pass over the scans per class.
import { accuracyOf } from './accuracy.ts';
import { balancedAccuracyOf } from './balancedAccuracy.ts';
import { type PatientBootstrap, patientBootstrap } from './bootstrap.ts';
import { calibrationBinCount, calibrationErrorOf, calibrationItems, emptyCalibrationBins } from './calibrationError.ts';
import { f1, precision, recall, specificity } from './classShares.ts';
import { allClassCounts, type ConfusionMatrix } from './confusionMatrix.ts';
import { itemLogLoss } from './logLoss.ts';
import { macroF1Of } from './macroF1.ts';
import { matthewsOf } from './matthews.ts';
import { type ClassificationInput, type MetricValue, meanOverClasses, predictedClasses, undefinedBecause } from './metric.ts';
import { rankScores, rocAucOf } from './rocAuc.ts';

export const overallMetricNames = ['balancedAccuracy', 'accuracy', 'macroF1', 'macroAuc', 'mcc', 'ece', 'logLoss'] as const;
export const classMetricNames = ['recall', 'precision', 'specificity', 'f1', 'auc'] as const;
export type OverallMetricName = (typeof overallMetricNames)[number];
export type ClassMetricName = (typeof classMetricNames)[number];

export interface ClassificationValues {
  readonly confusion: ConfusionMatrix;
  readonly overall: Record<OverallMetricName, MetricValue>;
  /** [class] */
  readonly perClass: Record<ClassMetricName, MetricValue>[];
}

/**
 * A function from patient weights to all metrics. `patientOf[item]` is an index below the length of the weights.
 * With all weights 1 it gives the metrics themselves.
 */
export function classificationEvaluator(
  input: ClassificationInput,
  patientOf: Int32Array,
): (weights: Float64Array) => ClassificationValues {
  const { classes, labels } = input;
  const classCount = classes.length;
  const cells = predictedClasses(input).map((predicted, item) => (labels[item] as number) * classCount + predicted);
  const calibration = calibrationItems(input, calibrationBinCount);
  const losses = itemLogLoss(input);
  const rankings = classes.map((_, c) => rankScores(input, c, patientOf));

  return weights => {
    const counts = new Float64Array(classCount * classCount);
    const bins = emptyCalibrationBins(calibrationBinCount);
    let lossSum = 0;
    let total = 0;
    for (let item = 0; item < cells.length; item++) {
      const weight = weights[patientOf[item] as number] as number;
      if (weight === 0) continue;
      const cell = cells[item] as number;
      const bin = calibration.bin[item] as number;
      counts[cell] = (counts[cell] as number) + weight;
      bins.items[bin] = (bins.items[bin] as number) + weight;
      bins.confidence[bin] = (bins.confidence[bin] as number) + weight * (calibration.confidence[item] as number);
      bins.correct[bin] = (bins.correct[bin] as number) + weight * (calibration.correct[item] as number);
      lossSum += weight * (losses[item] as number);
      total += weight;
    }
    const confusion = { counts, classes };
    const aucs = rankings.map(ranking => rocAucOf(ranking, weights));
    return {
      confusion,
      overall: {
        balancedAccuracy: balancedAccuracyOf(confusion),
        accuracy: accuracyOf(confusion),
        macroF1: macroF1Of(confusion),
        macroAuc: meanOverClasses(aucs),
        mcc: matthewsOf(confusion),
        ece: calibrationErrorOf(bins),
        logLoss: total === 0 ? undefinedBecause('no items') : { value: lossSum / total },
      },
      perClass: allClassCounts(confusion).map((one, c) => ({
        recall: recall(one),
        precision: precision(one),
        specificity: specificity(one),
        f1: f1(one),
        auc: aucs[c] as MetricValue,
      })),
    };
  };
}

export interface ClassificationSamples {
  /** [resample] */
  readonly overall: Record<OverallMetricName, Float64Array>;
  /** [class], [resample] */
  readonly perClass: Record<ClassMetricName, Float64Array>[];
}

/** Resampled values of every metric. */
export function bootstrapClassification(
  evaluator: (weights: Float64Array) => ClassificationValues,
  classCount: number,
  settings: Pick<PatientBootstrap, 'patients' | 'resamples' | 'seed'>,
): ClassificationSamples {
  const overallCount = overallMetricNames.length;
  const perClassCount = classMetricNames.length;
  const samples = patientBootstrap({
    ...settings,
    statistics: overallCount + classCount * perClassCount,
    evaluate: (weights, out) => {
      const { overall, perClass } = evaluator(weights);
      for (const [m, name] of overallMetricNames.entries()) out[m] = overall[name].value;
      for (const [c, values] of perClass.entries()) {
        for (const [m, name] of classMetricNames.entries()) out[overallCount + c * perClassCount + m] = values[name].value;
      }
    },
  });
  const byName = <Name extends string>(names: readonly Name[], from: number) =>
    Object.fromEntries(names.map((name, m) => [name, samples[from + m]])) as Record<Name, Float64Array>;
  return {
    overall: byName(overallMetricNames, 0),
    perClass: Array.from({ length: classCount }, (_, c) => byName(classMetricNames, overallCount + c * perClassCount)),
  };
}
