// Metrics by which a checkpoint can be selected; each is computed from labels and probabilities of one split.
import { resolveChoice } from '../../../shared/domain/choice.ts';
import { accuracy } from './accuracy.ts';
import { balancedAccuracy } from './balancedAccuracy.ts';
import { calibrationError } from './calibrationError.ts';
import { logLoss } from './logLoss.ts';
import { macroF1 } from './macroF1.ts';
import { matthews } from './matthews.ts';
import { type ClassificationInput, checkClassificationInput, type MetricSpec, type MetricValue } from './metric.ts';
import { macroAuc } from './rocAuc.ts';

export const metrics = {
  balancedAccuracy,
  accuracy,
  macroF1,
  macroAuc,
  mcc: matthews,
  ece: calibrationError,
  logLoss,
} as const satisfies Record<string, MetricSpec>;

/** Errors: `unknownName` with the known names; `usage` for a bad parameter; `badInput` and `nonFinite` for bad input. */
export function computeMetric(choice: { name: string; params?: unknown }, input: ClassificationInput): MetricValue {
  const { spec, params } = resolveChoice<MetricSpec>('metric', metrics, choice);
  checkClassificationInput(input);
  return spec.compute(input, params);
}

/** Whether `candidate` beats `best` for a metric's direction; NaN never does, and anything beats NaN. */
export function isBetter(direction: MetricSpec['direction'], candidate: number, best: number): boolean {
  if (Number.isNaN(candidate)) return false;
  if (Number.isNaN(best)) return true;
  return direction === 'max' ? candidate > best : candidate < best;
}
