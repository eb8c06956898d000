// The validation curves of several runs over each other.
import { useQueries } from '@tanstack/react-query';
import type { Metric, RunDetails } from '../../../client/api.ts';
import { queries } from '../../../client/queries.ts';
import { text } from '../../../text/index.ts';
import { CurveChart } from '../../../ui/charts/CurveChart.tsx';
import type { ChartLine, ChartSpec } from '../../../ui/charts/chartSpec.ts';
import { measureTitles } from '../live/curveSpecs.ts';
import { pointsOf } from '../metricPoints.ts';
import styles from './Compare.module.css';
import { runLine } from './runLines.ts';

export function CompareCurves({ runs }: { runs: readonly RunDetails[] }) {
  const metrics = useQueries({ queries: runs.map(({ id }) => queries.metrics(id)) }).map(({ data }) => data ?? []);
  const measures = [...new Set(runs.map(({ config }) => config.selection.metric))];
  return (
    <section className={styles.charts} aria-label={text.compare.curves}>
      <CurveChart spec={specOf(runs, metrics, 'loss')} />
      {measures.map(measure => (
        <CurveChart key={measure} spec={specOf(runs, metrics, measure)} />
      ))}
    </section>
  );
}

/** Measures between 0 and 1 keep that range. */
const unbounded = new Set(['loss', 'logLoss']);

function specOf(runs: readonly RunDetails[], metrics: readonly Metric[][], measure: string): ChartSpec {
  const lines = runs.flatMap((_, index): ChartLine[] => {
    const points = pointsOf(metrics[index] ?? [], `val/${measure}`);
    const { letter, color, dash } = runLine(index);
    return points.length === 0 ? [] : [{ label: letter, points, weight: 'validation', color, dash }];
  });
  const values = lines.flatMap(({ points }) => points.flatMap(({ y }) => y ?? []));
  const title = measure === 'loss' ? text.compare.loss : (measureTitles[measure] ?? measure);
  const top = unbounded.has(measure) ? Math.max(1e-6, ...values) * 1.05 : 1;
  return {
    ...{ title, explanation: text.compare.curvesExplanation, xLabel: 'epoch', yLabel: title.toLowerCase(), lines },
    xRange: [0, Math.max(...runs.map(({ config }) => config.training.epochs))],
    yRange: [measure === 'mcc' ? -1 : 0, top],
  };
}
