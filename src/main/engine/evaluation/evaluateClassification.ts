// The evaluation of a classifier on one split: metrics with patient-bootstrap intervals, confusion, worst errors.
import type { ClassificationReport, ClassReport } from '../../../shared/domain/evaluation.ts';
import type { Prediction } from '../../../shared/domain/prediction.ts';
import { AppError } from '../../../shared/errors.ts';
import {
  bootstrapClassification,
  type ClassMetricName,
  classificationEvaluator,
  classMetricNames,
  type OverallMetricName,
  overallMetricNames,
} from '../metrics/classificationBootstrap.ts';
import { checkClassificationInput, type MetricValue, predictedClasses } from '../metrics/metric.ts';
import { type EstimateSettings, estimate } from './estimate.ts';
import { recallInPlainWords } from './plainWords.ts';
import { type JudgedItem, worstErrors } from './worstErrors.ts';

export interface ClassificationEvaluation {
  readonly predictions: readonly Prediction[];
  /** [prediction] the patient of each prediction. */
  readonly subjects: readonly string[];
  readonly classes: readonly string[];
  readonly seed: number;
  readonly resamples?: number;
  /** Longest list of worst errors. */
  readonly worst?: number;
}

interface LabelledItem extends JudgedItem {
  readonly subject: string;
}

/**
 * Errors: `badInput` when nothing is labelled, when subjects and predictions differ in length, or when a row does not
 * have one probability per class; `nonFinite` for a probability that is none.
 */
export function evaluateClassification(evaluation: ClassificationEvaluation): ClassificationReport {
  const { predictions, classes, seed, resamples = 1000, worst = 20 } = evaluation;
  const { items, input } = labelledItems(evaluation);

  const subjects = [...new Set(items.map(({ subject }) => subject))];
  const patients = subjects.length;
  const patientIndex = new Map(subjects.map((subject, index) => [subject, index]));
  const patientOf = Int32Array.from(items, ({ subject }) => patientIndex.get(subject) as number);
  const evaluator = classificationEvaluator(input, patientOf);
  const point = evaluator(new Float64Array(patients).fill(1));
  const samples = bootstrapClassification(evaluator, classes.length, { patients, resamples, seed });

  const perClass = classes.map((name, c): ClassReport => {
    const isOf = ({ label }: LabelledItem) => label === c;
    const own = countPatients(items, isOf);
    const others = countPatients(items, item => !isOf(item));
    // The patients on whose scans each number rests.
    const basis: Record<ClassMetricName, number> = {
      recall: own,
      precision: Math.min(
        own,
        countPatients(items, ({ predicted }) => predicted === c),
      ),
      specificity: others,
      f1: own,
      auc: Math.min(own, others),
    };
    const estimates = record(classMetricNames, metric =>
      estimate(point.perClass[c]?.[metric] as MetricValue, samples.perClass[c]?.[metric] as Float64Array, {
        patients: [{ count: basis[metric] }],
        isShare: metric === 'recall' || metric === 'precision' || metric === 'specificity',
      }),
    );
    const scans = items.filter(isOf).length;
    return { name, patients: own, scans, ...estimates, sentence: recallInPlainWords(name, estimates.recall, scans) };
  });

  const eachClass = perClass.map(({ name, patients: count }) => ({ name, count }));
  const all = [{ count: patients }];
  const settings: Record<OverallMetricName, EstimateSettings> = {
    balancedAccuracy: { patients: eachClass, isShare: true },
    accuracy: { patients: all, isShare: true },
    macroF1: { patients: eachClass },
    macroAuc: { patients: eachClass },
    mcc: { patients: all },
    ece: { patients: all, isBiased: true },
    logLoss: { patients: all },
  };
  return {
    version: 1,
    classes: [...classes],
    patients,
    scans: items.length,
    unlabelledScans: predictions.length - items.length,
    interval: { coverage: 0.95, resampledBy: 'patient', resamples, seed },
    overall: record(overallMetricNames, name => estimate(point.overall[name], samples.overall[name], settings[name])),
    perClass,
    confusion: classes.map((_, truth) => Array.from(point.confusion.counts.subarray(truth * classes.length, (truth + 1) * classes.length))),
    worstErrors: worstErrors(items, classes, worst),
  };
}

function labelledItems({ predictions, subjects, classes }: ClassificationEvaluation) {
  if (subjects.length !== predictions.length) {
    throw new AppError('badInput', `Expected one patient per prediction (${predictions.length}), received ${subjects.length}.`);
  }
  const labelled = predictions.flatMap((prediction, i) =>
    prediction.label === null ? [] : [{ ...prediction, label: prediction.label, subject: subjects[i] as string }],
  );
  if (labelled.length === 0) {
    throw new AppError('badInput', `Expected labelled scans, received ${predictions.length} without a label. Label some, or use predict.`);
  }
  const odd = labelled.find(({ probabilities }) => probabilities.length !== classes.length);
  if (odd !== undefined) {
    throw new AppError(
      'badInput',
      `Expected ${classes.length} probabilities (${classes.join(', ')}), received ${odd.probabilities.length} for ${odd.item}. ` +
        'Evaluate with the classes that the model was trained on.',
    );
  }
  const input = {
    labels: Int32Array.from(labelled, ({ label }) => label),
    probabilities: Float32Array.from(labelled.flatMap(({ probabilities }) => probabilities)),
    classes,
  };
  checkClassificationInput(input);
  const predicted = predictedClasses(input);
  return { input, items: labelled.map((item, i): LabelledItem => ({ ...item, predicted: predicted[i] as number })) };
}

function countPatients(items: readonly LabelledItem[], select: (item: LabelledItem) => boolean): number {
  return new Set(items.filter(select).map(({ subject }) => subject)).size;
}

function record<Name extends string, Value>(names: readonly Name[], of: (name: Name) => Value): Record<Name, Value> {
  return Object.fromEntries(names.map(name => [name, of(name)])) as Record<Name, Value>;
}
