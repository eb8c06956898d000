// The charts of a training as data.
import { formatNumber } from '../../../../shared/units.ts';
import type { Metric, RunDetails } from '../../../client/api.ts';
import { text } from '../../../text/index.ts';
import { type ChartLine, type ChartPoint, type ChartSpec, lineColor } from '../../../ui/charts/chartSpec.ts';
import { pointsOf } from '../metricPoints.ts';

export const measureTitles: Record<string, string> = {
  balancedAccuracy: 'Balanced accuracy',
  accuracy: 'Accuracy',
  macroF1: 'Macro F1',
  macroAuc: 'Macro AUC',
  mcc: 'Matthews correlation',
  ece: 'Calibration error',
  logLoss: 'Log loss',
};

export function lossSpec(run: RunDetails, metrics: Metric[], isLog: boolean): ChartSpec {
  const all = lines([
    ['each step', 'raw', pointsOf(metrics, 'train/loss')],
    ['training', 'train', pointsOf(metrics, 'train/epochLoss')],
    ['validation', 'validation', pointsOf(metrics, 'val/loss')],
  ]);
  const values = finite(all);
  const positive = values.filter(value => value > 0);
  const high = Math.max(1e-6, ...values) * 1.05;
  const range: [number, number] = isLog && positive.length > 0 ? [Math.min(...positive) / 1.2, high * 1.2] : [Math.min(0, ...values), high];
  return {
    ...{ title: text.run.loss, explanation: text.run.lossExplanation, xLabel: 'epoch', yLabel: 'loss', lines: all },
    ...{ xRange: [0, run.config.training.epochs], yRange: range, isLog: isLog && positive.length > 0 },
  };
}

export function measureSpec(run: RunDetails, metrics: Metric[]): ChartSpec {
  const measure = run.config.selection.metric;
  const title = measureTitles[measure] ?? measure;
  const validation = pointsOf(metrics, `val/${measure}`);
  const best = bestOf(run, metrics, validation);
  const all = lines([
    ['training', 'train', pointsOf(metrics, `train/${measure}`)],
    ['validation', 'validation', validation],
  ]);
  return {
    ...{ title, explanation: text.run.measureExplanation, xLabel: 'epoch', yLabel: title.toLowerCase(), lines: all },
    xRange: [0, run.config.training.epochs],
    yRange: rangeOf(measure, finite(all)),
    marks: best === null ? [] : [{ ...best, label: `${text.run.bestEpoch} ${formatNumber(best.x)}` }],
  };
}

export function learningRateSpec(run: RunDetails, metrics: Metric[]): ChartSpec {
  const points = pointsOf(metrics, 'train/learningRate');
  const high = Math.max(1e-12, ...points.map(({ y }) => y ?? 0));
  return {
    ...{ title: text.run.learningRate, explanation: text.run.learningRateExplanation, xLabel: 'epoch', yLabel: 'rate' },
    ...{ lines: lines([['rate', 'train', points]]), xRange: [0, run.config.training.epochs], yRange: [0, high * 1.1] },
  };
}

function lines(all: [label: string, weight: ChartLine['weight'], points: ChartPoint[]][]): ChartLine[] {
  return all.filter(([, , points]) => points.length > 0).map(([label, weight, points]) => ({ label, weight, points, color: lineColor }));
}

function finite(all: readonly ChartLine[]): number[] {
  return all.flatMap(({ points }) => points.flatMap(({ y }) => (y === null ? [] : [y])));
}

/** Fixed where a measure has bounds. */
function rangeOf(measure: string, values: readonly number[]): [number, number] {
  if (measure === 'mcc') return [-1, 1];
  return measure === 'logLoss' || measure === 'loss' ? [0, Math.max(1e-6, ...values) * 1.05] : [0, 1];
}

/** The validation point of the checkpoint in use: the one that was evaluated, else the best so far. */
function bestOf(run: RunDetails, metrics: Metric[], validation: ChartPoint[]): { x: number; y: number } | null {
  const evaluated = run.evaluations.find(({ run: id }) => id === run.id)?.evaluation.checkpoint?.epoch;
  const losses = new Map(pointsOf(metrics, 'val/loss').map(({ x, y }) => [x, y ?? Number.POSITIVE_INFINITY]));
  const sign = ['logLoss', 'loss', 'ece'].includes(run.config.selection.metric) ? -1 : 1;
  let best: { x: number; y: number } | null = null;
  for (const { x, y } of validation) {
    if (y === null) continue;
    if (x === evaluated) return { x, y };
    const isBetter = best === null || sign * y > sign * best.y || (y === best.y && (losses.get(x) ?? 0) < (losses.get(best.x) ?? 0));
    if (isBetter) best = { x, y };
  }
  return best;
}
